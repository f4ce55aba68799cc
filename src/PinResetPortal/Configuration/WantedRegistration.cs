using PinResetPortal.Core.Registration;

namespace PinResetPortal.Configuration;

/// <summary>The registration that fits the configuration: what onboarding looks for.</summary>
internal static class WantedRegistration
{
    private static readonly Uri _unknownAddress = new("http://localhost");

    public static PortalRegistration Of(PortalOptions options, IConfiguration configuration) => new(new(
        Uri.TryCreate(configuration[$"{PortalOptions.Section}:PublicUrl"], UriKind.Absolute, out var address) ? address : _unknownAddress,
        options.Msp,
        options.Repairs,
        options.Unattended,
        options.People,
        configuration["AzureAd:ClientCredentials:0:SourceType"] switch
        {
            "ClientSecret" => CredentialKind.Secret,
            "SignedAssertionFromManagedIdentity" => CredentialKind.ManagedIdentity,
            _ => CredentialKind.Certificate,
        })
    {
        Grants = options.Grants,
    });
}
