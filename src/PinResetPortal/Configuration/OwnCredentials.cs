using Microsoft.Identity.Abstractions;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.SelfChecks;

namespace PinResetPortal.Configuration;

/// <summary>The portal's credentials for its own checks.</summary>
internal static class OwnCredentials
{
    /// <summary>Where <c>setup</c> writes down under which id the registration lists the credential.</summary>
    public const string KeyIdKey = "Setup:CredentialKeyId";

    public static IReadOnlyList<OwnCredential> Read(IConfiguration configuration, TimeProvider time) =>
    [
        .. new ClientCredentials(configuration, time).Read().Select((one, index) => new OwnCredential(
            KindOf(one.Source), one.EndsAt, one.Problem, index == 0 && configuration[KeyIdKey] is { Length: > 0 } id ? id : null, one.Thumbprints)),
    ];

    public static CredentialKind KindOf(CredentialSource? source) => source switch
    {
        CredentialSource.ClientSecret => CredentialKind.Secret,
        CredentialSource.SignedAssertionFromManagedIdentity or CredentialSource.SignedAssertionFilePath or CredentialSource.SignedAssertionFromVault or CredentialSource.CustomSignedAssertion => CredentialKind.ManagedIdentity,
        _ => CredentialKind.Certificate,
    };
}
