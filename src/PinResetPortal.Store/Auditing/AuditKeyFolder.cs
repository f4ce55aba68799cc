using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Auditing;

/// <summary>
/// The folder of the keys: <c>audit-0001.key</c> (32 bytes in hex), <c>sign-0001.pem</c> (an ECDSA key in PKCS#8), <c>sign-0001.pub.pem</c>
/// (what is left of one that was replaced). The highest number is the one in use.
/// </summary>
internal sealed class AuditKeyFolder(IOptions<AuditOptions> options, IOptions<StoreOptions> store)
{
    private const string AuditPrefix = "audit-";
    private const string AuditSuffix = ".key";
    private const string SignPrefix = "sign-";
    private const string PrivateSuffix = ".pem";
    private const string PublicSuffix = ".pub.pem";

    public bool IsChosen => !string.IsNullOrWhiteSpace(options.Value.KeyPath);

    public bool HasCertificate => !string.IsNullOrWhiteSpace(store.Value.KeyCertificatePath);

    public string Folder => Path.GetFullPath(options.Value.KeyPath is { } chosen && IsChosen ? chosen : Path.Combine(store.Value.Path, "audit"));

    public string SealFile => Path.GetFullPath(string.IsNullOrWhiteSpace(options.Value.SealPath) ? Path.Combine(Folder, "seals.log") : options.Value.SealPath);

    /// <summary>The key of the certificate, when one is set.</summary>
    public AuditKey? OfCertificate()
    {
        if (!HasCertificate)
        {
            return null;
        }

        using var certificate = KeyCertificate.Load(store.Value);
        return AuditKey.Of(certificate);
    }

    /// <summary>Oldest first.</summary>
    /// <exception cref="InvalidDataException">A file holds no key.</exception>
    public IReadOnlyList<AuditKey> AuditKeys() => [.. Files.Find(AuditPrefix, AuditSuffix).Select(file => AuditKey.Of(KeyFiles.Secret(file)))];

    /// <summary>Oldest first; private where <see cref="SigningKey.Key"/> can sign.</summary>
    /// <exception cref="InvalidDataException">A file holds no key.</exception>
    public IReadOnlyList<SigningKey> SigningKeys() => [.. Files.Find(SignPrefix, PrivateSuffix).Select(file => new SigningKey(Imported(file), !file.EndsWith(PublicSuffix, StringComparison.Ordinal)))];

    /// <summary>Keeps a key as the newest one.</summary>
    public void Add(AuditKey key) => Files.WriteSecret(Files.Next(AuditPrefix, AuditSuffix), key.Secret);

    /// <summary>Makes the newest signing key. Of those before it the public halves stay.</summary>
    public void AddSigningKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var older = Files.Find(SignPrefix, PrivateSuffix).Where(file => !file.EndsWith(PublicSuffix, StringComparison.Ordinal)).ToList();
        Files.Write(Files.Next(SignPrefix, PrivateSuffix), key.ExportPkcs8PrivateKeyPem() + "\n");
        foreach (var file in older)
        {
            using var retired = Imported(file);
            Files.Write(file[..^PrivateSuffix.Length] + PublicSuffix, retired.ExportSubjectPublicKeyInfoPem() + "\n");
            File.Delete(file);
        }
    }

    private KeyFiles Files => new(Folder);

    private static ECDsa Imported(string file)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new InvalidDataException($"{file} holds no signing key: it is an ECDSA key in PEM. Put the right file back, or take it away.");
        }
    }
}

internal sealed record SigningKey(ECDsa Key, bool Signs);
