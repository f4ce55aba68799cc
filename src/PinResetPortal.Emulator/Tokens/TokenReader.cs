using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PinResetPortal.Emulator.Tokens;

/// <summary>Verifies tokens as a resource does: signature, issuer, lifetime. The audience is the resource's business.</summary>
internal sealed class TokenReader
{
    public const string Expired = "Lifetime validation failed, the token is expired.";

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters _parameters;

    public TokenReader(SigningKey key, TimeProvider time) => _parameters = new TokenValidationParameters
    {
        IssuerSigningKey = key.Security,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        ValidateAudience = false,
        IssuerValidator = (issuer, token, _) => token is JsonWebToken jwt && jwt.TryGetPayloadValue<string>("tid", out var tenant) && IsIssuer(issuer, tenant)
            ? issuer
            : throw new SecurityTokenInvalidIssuerException("the issuer does not fit the tenant"),
        LifetimeValidator = (notBefore, expires, _, _) =>
            expires is { } end && end > time.GetUtcNow().UtcDateTime && (notBefore is null || notBefore <= time.GetUtcNow().UtcDateTime),
    };

    /// <param name="problem">Why it is refused, in Graph's words; null when it is not.</param>
    public VerifiedToken? Read(string text, out string? problem)
    {
        problem = null;
        if (!_handler.CanReadToken(text) || text.Split('.').Length != 3)
        {
            problem = "CompactToken parsing failed with error code: 80049217";
            return null;
        }

        var result = _handler.ValidateTokenAsync(text, _parameters).GetAwaiter().GetResult();
        if (result is { IsValid: true, SecurityToken: JsonWebToken token })
        {
            return VerifiedToken.From(token);
        }

        problem = result.Exception switch
        {
            SecurityTokenInvalidLifetimeException => Expired,
            SecurityTokenInvalidIssuerException => "Access token validation failure. Invalid issuer.",
            _ => "Access token validation failure. Invalid signature.",
        };
        return null;
    }

    /// <summary>Tenant and client of a token that was not verified, for the request log.</summary>
    public static (Guid? TenantId, string? ClientId) Peek(string? text)
    {
        try
        {
            var token = new JsonWebToken(text);
            token.TryGetPayloadValue<string>("tid", out var tenant);
            return (Guid.TryParse(tenant, out var id) ? id : null, ClientOf(token));
        }
        catch (ArgumentException)
        {
            return default;
        }
    }

    internal static string? ClientOf(JsonWebToken token) =>
        token.TryGetPayloadValue<string>("appid", out var v1) ? v1 : token.TryGetPayloadValue<string>("azp", out var v2) ? v2 : null;

    private static bool IsIssuer(string issuer, string tenant) =>
        issuer == $"https://sts.windows.net/{tenant}/" || issuer == $"https://login.microsoftonline.com/{tenant}/v2.0";
}

/// <summary>A token whose signature, issuer and lifetime are right.</summary>
/// <param name="ClientId">Whom it was given to. An ID token does not say: it is for its audience, and opens nothing.</param>
internal sealed record VerifiedToken(
    string Audience,
    Guid TenantId,
    Guid HomeTenantId,
    string ObjectId,
    Guid? ClientId,
    bool IsApplication,
    IReadOnlySet<string> Permissions,
    IReadOnlySet<Guid> DirectoryRoles,
    bool SecondStep,
    bool Continuous,
    long Number)
{
    public static VerifiedToken From(JsonWebToken token)
    {
        var tenant = Guid.Parse(token.GetPayloadValue<string>("tid"));
        var isApplication = token.TryGetPayloadValue<string>("idtyp", out var type) && type == "app";
        token.TryGetPayloadValue<string>("scp", out var scopes);
        token.TryGetPayloadValue<string>("idp", out var home);
        token.TryGetPayloadValue<string>("uti", out var uti);
        var permissions = isApplication ? Values(token, "roles") : (scopes ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new(
            token.Audiences.FirstOrDefault() ?? "",
            tenant,
            home is null ? tenant : Guid.Parse(new Uri(home).AbsolutePath.Trim('/')),
            token.GetPayloadValue<string>("oid"),
            Guid.TryParse(TokenReader.ClientOf(token), out var client) ? client : null,
            isApplication,
            permissions.ToHashSet(StringComparer.OrdinalIgnoreCase),
            Values(token, "wids").Select(Guid.Parse).ToHashSet(),
            Values(token, "amr").Contains("mfa"),
            Values(token, "xms_cc").Contains(ClientCapabilities.ContinuousAccess),
            TokenIssuer.NumberOf(uti));
    }

    private static IEnumerable<string> Values(JsonWebToken token, string claim) =>
        token.Claims.Where(c => c.Type == claim).Select(c => c.Value);
}
