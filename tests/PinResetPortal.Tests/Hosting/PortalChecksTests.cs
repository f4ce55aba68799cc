using System.Net;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.SelfChecks;

namespace PinResetPortal.Hosting;

/// <summary>What the portal found of itself, as programs see it.</summary>
public sealed class PortalChecksTests : IClassFixture<PortalHost>
{
    private readonly PortalHost _host;

    public PortalChecksTests(PortalHost host)
    {
        _host = host;
        _host.SelfChecks.Recover();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_Portal_HasOneFindingForEachCheck()
    {
        _host.SelfChecks.Find(new(SelfCheckIds.Clock, FindingStatus.Broken, "This machine's clock is 20 minutes behind.", "Switch it on.", "timedatectl set-ntp true"));
        using var reader = _host.Reader();

        var portal = await (await reader.GetAsync("/api/v1/portal", Token)).JsonAsync();

        Assert.Equal(SelfCheckIds.All, portal["findings"]!.AsArray().Select(one => (string?)one!["checkId"]));
        var clock = portal["findings"]!.AsArray().Single(one => (string?)one!["checkId"] == SelfCheckIds.Clock)!;
        Assert.Equal(("Broken", "timedatectl set-ntp true"), ((string?)clock["status"], (string?)clock["command"]));
        Assert.Equal(FakePortalSelfCheck.At.AddDays(12), (DateTimeOffset)portal["credentialEndsAt"]!);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("?refresh=false", false)]
    [InlineData("?refresh=true", true)]
    public async Task Get_Refresh_LooksNow(string query, bool looks)
    {
        using var reader = _host.Reader();
        var before = _host.SelfChecks.Looks;

        using var answer = await reader.GetAsync($"/api/v1/portal{query}", Token);

        Assert.Equal((HttpStatusCode.OK, looks), (answer.StatusCode, _host.SelfChecks.Looks > before));
    }

    [Theory]
    [InlineData("?refresh=perhaps", HttpStatusCode.BadRequest)]
    public async Task Get_BadInput_IsRefused(string query, HttpStatusCode status)
    {
        using var reader = _host.Reader();

        using var answer = await reader.GetAsync($"/api/v1/portal{query}", Token);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Get_WithoutAToken_IsRefused()
    {
        using var nobody = _host.Caller(null);

        using var answer = await nobody.GetAsync("/api/v1/portal", Token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Ready_PortalIsWell_SaysHealthy() => Assert.Equal((HttpStatusCode.OK, "Healthy"), await ReadyAsync());

    /// <summary>Traffic still comes, and whoever watches sees why.</summary>
    [Fact]
    public async Task Ready_CredentialEnds_IsDegradedWithTheReason()
    {
        _host.SelfChecks.Find(new(SelfCheckIds.Credential, FindingStatus.NeedsAttention, "The portal's client secret ends on 8 December 2026, in 12 days.", "Have a new one made."));

        var (status, text) = await ReadyAsync();

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Degraded\nportal: The portal's client secret ends on 8 December 2026, in 12 days.", text);
    }

    /// <summary>Anybody may ask: no permission, file, address or tenant is named.</summary>
    [Theory]
    [InlineData(SelfCheckIds.Consent, "The home tenant has not granted Directory.Read.All (application).", "Directory.Read.All")]
    [InlineData(SelfCheckIds.Credential, "The file /run/secrets/portal.pfx (AzureAd:ClientCertificate) cannot be read by svc-portal.", "/run/secrets")]
    public async Task Ready_SomethingIsBroken_NamesTheCheckOnly(string check, string summary, string secret)
    {
        _host.SelfChecks.Find(new(check, FindingStatus.Broken, summary));

        var (_, text) = await ReadyAsync();

        Assert.StartsWith($"Degraded\nportal: {check} is broken;", text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string Text)> ReadyAsync()
    {
        using var anybody = _host.Caller(null);
        using var answer = await anybody.GetAsync("/health/ready", Token);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }
}
