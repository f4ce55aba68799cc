using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Secrets;

/// <summary>
/// The keys that encrypt the data-protection keys where no certificate does: <c>data-protection-0001.key</c>, 32 bytes in hex. They never lie in the database
/// that holds what they encrypt.
/// </summary>
internal sealed class ProtectionKeyFiles(IOptions<StoreOptions> options)
{
    private const string Prefix = "data-protection-";
    private const string Suffix = ".key";

    private static readonly byte[] Purpose = "PinResetPortal data protection 1"u8.ToArray();

    private readonly Lock _lock = new();
    private List<ProtectionKey> _keys = [];

    private StoreOptions Store => options.Value;

    public bool IsChosen => !string.IsNullOrWhiteSpace(Store.KeyPath);

    public bool IsShared => Store.IsShared;

    public bool HasCertificate => !string.IsNullOrWhiteSpace(Store.KeyCertificatePath);

    /// <summary>Null: nobody said where instances that share a database find the same file, and the disk of one may be gone with it.</summary>
    public string? Folder => IsChosen ? Path.GetFullPath(Store.KeyPath ?? "") : Store.IsSqlite ? Path.GetFullPath(Path.Combine(Store.Path, "keys")) : null;

    /// <summary>The newest; made when there is none.</summary>
    public ProtectionKey Active
    {
        get
        {
            lock (_lock)
            {
                return (_keys.Count > 0 ? _keys : _keys = Open(make: true))[^1];
            }
        }
    }

    /// <summary>Null when it is not here. The folder is read only for one that is not known yet.</summary>
    public ProtectionKey? Find(string name)
    {
        lock (_lock)
        {
            if (_keys.Find(key => key.Name == name) is { } known)
            {
                return known;
            }

            _keys = Open(make: false);
            return _keys.Find(key => key.Name == name);
        }
    }

    private List<ProtectionKey> Open(bool make)
    {
        if (Folder is not { } folder)
        {
            return [];
        }

        var files = new KeyFiles(folder);
        if (make && files.Find(Prefix, Suffix).Length == 0)
        {
            files.WriteSecret(files.Next(Prefix, Suffix), RandomNumberGenerator.GetBytes(KeyFiles.SecretBytes));
        }

        return [.. files.Find(Prefix, Suffix).Select(KeyFiles.Secret).Select(secret => new ProtectionKey(KeyFiles.NameOf(Purpose, secret), secret))];
    }
}

/// <param name="Name">Tells nothing of the secret.</param>
internal sealed record ProtectionKey(string Name, byte[] Secret);
