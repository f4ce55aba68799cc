using System.Security.Cryptography;

namespace PinResetPortal.Work.Audit;

public enum FileVerdict
{
    /// <summary>The file is as the portal wrote it.</summary>
    Genuine,

    /// <summary>The signature does not belong to this content: the file was altered.</summary>
    Altered,

    /// <summary>None of the given keys is the one that the file names.</summary>
    UnknownKey,

    /// <summary>The file carries no whole signature: it was altered, formatted anew, or never had one.</summary>
    NotSigned,
}

/// <param name="Fingerprint">Of the key that the file names; null when it names none.</param>
public sealed record FileCheck(FileVerdict Verdict, string? Fingerprint);

/// <summary>Checks a file that carries its signature, without the portal.</summary>
public static class FileVerification
{
    /// <param name="pems">Public keys in PEM (SubjectPublicKeyInfo).</param>
    /// <exception cref="ArgumentException">A key is none.</exception>
    /// <exception cref="CryptographicException">A key is none.</exception>
    public static FileCheck Check(byte[] file, IEnumerable<string> pems)
    {
        if ((SignedArchive.IsZip(file) ? SignedArchive.Read(file) : SignedJson.Read(file)) is not var (content, signature))
        {
            return new(FileVerdict.NotSigned, null);
        }

        foreach (var pem in pems)
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(pem);
            if (FileSignatures.FingerprintOf(key) == signature.Fingerprint)
            {
                return new(FileSignatures.IsValid(content, signature, key) ? FileVerdict.Genuine : FileVerdict.Altered, signature.Fingerprint);
            }
        }

        return new(FileVerdict.UnknownKey, signature.Fingerprint);
    }
}
