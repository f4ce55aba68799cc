using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;

namespace PinResetPortal.Hosting;

/// <summary>Every page with every role: who may see it does, and who may not is told what is true for them.</summary>
public sealed partial class PageRolesTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, PortalRole, PortalRole> PagesAndRoles()
    {
        var data = new TheoryData<string, PortalRole, PortalRole>();
        foreach (var (page, address) in Addresses())
        {
            var needed = page.GetCustomAttributes(typeof(AllowAnonymousAttribute), inherit: true).Length > 0
                ? PortalRole.None
                : page.GetCustomAttributes(typeof(AuthorizeAttribute), inherit: true).Cast<AuthorizeAttribute>().Max(rule => PortalPolicies.RoleOf(rule.Policy));
            foreach (var role in Enum.GetValues<PortalRole>())
            {
                data.Add(address, needed, role);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(PagesAndRoles))]
    public async Task Page_EachRole_IsShownOrSaysWhichRoleItNeeds(string address, PortalRole needed, PortalRole role)
    {
        using var client = host.SignedIn(role);

        using var answer = await client.GetAsync(address, Token);

        var body = await answer.Content.ReadAsStringAsync(Token);
        if (role >= needed)
        {
            Assert.NotEqual(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.DoesNotContain("needs the role", body, StringComparison.Ordinal);
            Assert.DoesNotContain("/no-access", answer.Headers.Location?.OriginalString ?? "", StringComparison.Ordinal);
        }
        else if (role == PortalRole.None)
        {
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.Equal("/no-access", answer.Headers.Location?.AbsolutePath);
        }
        else
        {
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Contains($"needs the role {needed}; yours is {role}", body, StringComparison.Ordinal);
            Assert.Contains("class=\"top-bar\"", body, StringComparison.Ordinal);
            Assert.DoesNotContain("You have no role here yet", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Settings_Reader_NamesThePage()
    {
        using var client = host.SignedIn(PortalRole.Reader);

        var body = await (await client.GetAsync("/settings", Token)).Content.ReadAsStringAsync(Token);

        Assert.Contains("Settings needs the role Admin; yours is Reader", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Policy template", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Policies_All_StandForARole() => Assert.All(
        typeof(PortalPolicies).GetFields().Select(field => (string)field.GetRawConstantValue()!),
        policy => Assert.Equal(policy == PortalPolicies.SignedIn ? "None" : policy["Portal.".Length..], PortalPolicies.RoleOf(policy).ToString()));

    private static IEnumerable<(Type Page, string Address)> Addresses() =>
        from page in typeof(PortalPolicies).Assembly.GetTypes()
        from route in page.GetCustomAttributes(typeof(RouteAttribute), inherit: false).Cast<RouteAttribute>()
        select (page, Parameter().Replace(route.Template, "44444444-4444-4444-8444-444444444444"));

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
