using PinResetPortal.Work.Audit;

namespace PinResetPortal.Api.Audit;

/// <param name="Fingerprint">SHA-256 of the key (SubjectPublicKeyInfo, DER); signed files name the key by it.</param>
/// <param name="Algorithm">Always ES256: ECDSA with P-256 and SHA-256.</param>
/// <param name="Pem">The public key, as OpenSSL takes it.</param>
/// <param name="Signs">Whether new files are signed with it; the others stay, so that older files can be checked.</param>
internal sealed record SigningKeyResponse(string Fingerprint, string Algorithm, string Pem, bool Signs);

internal static class SigningKeys
{
    /// <summary>Whoever was given a file may check it: the keys are public.</summary>
    public static void MapSigningKeys(this IEndpointRouteBuilder api) =>
        api.MapGet("/portal/keys", (IFileSigner signer) => TypedResults.Ok(signer.Keys.Select(key => new SigningKeyResponse(key.Fingerprint, SignedJson.Algorithm, key.Pem, key.Signs)).ToArray()))
            .AllowAnonymous()
            .WithName("getSigningKeys")
            .WithTags("Evidence")
            .WithSummary("The public keys that evidence packs and audit exports are signed with, newest first.")
            .WithDescription("Needs no token: whoever was given a file may check it.");
}
