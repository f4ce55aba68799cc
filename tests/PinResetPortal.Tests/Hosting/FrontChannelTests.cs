using System.Net;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;

namespace PinResetPortal.Hosting;

/// <summary>Front-channel logout (https://openid.net/specs/openid-connect-frontchannel-1_0.html): Entra says that a session has ended, and no cookie comes along.</summary>
public sealed class FrontChannelTests(PortalHost host, PostgresServer postgres) : IClassFixture<PortalHost>
{
    private const string Page = "/tenants";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [FactAttribute]
    public void SignIn_TakesClaimAndAddressOfTheRegistration()
    {
        var options = host.Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme);

        Assert.Equal(PortalRegistration.SignOutPath, options.RemoteSignOutPath);
        Assert.Contains(PortalRegistration.SessionClaim, PortalRegistration.IdTokenClaims);
        Assert.Equal(JwtRegisteredClaimNames.Sid, PortalRegistration.SessionClaim);
        Assert.False(options.MapInboundClaims && JsonWebTokenHandler.DefaultInboundClaimTypeMap.ContainsKey(PortalRegistration.SessionClaim));
    }

    [FactAttribute]
    public async Task SignedOutElsewhere_EveryCookieOfTheSession_Ends()
    {
        using var tab = host.SignedIn(PortalRole.Reader, sid: "both");
        using var copy = host.SignedIn(PortalRole.Admin, sid: "both");
        using var other = host.SignedIn(PortalRole.Reader, sid: "other");
        Assert.True(await IsInAsync(tab));

        await SignOutAsync(host, "both");

        Assert.False(await IsInAsync(tab));
        Assert.False(await IsInAsync(copy));
        Assert.True(await IsInAsync(other));
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com/55555555-5555-4555-8555-555555555555/v2.0", "kept")]
    [InlineData(null, "unknown")]
    [InlineData(null, "")]
    public async Task SignedOutElsewhere_AnotherIssuerOrSession_GoesOn(string? issuer, string sid)
    {
        using var client = host.SignedIn(PortalRole.Reader, sid: "kept");

        await SignOutAsync(host, sid, issuer);

        Assert.True(await IsInAsync(client));
    }

    [FactAttribute]
    public async Task SignedInAgain_SameSession_OldCookieStaysDead()
    {
        using var old = host.SignedIn(PortalRole.Reader, sid: "again");
        await SignOutAsync(host, "again");
        using var fresh = host.SignedIn(PortalRole.Reader, sid: "again");

        Assert.True(await IsInAsync(fresh));
        Assert.False(await IsInAsync(old));
    }

    [FactAttribute]
    public async Task SignedOutElsewhere_OtherInstance_SeesIt()
    {
        await using var database = await PostgresTestDatabase.MigratedAsync(postgres);
        using var one = new Instance(database.Configuration);
        using var two = new Instance(database.Configuration);
        using var signedIn = one.SignedIn(PortalRole.Reader, sid: "shared");
        using var elsewhere = two.Caller(null);
        elsewhere.DefaultRequestHeaders.Add("Cookie", signedIn.DefaultRequestHeaders.GetValues("Cookie"));
        using var signedInToo = one.SignedIn(PortalRole.Reader, sid: "shared too");
        using var elsewhereToo = two.Caller(null);
        elsewhereToo.DefaultRequestHeaders.Add("Cookie", signedInToo.DefaultRequestHeaders.GetValues("Cookie"));

        await SignOutAsync(one, "shared");

        Assert.False(await IsInAsync(signedIn));
        Assert.False(await IsInAsync(elsewhere));
        Assert.True(await IsInAsync(elsewhereToo));
    }

    private static async Task SignOutAsync(PortalHost host, string sid, string? issuer = null)
    {
        using var entra = host.Caller(null);
        using var told = await entra.GetAsync($"{PortalRegistration.SignOutPath}?sid={Uri.EscapeDataString(sid)}&iss={Uri.EscapeDataString(issuer ?? TestTokens.Issuer)}", Token);
        Assert.Equal(HttpStatusCode.OK, told.StatusCode);
    }

    private static async Task<bool> IsInAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(Page, Token);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private sealed class Instance(IReadOnlyDictionary<string, string?> storage) : PortalHost
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            foreach (var (key, value) in storage)
            {
                builder.UseSetting(key, value);
            }
        }
    }
}
