namespace PinResetPortal.Core.Registration;

/// <summary>How the portal proves to Entra who it is.</summary>
public enum CredentialKind
{
    /// <summary>A certificate, whose private key stays with the portal.</summary>
    Certificate,

    /// <summary>A client secret.</summary>
    Secret,

    /// <summary>
    /// A managed identity that the registration trusts: nothing to keep and nothing that ends
    /// (https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity).
    /// </summary>
    ManagedIdentity,
}

/// <summary>What the operator of a portal decides; everything that Entra must know follows from it.</summary>
/// <param name="PublicUrl">Where browsers reach the portal: https, or http on loopback, without query and fragment.</param>
/// <param name="Msp">Customers of a partner are looked at, too: a multi-tenant application.</param>
/// <param name="Repairs">The portal may repair, and not only look.</param>
/// <param name="Unattended">The portal may read and repair without a person: scheduled scans, and applications that call the API.</param>
/// <param name="People">Users can be looked up, and the sign-in log is read.</param>
public sealed record RegistrationWish(Uri PublicUrl, bool Msp, bool Repairs, bool Unattended, bool People, CredentialKind Credential)
{
    /// <summary>The portal may offer the inferred grant of scopes beside the documented consent page.</summary>
    public bool Grants { get; init; }

    public bool Asks(PermissionUse use) => use switch
    {
        PermissionUse.Person => People,
        PermissionUse.Repair => Repairs,
        PermissionUse.Grant => Grants,
        PermissionUse.Customers or PermissionUse.PartnerConsent => Msp,
        _ => true,
    };

    /// <returns>Why the address cannot be a portal's, in one sentence; null when it can.</returns>
    public static string? ProblemOf(Uri publicUrl) =>
        !publicUrl.IsAbsoluteUri || publicUrl.Scheme is not ("https" or "http") ? $"'{publicUrl}' is not a web address; use https and the name that people type, for example https://pin.contoso.com."
        : publicUrl.Scheme == Uri.UriSchemeHttp && !publicUrl.IsLoopback ? $"'{publicUrl}' is http, and Entra takes http for this machine (localhost) only; use https."
        : publicUrl is not { PathAndQuery: "/", Fragment: "", UserInfo: "" } ? $"'{publicUrl}' must be the address alone, without a path, a question mark, a hash or a user name."
        : null;
}
