using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Faults;

namespace PinResetPortal.Emulator.Tokens;

/// <summary>
/// Makes ID tokens and access tokens. The resource says which form its tokens have, v1.0 or v2.0
/// (https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference).
/// </summary>
internal sealed class TokenIssuer(SigningKey key, TimeProvider time, FaultSettings faults)
{
    private const int OneHour = 3599;
    private const int OneDay = 86_399;
    private static readonly TimeSpan _backdating = TimeSpan.FromMinutes(5);
    private static readonly string[] _continuous = [ClientCapabilities.ContinuousAccess];
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private long _last;

    /// <summary>Number of the newest token; part of its <c>uti</c>.</summary>
    public long LastNumber => Interlocked.Read(ref _last);

    /// <summary>
    /// A resource that can be told of events gives clients that listen to it (<c>cp1</c>) tokens for up to 28 hours, others for an hour
    /// (https://learn.microsoft.com/entra/identity/conditional-access/concept-continuous-access-evaluation#token-lifetime).
    /// </summary>
    public int LifetimeSeconds(RegisteredApp resource, bool continuous) =>
        faults.Current.TokenLifetimeSeconds ?? (continuous && resource == RegisteredApps.Graph ? OneDay : OneHour);

    public string UserToken(RegisteredApp client, RegisteredApp resource, EmulatedTenant tenant, EntraUser user, IEnumerable<string> scopes, IReadOnlyList<string> appRoles, IReadOnlySet<Guid> directoryRoles, bool secondStep, bool continuous)
    {
        var claims = Common(client, resource, tenant, user.ObjectId, continuous);
        claims["idtyp"] = "user";
        claims["name"] = user.DisplayName;
        claims["scp"] = string.Join(' ', scopes);
        claims["sub"] = Subject(user.ObjectId, client.ClientId);
        claims["amr"] = secondStep ? (string[])["pwd", "mfa"] : ["pwd"];
        claims["wids"] = (user.HomeTenantId == tenant.Id ? directoryRoles.Append(RoleTemplates.User) : directoryRoles).Select(id => id.ToString("D")).ToArray();
        if (user.HomeTenantId != tenant.Id)
        {
            claims["idp"] = $"https://sts.windows.net/{user.HomeTenantId:D}/";
        }

        if (appRoles.Count > 0)
        {
            claims["roles"] = appRoles;
        }

        claims[resource.TokenVersion == 1 ? "upn" : "preferred_username"] = user.UserPrincipalName;
        return Sign(claims, LifetimeSeconds(resource, continuous));
    }

    public string AppToken(RegisteredApp client, RegisteredApp resource, EmulatedTenant tenant, string servicePrincipalId, IReadOnlyList<string> roles, bool continuous)
    {
        var claims = Common(client, resource, tenant, servicePrincipalId, continuous);
        claims["idtyp"] = "app";
        claims["sub"] = servicePrincipalId;
        if (roles.Count > 0)
        {
            claims["roles"] = roles;
        }

        if (resource.IsMicrosoft)
        {
            claims["app_displayname"] = client.Name;
        }

        return Sign(claims, LifetimeSeconds(resource, continuous));
    }

    public string IdToken(RegisteredApp client, EmulatedTenant tenant, EntraUser user, IReadOnlyList<string> appRoles, string? nonce)
    {
        var claims = new Dictionary<string, object>
        {
            ["iss"] = $"https://login.microsoftonline.com/{tenant.Id:D}/v2.0",
            ["aud"] = client.ClientId,
            ["tid"] = tenant.Id.ToString("D"),
            ["oid"] = user.ObjectId,
            ["sub"] = Subject(user.ObjectId, client.ClientId),
            ["name"] = user.DisplayName,
            ["preferred_username"] = user.UserPrincipalName,
            ["login_hint"] = user.UserPrincipalName,
            ["ver"] = "2.0",
        };
        if (appRoles.Count > 0)
        {
            claims["roles"] = appRoles;
        }

        if (nonce is { Length: > 0 })
        {
            claims["nonce"] = nonce;
        }

        return Sign(claims, faults.Current.TokenLifetimeSeconds ?? OneHour);
    }

    /// <summary>MSAL's account id: where the person lives, whatever tenant the tokens are for.</summary>
    public static string ClientInfo(EntraUser user) =>
        Base64UrlEncoder.Encode(JsonSerializer.Serialize(new { uid = user.ObjectId, utid = user.HomeTenantId.ToString("D") }));

    /// <returns>The number inside a <c>uti</c> claim; 0 when it has none.</returns>
    public static long NumberOf(string? uti)
    {
        try
        {
            var bytes = Base64UrlEncoder.DecodeBytes(uti ?? "");
            return bytes.Length == 16 ? BitConverter.ToInt64(bytes, 8) : 0;
        }
        catch (FormatException)
        {
            return 0;
        }
    }

    private static Dictionary<string, object> Common(RegisteredApp client, RegisteredApp resource, EmulatedTenant tenant, string objectId, bool continuous)
    {
        var claims = new Dictionary<string, object>
        {
            ["tid"] = tenant.Id.ToString("D"),
            ["oid"] = objectId,
        };
        var proof = client.HasCredentials ? "1" : "0";
        if (resource.TokenVersion == 1)
        {
            claims["iss"] = $"https://sts.windows.net/{tenant.Id:D}/";
            claims["aud"] = resource.IdentifierUris is [var name, ..] ? name : resource.ClientId;
            claims["appid"] = client.ClientId;
            claims["appidacr"] = proof;
            claims["ver"] = "1.0";
        }
        else
        {
            claims["iss"] = $"https://login.microsoftonline.com/{tenant.Id:D}/v2.0";
            claims["aud"] = resource.ClientId;
            claims["azp"] = client.ClientId;
            claims["azpacr"] = proof;
            claims["ver"] = "2.0";
        }

        if (continuous)
        {
            claims["xms_cc"] = _continuous;
        }

        return claims;
    }

    /// <summary>Pairwise: another one for every client, the same in all tokens of one (https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference).</summary>
    public static string Subject(string objectId, string clientId) =>
        Base64UrlEncoder.Encode(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(objectId + clientId)));

    private string Sign(Dictionary<string, object> claims, int lifetimeSeconds)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var uti = new byte[16];
        Random.Shared.NextBytes(uti.AsSpan(0, 8));
        BitConverter.TryWriteBytes(uti.AsSpan(8), Interlocked.Increment(ref _last));
        claims["uti"] = Base64UrlEncoder.Encode(uti);
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            IssuedAt = now,
            NotBefore = now - _backdating,
            Expires = now.AddSeconds(lifetimeSeconds),
            SigningCredentials = key.Credentials,
        });
    }
}
