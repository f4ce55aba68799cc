using System.Net;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Hosting;

/// <summary>Addresses that take the cookie, asked for tenants of another home tenant.</summary>
public sealed class ExportAccessTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/export/audit.csv")]
    [InlineData("/export/audit.json")]
    public async Task AuditExport_OfAll_HoldsTheCallersTenantsOnly(string address)
    {
        using var client = host.SignedIn(PortalRole.Admin);

        var text = await client.GetStringAsync(address, Token);

        Assert.Contains(FakeTenantCatalog.Customer.ToString(), text, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeTenantCatalog.Stranger.ToString(), text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/export/audit.csv")]
    [InlineData("/export/audit.json")]
    public async Task AuditExport_OfAnotherHomesTenant_IsNotFound(string address)
    {
        using var client = host.SignedIn(PortalRole.Admin);

        using var answer = await client.GetAsync($"{address}?tenantId={FakeTenantCatalog.Stranger}", Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("/export/audit.csv")]
    [InlineData("/export/audit.json")]
    public async Task AuditExport_NoRole_IsRefused(string address)
    {
        using var client = host.SignedIn(PortalRole.None);

        using var answer = await client.GetAsync(address, Token);

        Assert.Equal("/no-access", answer.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task AdminConsent_OfAnotherHomesTenant_IsNotStarted()
    {
        using var client = host.SignedIn(PortalRole.Reader);

        using var own = await client.GetAsync($"/authentication/admin-consent?tenant={FakeTenantCatalog.Customer}", Token);
        using var foreign = await client.GetAsync($"/authentication/admin-consent?tenant={FakeTenantCatalog.Stranger}", Token);

        Assert.Contains($"/{FakeTenantCatalog.Customer}/v2.0/adminconsent", own.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [Fact]
    public async Task AdminConsent_NoRole_IsNotStarted()
    {
        using var client = host.SignedIn(PortalRole.None);

        using var answer = await client.GetAsync($"/authentication/admin-consent?tenant={FakeTenantCatalog.Customer}", Token);

        Assert.Equal("/no-access", answer.Headers.Location!.AbsolutePath);
    }
}
