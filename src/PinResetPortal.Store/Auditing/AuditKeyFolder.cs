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
    public IReadOnlyList<AuditKey> AuditKeys() => [.. Files(AuditPrefix, AuditSuffix).Select(file => AuditKey.Of(Secret(file)))];

    /// <summary>Oldest first; private where <see cref="SigningKey.Key"/> can sign.</summary>
    /// <exception cref="InvalidDataException">A file holds no key.</exception>
    public IReadOnlyList<SigningKey> SigningKeys() => [.. Files(SignPrefix, PrivateSuffix).Select(file => new SigningKey(Imported(file), !file.EndsWith(PublicSuffix, StringComparison.Ordinal)))];

    /// <summary>Keeps a key as the newest one.</summary>
    public void Add(AuditKey key) => Write(Next(AuditPrefix, AuditSuffix), Convert.ToHexStringLower(key.Secret) + "\n");

    /// <summary>Makes the newest signing key. Of those before it the public halves stay.</summary>
    public void AddSigningKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var older = Files(SignPrefix, PrivateSuffix).Where(file => !file.EndsWith(PublicSuffix, StringComparison.Ordinal)).ToList();
        Write(Next(SignPrefix, PrivateSuffix), key.ExportPkcs8PrivateKeyPem() + "\n");
        foreach (var file in older)
        {
            using var retired = Imported(file);
            Write(file[..^PrivateSuffix.Length] + PublicSuffix, retired.ExportSubjectPublicKeyInfoPem() + "\n");
            File.Delete(file);
        }
    }

    private string[] Files(string prefix, string suffix)
    {
        if (!Directory.Exists(Folder))
        {
            return [];
        }

        var files = Directory.GetFiles(Folder, $"{prefix}*{suffix}");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    private string Next(string prefix, string suffix)
    {
        var last = Files(prefix, suffix).Select(file => int.TryParse(Path.GetFileName(file)[prefix.Length..].Split('.')[0], out var number) ? number : 0).DefaultIfEmpty().Max();
        return Path.Combine(Folder, $"{prefix}{last + 1:0000}{suffix}");
    }

    private static byte[] Secret(string file)
    {
        try
        {
            var secret = Convert.FromHexString(File.ReadAllText(file).Trim());
            return secret.Length == AuditKey.Bytes ? secret : throw Unusable(file);
        }
        catch (FormatException)
        {
            throw Unusable(file);
        }
    }

    private static InvalidDataException Unusable(string file) =>
        new($"{file} holds no audit key: it is {AuditKey.Bytes} bytes in hex. Put the right file back, or take it away when no entry was made with it.");

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

    /// <summary>All of a file or none of it; whoever comes second finds the first one's.</summary>
    private void Write(string path, string content)
    {
        OwnerOnly.CreateFolder(Folder);
        var unfinished = Path.Combine(Folder, $".{Guid.NewGuid():N}");
        using (var writer = new StreamWriter(unfinished, OwnerOnly.Opening(FileMode.CreateNew)))
        {
            writer.Write(content);
        }

        try
        {
            File.Move(unfinished, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(unfinished);
        }
    }
}

internal sealed record SigningKey(ECDsa Key, bool Signs);
