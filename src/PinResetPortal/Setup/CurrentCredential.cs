using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Registration;

namespace PinResetPortal.Setup;

/// <summary>The credential that the configuration names, and what the registration knows of it.</summary>
internal sealed class CurrentCredential(IConfiguration configuration)
{
    public const string SecretKey = "AzureAd:ClientCredentials:0:ClientSecret";
    private const string Section = "AzureAd:ClientCredentials:0";

    public CredentialKind? Kind => configuration[$"{Section}:SourceType"] switch
    {
        "ClientSecret" => CredentialKind.Secret,
        "Path" => CredentialKind.Certificate,
        "SignedAssertionFromManagedIdentity" => CredentialKind.ManagedIdentity,
        _ => null,
    };

    /// <summary>As <c>setup</c> wrote it down.</summary>
    public string? KeyId => configuration[OwnCredentials.KeyIdKey];

    public string? ManagedIdentity => configuration[$"{Section}:ManagedIdentityClientId"];

    /// <returns>Null: it cannot be used here, as a managed identity or a certificate in a vault.</returns>
    /// <exception cref="CommandRefusedException">The certificate's file cannot be read.</exception>
    public UsableCredential? Use()
    {
        if (Kind == CredentialKind.Secret && configuration[SecretKey] is { Length: > 0 } secret)
        {
            return new UsableCredential.Secret(secret);
        }

        if (Kind != CredentialKind.Certificate || configuration[$"{Section}:CertificateDiskPath"] is not { Length: > 0 } path)
        {
            return null;
        }

        try
        {
            return new UsableCredential.Certificate(X509CertificateLoader.LoadPkcs12FromFile(path, configuration[$"{Section}:CertificatePassword"]));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CommandRefusedException($"The portal's certificate {path} cannot be read: the file is not there, not readable, or not a certificate with a private key. Put it back, or make a new one with: setup --rotate");
        }
    }

    /// <summary>The registration's entry for it; null when it has none, or nobody can tell which.</summary>
    public LiveCredential? In(LiveRegistration live) => live.Credentials.FirstOrDefault(one => one.KeyId.Equals(KeyId, StringComparison.OrdinalIgnoreCase))
        ?? (Kind == CredentialKind.Certificate && File.Exists(configuration[$"{Section}:CertificateDiskPath"]) && Use() is UsableCredential.Certificate { Value: var certificate }
            ? live.Credentials.FirstOrDefault(one => IsOf(one, certificate)) : null);

    /// <summary>Whether it can be gone on with: there, not ended, and of the wanted kind.</summary>
    public bool IsInPlace(LiveRegistration live, CredentialKind wanted, DateTimeOffset now) => Kind == wanted && In(live) is { } entry && !(entry.End <= now) && Use() is not null;

    /// <summary>A thumbprint comes as text or as bytes.</summary>
    private static bool IsOf(LiveCredential one, X509Certificate2 certificate) =>
        certificate.Thumbprint.Equals(one.Thumbprint, StringComparison.OrdinalIgnoreCase) || Convert.ToBase64String(certificate.GetCertHash()) == one.Thumbprint;
}
