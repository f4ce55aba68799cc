using Bunit;
using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using PinResetPortal.Work.Notifications;
using Xunit;

namespace PinResetPortal.Components.Rendering;

/// <summary>
/// Every component of the host is drawn at least once, in the cases of <see cref="RenderCases"/> and <see cref="PersonCases"/>. A new component
/// fails here until a case draws it; a new branch of one deserves a case of its own (<c>.ci/coverage</c> names the branches that none reaches).
/// </summary>
public sealed class RenderTests : ComponentTest
{
    /// <summary>The document around everything, and the router inside of it: they need a browser, which the crawler has.</summary>
    private static readonly Type[] InTheBrowserOnly = [typeof(App), typeof(Routes)];

    private static readonly IReadOnlyList<RenderCase> Cases = [.. RenderCases.All, .. PersonCases.All];

    public static TheoryData<string> Names() => [.. Cases.Select(one => one.Name)];

    internal static RenderCase Case(string name) => Cases.Single(one => one.Name == name);

    [Theory]
    [MemberData(nameof(Names))]
    public void Component_EachCase_IsDrawnAndSaysIt(string name)
    {
        var one = Case(name);

        var drawn = one.Render(this);

        drawn.WaitForAssertion(() => Assert.Contains(one.Words, drawn.Markup, StringComparison.Ordinal));
        Assert.Equal(one.Fails, drawn.Markup.Contains("Correlation id", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Components_All_AreDrawnByACase()
    {
        var drawn = new HashSet<Type>(InTheBrowserOnly);
        foreach (var one in Cases)
        {
            await using var test = new RenderTests();
            var component = one.Render(test);
            component.WaitForAssertion(() => Assert.Contains(one.Words, component.Markup, StringComparison.Ordinal));
            drawn.Add(component.Instance.GetType());
            drawn.UnionWith(component.FindComponents<IComponent>().Select(inner => inner.Instance.GetType() is { IsGenericType: true } type ? type.GetGenericTypeDefinition() : inner.Instance.GetType()));
        }

        var all = typeof(App).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IComponent)) && !type.IsAbstract && type.Name[0] != '_');
        Assert.Empty(all.Except(drawn).Select(type => type.FullName));
    }

    internal FakePeople Persons => People;

    internal FakeReadiness Answers => Readiness;

    internal FakeRemediation Repairs => Remediation;

    internal FakeOnboarding Probes => Onboarding;

    internal FakeBulkRepairs Bulks => Bulk;

    internal FakeScans Running => Scans;

    internal FakeReports Reported => Reports;

    internal MemoryNotifications Told => News;

    internal FakeOverview Fleet => Overview;

    internal FakeAudit Log => Audit;

    internal BunitJSModuleInterop Script => Browser;

    /// <summary>Draws as somebody with this role, at this address.</summary>
    internal RenderTests As(PortalRole role, string address = "/")
    {
        SignIn(role);
        Navigation.NavigateTo(address);
        return this;
    }
}
