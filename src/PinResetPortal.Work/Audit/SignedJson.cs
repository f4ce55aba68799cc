using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace PinResetPortal.Work.Audit;

/// <summary>
/// A JSON object whose last property is its signature. Signed are the bytes of the file without that property:
/// <c>{"a":1}</c> becomes <c>{"a":1,"signature":{"algorithm":"ES256","keyFingerprint":"…","value":"…"}}</c>. Nothing is parsed or put in order,
/// so every byte counts, and a file that was formatted anew is another file.
/// </summary>
public static partial class SignedJson
{
    public const string Algorithm = "ES256";

    /// <summary>Adds the signature to an object that has at least one property.</summary>
    public static byte[] Write(ReadOnlySpan<byte> json, IFileSigner signer)
    {
        if (json is not [(byte)'{', _, .., (byte)'}'])
        {
            throw new ArgumentException("Only an object can carry its signature.", nameof(json));
        }

        return [.. json[..^1], .. Encoding.UTF8.GetBytes(Tail(signer.Sign(json)))];
    }

    /// <summary>Takes a file apart. Null when it carries no signature at its end.</summary>
    public static (byte[] Content, FileSignature Signature)? Read(ReadOnlySpan<byte> file)
    {
        var start = file.LastIndexOf(",\"signature\":{"u8);
        if (start < 0 || Shape().Match(Encoding.UTF8.GetString(file[start..])) is not { Success: true } tail)
        {
            return null;
        }

        return ([.. file[..start], (byte)'}'], new FileSignature(tail.Groups[1].Value, Convert.FromHexString(tail.Groups[2].Value)));
    }

    private static string Tail(FileSignature signature) =>
        $$$""","signature":{"algorithm":"{{{Algorithm}}}","keyFingerprint":"{{{signature.Fingerprint}}}","value":"{{{Convert.ToHexStringLower(signature.Der)}}}"}}""";

    [GeneratedRegex("""\A,"signature":\{"algorithm":"ES256","keyFingerprint":"([0-9a-f]{64})","value":"((?:[0-9a-f]{2})+)"\}\}\z""")]
    private static partial Regex Shape();
}

/// <summary>Checks signatures with a public key.</summary>
public static class FileSignatures
{
    /// <returns>SHA-256 of the SubjectPublicKeyInfo, lower-case hex.</returns>
    public static string FingerprintOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    public static bool IsValid(ReadOnlySpan<byte> content, FileSignature signature, ECDsa key) =>
        FingerprintOf(key) == signature.Fingerprint
        && key.VerifyData(content, signature.Der, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
}
