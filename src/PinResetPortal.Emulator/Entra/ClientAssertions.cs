using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra.Errors;
using TokenReader = PinResetPortal.Emulator.Tokens.TokenReader;

namespace PinResetPortal.Emulator.Entra;

/// <summary>
/// Signed assertions in place of a secret: of a registered certificate
/// (https://learn.microsoft.com/entra/identity-platform/certificate-credentials), or a token of an identity provider that the registration
/// trusts (https://learn.microsoft.com/entra/workload-id/workload-identity-federation). Of providers the Emulator can verify itself only, as
/// the issuer of a managed identity's tokens.
/// </summary>
internal sealed class ClientAssertions(EmulatorState state, TokenReader reader)
{
    private const string Authority = "login.microsoftonline.com";
    private static readonly string[] _algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256];
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <exception cref="EntraException">The assertion proves nothing.</exception>
    public void Require(RegisteredApp client, string text, string tenantName)
    {
        var token = Parse(text);
        if ((Header(token, "x5t#S256") ?? Header(token, "x5t")) is { } thumbprint)
        {
            RequireCertificate(client, token, thumbprint, tenantName);
        }
        else
        {
            RequireFederated(client, token, text);
        }
    }

    private static JsonWebToken Parse(string text)
    {
        try
        {
            return new JsonWebToken(text);
        }
        catch (ArgumentException)
        {
            throw EntraErrors.ClientAssertionInvalid("The assertion is no signed token.");
        }
    }

    private void RequireCertificate(RegisteredApp client, JsonWebToken token, string thumbprint, string tenantName)
    {
        using var certificate = client.Certificates.Select(one => X509CertificateLoader.LoadCertificate(one.Key.Span)).FirstOrDefault(one => Thumbprints(one).Contains(thumbprint))
            ?? throw EntraErrors.ClientAssertionInvalid($"The key was not found., Thumbprint of key used by client: '{thumbprint}'.");
        var now = state.Time.GetUtcNow();
        if (now > certificate.NotAfter || now < certificate.NotBefore)
        {
            throw EntraErrors.CertificateExpired();
        }

        var result = _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = new X509SecurityKey(certificate),
            ValidAlgorithms = _algorithms,
            ValidateAudience = false,
            ValidateIssuer = false,
            ValidateLifetime = false,
        }).GetAwaiter().GetResult();
        if (!result.IsValid)
        {
            throw EntraErrors.ClientAssertionInvalid("The signature does not fit the certificate.");
        }

        if (!token.Subject.Equals(client.ClientId, StringComparison.OrdinalIgnoreCase) || !token.Issuer.Equals(client.ClientId, StringComparison.OrdinalIgnoreCase))
        {
            throw EntraErrors.AssertionOfAnother(client, token.Subject);
        }

        if (!token.Audiences.Any(audience => IsMeantForUs(audience, tenantName)))
        {
            throw EntraErrors.AssertionForAnother(token.Audiences.FirstOrDefault());
        }

        if (token.ValidTo <= now.UtcDateTime || token.ValidFrom > now.UtcDateTime.AddMinutes(5))
        {
            throw EntraErrors.AssertionOutOfTime();
        }
    }

    private void RequireFederated(RegisteredApp client, JsonWebToken token, string text)
    {
        var ofIssuer = client.Federated.Where(one => one.Issuer.TrimEnd('/') == token.Issuer.TrimEnd('/')).ToList();
        if (ofIssuer.Count == 0)
        {
            throw EntraErrors.FederationUnknown(700211, "issuer", token.Issuer);
        }

        if (ofIssuer.Where(one => one.Subject == token.Subject).ToList() is not { Count: > 0 } ofSubject)
        {
            throw EntraErrors.FederationUnknown(700213, "subject", token.Subject);
        }

        var audiences = token.Audiences.ToList();
        if (!ofSubject.Exists(one => audiences.Exists(audience => audience == one.Audience || (RegisteredApps.FindResource(audience) is { } app && app == RegisteredApps.FindResource(one.Audience)))))
        {
            throw EntraErrors.FederationUnknown(700212, "audience", audiences.FirstOrDefault() ?? "");
        }

        if (reader.Read(text, out _) is null)
        {
            throw EntraErrors.ClientAssertionInvalid("The signature of the identity provider could not be verified here, or the token is expired.");
        }
    }

    private bool IsMeantForUs(string audience, string tenantName)
    {
        if (!Uri.TryCreate(audience, UriKind.Absolute, out var uri) || uri.Host != Authority)
        {
            return false;
        }

        var named = uri.AbsolutePath.Trim('/').Split('/')[0];
        return named.Equals(tenantName, StringComparison.OrdinalIgnoreCase) || (state.Find(named) is { } tenant && tenant == state.Find(tenantName));
    }

    private static string[] Thumbprints(X509Certificate2 certificate) =>
        [Base64UrlEncoder.Encode(certificate.GetCertHash()), Base64UrlEncoder.Encode(certificate.GetCertHash(HashAlgorithmName.SHA256))];

    private static string? Header(JsonWebToken token, string name) => token.TryGetHeaderValue<string>(name, out var value) ? value : null;
}
