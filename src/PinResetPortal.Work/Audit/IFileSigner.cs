namespace PinResetPortal.Work.Audit;

/// <summary>Signs files that leave the portal, so that others can check them without it. Implemented by the Store.</summary>
public interface IFileSigner
{
    /// <summary>Newest first; those that were replaced stay, so that older files can be checked.</summary>
    IReadOnlyList<PublicSigningKey> Keys { get; }

    /// <summary>Signs with the newest key: ECDSA with P-256 and SHA-256.</summary>
    FileSignature Sign(ReadOnlySpan<byte> content);
}

/// <param name="Fingerprint">SHA-256 of the key's SubjectPublicKeyInfo (DER), lower-case hex. It names the key.</param>
/// <param name="Pem">SubjectPublicKeyInfo in PEM, as OpenSSL takes it.</param>
/// <param name="Signs">Whether new files are signed with it.</param>
public sealed record PublicSigningKey(string Fingerprint, string Pem, bool Signs);

/// <param name="Fingerprint">Of the key, see <see cref="PublicSigningKey"/>.</param>
/// <param name="Der">The signature as a DER sequence (RFC 3279), which OpenSSL takes.</param>
public sealed record FileSignature(string Fingerprint, byte[] Der);
