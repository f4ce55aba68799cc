using PinResetPortal.Work.Audit;

namespace PinResetPortal.Store.Auditing;

/// <summary>The keys as they were when they were first asked for; what is missing in the folder is made then.</summary>
internal sealed class AuditKeys(AuditKeyFolder folder) : IFileSigner
{
    private readonly Lock _lock = new();
    private Ring? _ring;

    public AuditKey Active => Keyring.Active;

    public IReadOnlyList<PublicSigningKey> Keys
    {
        get
        {
            var signing = Keyring.Signing;
            return [.. signing.Reverse().Select((key, index) => new PublicSigningKey(FileSignatures.FingerprintOf(key.Key), key.Key.ExportSubjectPublicKeyInfoPem() + "\n", index == 0))];
        }
    }

    private Ring Keyring
    {
        get
        {
            lock (_lock)
            {
                return _ring ??= Open();
            }
        }
    }

    /// <summary>Null when it is not here. Another instance may have been given a new one meanwhile: then the folder is read again.</summary>
    public AuditKey? Find(string id)
    {
        if (Keyring.All.TryGetValue(id, out var key))
        {
            return key;
        }

        return folder.AuditKeys().FirstOrDefault(kept => kept.Id == id);
    }

    public FileSignature Sign(ReadOnlySpan<byte> content)
    {
        var key = Keyring.Signing[^1].Key;
        lock (_lock)
        {
            return new(
                FileSignatures.FingerprintOf(key),
                key.SignData(content, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.DSASignatureFormat.Rfc3279DerSequence));
        }
    }

    private Ring Open()
    {
        var ofCertificate = folder.OfCertificate();
        if (ofCertificate is null && folder.AuditKeys().Count == 0)
        {
            folder.Add(AuditKey.New());
        }

        if (!folder.SigningKeys().Any(key => key.Signs))
        {
            folder.AddSigningKey();
        }

        var kept = folder.AuditKeys();
        AuditKey[] all = ofCertificate is null ? [.. kept] : [.. kept.Where(key => key.Id != ofCertificate.Id), ofCertificate];

        // The one that signs comes last, whatever the numbers of the others are.
        return new(all[^1], all.DistinctBy(key => key.Id).ToDictionary(key => key.Id), [.. folder.SigningKeys().OrderBy(key => key.Signs)]);
    }

    private sealed record Ring(AuditKey Active, Dictionary<string, AuditKey> All, SigningKey[] Signing);
}
