using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Auditing;

/// <summary>One secret that entries and seals are made with.</summary>
/// <param name="Id">Names the key and tells nothing of it.</param>
internal sealed record AuditKey(string Id, byte[] Secret)
{
    public const int Bytes = KeyFiles.SecretBytes;

    private static readonly byte[] Purpose = "PinResetPortal audit key 1"u8.ToArray();

    public static AuditKey Of(byte[] secret) => new(KeyFiles.NameOf(Purpose, secret), secret);

    public static AuditKey New() => Of(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>
    /// The key that belongs to a certificate. A PKCS#1 signature of the same words is always the same and can be made by the holder of the
    /// private key alone, which need not be exportable (RFC 8017, 8.2: no randomness); HKDF makes a key of it.
    /// </summary>
    public static AuditKey Of(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPrivateKeyOrNull() ?? throw new CryptographicException("The certificate has no RSA private key.");
        return Of(HKDF.DeriveKey(HashAlgorithmName.SHA256, rsa.SignData(Purpose, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), Bytes, info: Purpose));
    }

    public string Mac(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(text)));
}
