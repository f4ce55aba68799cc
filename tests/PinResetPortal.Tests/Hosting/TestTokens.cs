using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PinResetPortal.Hosting;

/// <summary>Access tokens as Entra ID writes them, signed with a key of the tests.</summary>
internal static class TestTokens
{
    public const string ClientId = "99999999-9999-4999-8999-999999999999";

    public const string Audience = "api://pinresetportal";

    public static readonly string Issuer = $"https://login.microsoftonline.com/{FakeTenantCatalog.Home}/v2.0";

    public static readonly RsaSecurityKey Key = new(RSA.Create(2048)) { KeyId = "test" };

    private static readonly RsaSecurityKey Forged = new(RSA.Create(2048)) { KeyId = "test" };

    public static string Application(string? role, string? tenantId = null, string audience = Audience, bool forged = false)
    {
        var claims = new Dictionary<string, object>
        {
            ["tid"] = tenantId ?? FakeTenantCatalog.Home.ToString(),
            ["oid"] = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa",
            ["azp"] = "22222222-2222-4222-8222-222222222222",
            ["ver"] = "2.0",
        };
        if (role is not null)
        {
            // Entra leaves the claim out when there is no role.
            claims["roles"] = new[] { role };
        }

        return Write(claims, audience, forged);
    }

    public static string Person(string role) => Write(
        new()
        {
            ["tid"] = FakeTenantCatalog.Home.ToString(),
            ["oid"] = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb",
            ["scp"] = "access_as_user",
            ["preferred_username"] = "olga@fabrikam.example",
            ["roles"] = new[] { role },
        },
        Audience,
        forged: false);

    /// <summary>What signing in gives: it says who somebody is, is made out to the portal too, and opens nothing.</summary>
    public static string Identity(string role) => Write(
        new()
        {
            ["tid"] = FakeTenantCatalog.Home.ToString(),
            ["oid"] = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb",
            ["name"] = "Olga",
            ["preferred_username"] = "olga@fabrikam.example",
            ["ver"] = "2.0",
            ["roles"] = new[] { role },
        },
        ClientId,
        forged: false);

    private static string Write(Dictionary<string, object> claims, string audience, bool forged) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            Claims = claims,
            SigningCredentials = new(forged ? Forged : Key, SecurityAlgorithms.RsaSha256),
        });
}
