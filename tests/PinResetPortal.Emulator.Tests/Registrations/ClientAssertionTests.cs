using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PinResetPortal.Emulator.Entra;
using static PinResetPortal.Emulator.Registrations.CommandLineClient;

namespace PinResetPortal.Emulator.Registrations;

/// <summary>
/// A certificate or another provider's token in place of a secret
/// (https://learn.microsoft.com/entra/identity-platform/certificate-credentials, https://learn.microsoft.com/entra/workload-id/workload-identity-federation).
/// </summary>
public sealed class ClientAssertionTests
{
    private const string Portal = $"applications(appId='{TestEmulator.PortalId}')";
    private const string TokenEndpoint = $"https://login.microsoftonline.com/{TestEmulator.Partner}/oauth2/v2.0/token";
    private const string Exchange = "api://AzureADTokenExchange";

    [Fact]
    public async Task Certificate_Registered_IsGoodForTheRightAssertionOnly()
    {
        await using var emulator = await TestEmulator.StartWholeAsync();
        using var certificate = Certificate(emulator, "CN=portal");
        using var other = Certificate(emulator, "CN=other");
        Assert.Equal(700027, CodeOf(await ByAssertionAsync(emulator, Signed(emulator, certificate))));
        var token = await AdministratorAsync(emulator);
        await emulator.SendAsync(token, HttpStatusCode.NoContent, "PATCH", Portal, new JsonObject
        {
            ["keyCredentials"] = new JsonArray(new JsonObject { ["type"] = "AsymmetricX509Cert", ["usage"] = "Verify", ["key"] = Convert.ToBase64String(certificate.RawData) }),
        });

        var given = await ByAssertionAsync(emulator, Signed(emulator, certificate));

        Assert.Equal(TestEmulator.PortalId, TestEmulator.AccessToken(given).GetClaim("appid").Value);
        Assert.Equal(700027, CodeOf(await ByAssertionAsync(emulator, Signed(emulator, other))));
        Assert.Equal(700023, CodeOf(await ByAssertionAsync(emulator, Signed(emulator, certificate, audience: "https://login.example/token"))));
        Assert.Equal(700021, CodeOf(await ByAssertionAsync(emulator, Signed(emulator, certificate, subject: Id))));
        Assert.Equal(700024, CodeOf(await ByAssertionAsync(emulator, Signed(emulator, certificate, minutes: -20))));
        var kept = (await emulator.SendAsync(token, HttpStatusCode.OK, "GET", Portal))["keyCredentials"]![0]!;
        Assert.Null(kept["key"]);
        Assert.Equal(certificate.Thumbprint, kept["customKeyIdentifier"]!.GetValue<string>());

        emulator.Time.Advance(TimeSpan.FromDays(400));
        Assert.Equal(1000502, CodeOf(await ByAssertionAsync(emulator, Signed(emulator, certificate))));
    }

    [Fact]
    public async Task Federated_TokenOfTheTrustedSubject_StandsForTheApplication()
    {
        await using var emulator = await TestEmulator.StartWholeAsync();
        var assertion = (await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.AppForm("22222222-2222-4222-8222-222222222222", "demo-automation-secret", Exchange + "/.default")))["access_token"]!.GetValue<string>();
        var identity = new JsonWebToken(assertion);
        var token = await AdministratorAsync(emulator);
        JsonObject Trust(string name, string subject) => new() { ["name"] = name, ["issuer"] = identity.Issuer, ["subject"] = subject, ["audiences"] = new JsonArray(Exchange) };
        Assert.Equal(700211, CodeOf(await ByAssertionAsync(emulator, assertion)));

        await emulator.SendAsync(token, HttpStatusCode.Created, "POST", Portal + "/federatedIdentityCredentials", Trust("somebody", "somebody-else"));
        Assert.Equal(700213, CodeOf(await ByAssertionAsync(emulator, assertion)));
        await emulator.SendAsync(token, HttpStatusCode.Created, "PATCH", Portal + "/federatedIdentityCredentials(name='identity')", Trust("identity", identity.Subject), "create-if-missing");
        Assert.Equal(200, (await ByAssertionAsync(emulator, assertion))["_status"]!.GetValue<int>());

        await emulator.SendAsync(token, HttpStatusCode.Conflict, "POST", Portal + "/federatedIdentityCredentials", Trust("twice", identity.Subject));
        await emulator.SendAsync(token, HttpStatusCode.BadRequest, "POST", Portal + "/federatedIdentityCredentials", Trust("not friendly", "x"));
        Assert.Equal(2, (await emulator.SendAsync(token, HttpStatusCode.OK, "GET", Portal + "/federatedIdentityCredentials"))["value"]!.AsArray().Count);
        await emulator.SendAsync(token, HttpStatusCode.NoContent, "DELETE", Portal + "/federatedIdentityCredentials(name='identity')");
        Assert.Equal(700213, CodeOf(await ByAssertionAsync(emulator, assertion)));
    }

    private static async Task<string> AdministratorAsync(TestEmulator emulator) =>
        (await SignInAsync(emulator, "morgan@fabrikam-msp.example"))["access_token"]!.GetValue<string>();

    private static Task<JsonObject> ByAssertionAsync(TestEmulator emulator, string assertion) => emulator.TokenAsync(
        TestEmulator.Partner,
        ("grant_type", "client_credentials"),
        ("client_id", TestEmulator.PortalId),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ("client_assertion", assertion),
        ("scope", "https://graph.microsoft.com/.default"));

    private static X509Certificate2 Certificate(TestEmulator emulator, string name)
    {
        using var key = RSA.Create(2048);
        var now = emulator.Time.GetUtcNow();
        return new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
    }

    private static string Signed(TestEmulator emulator, X509Certificate2 certificate, string audience = TokenEndpoint, string subject = TestEmulator.PortalId, int minutes = 0)
    {
        var now = emulator.Time.GetUtcNow().UtcDateTime.AddMinutes(minutes);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = new Dictionary<string, object> { ["iss"] = TestEmulator.PortalId, ["sub"] = subject, ["aud"] = audience, ["jti"] = Guid.NewGuid().ToString() },
            NotBefore = now,
            Expires = now.AddMinutes(10),
            SigningCredentials = new X509SigningCredentials(certificate),
        });
    }
}
