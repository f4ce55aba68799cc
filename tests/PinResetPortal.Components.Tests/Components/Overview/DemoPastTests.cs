using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using Xunit;

namespace PinResetPortal.Components.Overview;

public sealed class DemoPastTests : ComponentTest
{
    private static readonly TenantId Known = TenantId.Parse("a0000003-0000-4000-8000-000000000003", null);

    /// <summary>An earlier answer stays beside a tenant that cannot be read, and would hide the gap that the scenario shows.</summary>
    private static readonly TenantId[] Unreadable = [.. new[] { 16, 17, 18, 19 }.Select(number => TenantId.Parse($"a00000{number}-0000-4000-8000-0000000000{number}", null))];

    [Fact]
    public void Of_ATenantWithAPast_TellsAMonthOldestFirst()
    {
        var past = Of(Known);

        Assert.Equal([Verdict.Ready, Verdict.NotReady, Verdict.NotReady], past.Select(answer => answer.Verdict));
        Assert.Equal(past.Select(answer => answer.ReadAt).Order(), past.Select(answer => answer.ReadAt));
        Assert.All(past, answer => Assert.InRange(Some.Now - answer.ReadAt, TimeSpan.FromDays(1), TimeSpan.FromDays(30)));
        Assert.Equal(["consent.pin-reset-service"], past[1].Findings.Where(assessed => assessed.Finding.Status == FindingStatus.Broken).Select(assessed => assessed.Finding.CheckId));
    }

    [Fact]
    public void Of_TenantsThatAreNotThereOrCannotBeRead_IsNothing()
    {
        Assert.Empty(Of(Some.Contoso.Id));
        Assert.Empty(Of(Unreadable));
    }

    private IReadOnlyList<TenantReadiness> Of(params TenantId[] tenants) => [.. DemoPast.Of(tenants, Services.GetRequiredService<CheckCatalog>(), Some.Now)];
}
