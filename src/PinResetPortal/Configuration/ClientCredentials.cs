using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Abstractions;

namespace PinResetPortal.Configuration;

/// <summary>One credential of <c>AzureAd:ClientCredentials</c>, as far as this machine can tell.</summary>
/// <param name="Key">Its section, <c>AzureAd:ClientCredentials:0</c>.</param>
/// <param name="Source">Null: the kind is not known.</param>
/// <param name="EndsAt">The end of a certificate that was loaded; null where only Entra knows.</param>
/// <param name="Problem">One sentence that begins with a key; null when nothing is wrong with it.</param>
internal sealed record ClientCredential(string Key, CredentialSource? Source, DateTimeOffset? EndsAt, string? Problem)
{
    /// <summary>
    /// Of a certificate, by which the registration lists it: SHA-1 or SHA-256, as hexadecimal digits or base64
    /// (https://learn.microsoft.com/graph/api/resources/keycredential, <c>customKeyIdentifier</c>); empty for everything else.
    /// </summary>
    public IReadOnlyList<string> Thumbprints { get; init; } = [];
}

/// <summary>
/// The portal's credentials, looked at before anybody signs in: the kind, that everything it needs is named, and that a certificate is there, has a private key
/// and is in time (https://learn.microsoft.com/entra/msal/dotnet/microsoft-identity-web/credentials). Nothing is sent anywhere.
/// </summary>
internal sealed class ClientCredentials(IConfiguration configuration, TimeProvider time)
{
    private const string Section = "AzureAd:ClientCredentials";

    public IReadOnlyList<ClientCredential> Read() => [.. configuration.GetSection(Section).GetChildren().Select(Read)];

    private ClientCredential Read(IConfigurationSection section)
    {
        var text = section["SourceType"];
        if (!Enum.GetNames<CredentialSource>().Contains(text, StringComparer.OrdinalIgnoreCase) || !Enum.TryParse<CredentialSource>(text, ignoreCase: true, out var source))
        {
            return new(section.Path, null, null, $"{section.Path}:SourceType is '{text}'; set it to one of {string.Join(", ", Enum.GetNames<CredentialSource>().Except([nameof(CredentialSource.Certificate)]))}.");
        }

        return source switch
        {
            CredentialSource.ClientSecret => Named(section, source, SecretProblem(section)),
            CredentialSource.Path => Certificate(section, source, "CertificateDiskPath", path => File.Exists(path)
                ? X509CertificateLoader.LoadPkcs12FromFile(path, section["CertificatePassword"])
                : null),
            CredentialSource.Base64Encoded => Certificate(section, source, "Base64EncodedValue", value => X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(value), section["CertificatePassword"])),
            CredentialSource.StoreWithThumbprint => Certificate(section, source, "CertificateThumbprint", value => InStore(section, X509FindType.FindByThumbprint, value)),
            CredentialSource.StoreWithDistinguishedName => Certificate(section, source, "CertificateDistinguishedName", value => InStore(section, X509FindType.FindBySubjectDistinguishedName, value)),
            CredentialSource.KeyVault => Named(section, source, Missing(section, "KeyVaultUrl") ?? Missing(section, "KeyVaultCertificateName")),
            CredentialSource.SignedAssertionFilePath when section["SignedAssertionFileDiskPath"] is { Length: > 0 } path =>
                Named(section, source, File.Exists(path) ? null : $"{section.Path}:SignedAssertionFileDiskPath is '{path}', where there is no file."),
            _ => new(section.Path, source, null, null),
        };
    }

    private static ClientCredential Named(IConfigurationSection section, CredentialSource source, string? problem) => new(section.Path, source, null, problem);

    private static string? Missing(IConfigurationSection section, string key) =>
        string.IsNullOrWhiteSpace(section[key]) ? $"{section.Path}:{key} is missing; {section["SourceType"]} needs it." : null;

    /// <summary>Entra's portal shows the id of a secret, a GUID, beside its value; a value is never one.</summary>
    private static string? SecretProblem(IConfigurationSection section) => Missing(section, "ClientSecret")
        ?? (Guid.TryParse(section["ClientSecret"], out _) ? $"{section.Path}:ClientSecret is the id of a secret. Set it to the secret's value; Entra ID shows it once, when the secret is made." : null);

    private ClientCredential Certificate(IConfigurationSection section, CredentialSource source, string key, Func<string, X509Certificate2?> load)
    {
        if (Missing(section, key) is { } missing)
        {
            return Named(section, source, missing);
        }

        try
        {
            using var certificate = load(section[key] ?? "");
            if (certificate is null)
            {
                return Named(section, source, $"{section.Path}:{key} names a certificate that is not there.");
            }

            var (from, to) = (new DateTimeOffset(certificate.NotBefore.ToUniversalTime(), TimeSpan.Zero), new DateTimeOffset(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero));
            var now = time.GetUtcNow();
            return new(section.Path, source, to,
                !certificate.HasPrivateKey ? $"{section.Path}:{key} names a certificate without its private key, which the portal needs to sign with."
                : now > to ? $"{section.Path}:{key} names a certificate that ended on {to:yyyy-MM-dd}. Make a new one, add it to the registration, and name it here."
                : now < from ? $"{section.Path}:{key} names a certificate that begins on {from:yyyy-MM-dd} only. Look at the clock of this machine."
                : null)
            {
                Thumbprints =
                [
                    .. new[] { certificate.GetCertHash(HashAlgorithmName.SHA256), certificate.GetCertHash(HashAlgorithmName.SHA1) }
                        .SelectMany(hash => new[] { Convert.ToHexString(hash), Convert.ToBase64String(hash) }),
                ],
            };
        }
        catch (Exception e) when (e is CryptographicException or FormatException or UnauthorizedAccessException or IOException)
        {
            return Named(section, source, $"{section.Path}:{key} names a certificate that cannot be opened: it is no PKCS#12 file (.pfx), {section.Path}:CertificatePassword is not its password, or the user '{Environment.UserName}' may not read it.");
        }
    }

    private static X509Certificate2? InStore(IConfigurationSection section, X509FindType by, string value)
    {
        // As Microsoft.Identity.Web reads it: "CurrentUser/My".
        var (location, name) = section["CertificateStorePath"]?.Split('/') is [var where, var store] ? (where, store) : ("CurrentUser", "My");
        using var opened = new X509Store(name, Enum.TryParse<StoreLocation>(location, ignoreCase: true, out var parsed) ? parsed : StoreLocation.CurrentUser);
        opened.Open(OpenFlags.ReadOnly);
        return opened.Certificates.Find(by, value, validOnly: false).OrderByDescending(one => one.NotAfter).FirstOrDefault();
    }
}
