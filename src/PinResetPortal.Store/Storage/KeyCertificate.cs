using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PinResetPortal.Store.Storage;

/// <summary>The certificate that encrypts the data-protection keys at rest.</summary>
internal static class KeyCertificate
{
    public static X509Certificate2 Load(StoreOptions options) =>
        X509CertificateLoader.LoadPkcs12FromFile(options.KeyCertificatePath ?? throw new InvalidOperationException("No certificate is set."), options.KeyCertificatePassword);

    public static RSA? GetRSAPrivateKeyOrNull(this X509Certificate2 certificate) =>
        certificate.HasPrivateKey ? certificate.GetRSAPrivateKey() : null;
}
