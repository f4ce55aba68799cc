namespace PinResetPortal.Hosting;

public sealed class ApiEvidenceTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evidence_OfATenant_HasVerdictChangesAndChain()
    {
        using var reader = host.Reader();

        var pack = await (await reader.GetAsync($"/api/v1/tenants/{FakeTenantCatalog.Customer}/evidence", Token)).JsonAsync();

        Assert.Equal(
            ["tenantId", "displayName", "defaultDomain", "relationship", "madeAt", "madeFor", "readiness", "operations", "auditChain", "auditEntries"], pack.Fields());
        Assert.True((bool?)pack["auditChain"]!["holds"]);
        Assert.NotNull(pack["auditEntries"]![0]!["hash"]);
    }

    [Fact]
    public async Task EvidenceCsv_AllTenants_HasOneLineEach()
    {
        using var reader = host.Reader();

        var answer = await reader.GetAsync("/api/v1/evidence.csv", Token);
        var lines = (await answer.Content.ReadAsStringAsync(Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("tenantId,displayName,", lines[0], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public async Task Evidence_NotTheCallersTenant_IsNotFound()
    {
        using var reader = host.Reader();

        Assert.Equal(404, (int)(await reader.GetAsync($"/api/v1/tenants/{FakeTenantCatalog.Stranger}/evidence", Token)).StatusCode);
    }
}
