using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;

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
            ["tenantId", "displayName", "defaultDomain", "relationship", "madeAt", "madeFor", "readiness", "operations", "auditChain", "auditEntries", "signature"], pack.Fields());
        Assert.True((bool?)pack["auditChain"]!["holds"]);
        Assert.NotNull(pack["auditEntries"]![0]!["hash"]);
    }

    [Theory]
    [InlineData("api/v1/tenants/{0}/evidence")]
    [InlineData("export/evidence/{0}.json")]
    [InlineData("export/audit.zip?tenantId={0}")]
    public async Task SignedFile_CheckedWithThePublishedKeys_IsGenuineUntilAByteChanges(string address)
    {
        using var person = host.SignedIn(PortalRole.Reader);
        using var caller = address.StartsWith("api", StringComparison.Ordinal) ? host.Reader() : person;
        using var stranger = host.Caller(null);

        var file = await caller.GetByteArrayAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, FakeTenantCatalog.Customer), Token);
        var keys = await (await stranger.GetAsync("/api/v1/portal/keys", Token)).JsonAsync();

        var pems = keys.AsArray().Select(key => (string?)key?["pem"] ?? "").ToArray();
        Assert.Equal(new FileCheck(FileVerdict.Genuine, (string?)keys[0]?["fingerprint"]), FileVerification.Check(file, pems));
        file[file.Length / 2] ^= 1;
        Assert.NotEqual(FileVerdict.Genuine, FileVerification.Check(file, pems).Verdict);
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
