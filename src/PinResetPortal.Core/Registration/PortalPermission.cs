namespace PinResetPortal.Core.Registration;

/// <summary>The moment that asks for a permission. Which of them there are, the operator of the portal decides (<see cref="RegistrationWish"/>).</summary>
public enum PermissionUse
{
    /// <summary>Signing in.</summary>
    SignIn,

    /// <summary>The first check of a tenant; without it the verdict stays unknown.</summary>
    Check,

    /// <summary>The first check as well, but it decides something in tenants with a federated domain only.</summary>
    Federation,

    /// <summary>Somebody looks a user up, or reads the sign-in log.</summary>
    Person,

    /// <summary>A repair, each only when a step needs it.</summary>
    Repair,

    /// <summary>The inferred grant of scopes to the Client application: optional, because the documented consent page needs nothing of the portal.</summary>
    Grant,

    /// <summary>The list of customers, in the partner's own tenant.</summary>
    Customers,

    /// <summary>Consent in a customer through Partner Center, in the partner's own tenant.</summary>
    PartnerConsent,
}

/// <summary>For whom a permission opens something (https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview).</summary>
public enum PermissionKind
{
    /// <summary>On behalf of the person who is signed in. Graph calls it <c>Scope</c>.</summary>
    Delegated,

    /// <summary>For the portal itself, without a person. Graph calls it <c>Role</c>.</summary>
    Application,
}

/// <summary>One permission that the portal asks for.</summary>
/// <param name="Resource">Application id of the API that publishes it.</param>
/// <param name="Name">For example <c>Application.Read.All</c>.</param>
/// <param name="DelegatedId">
/// Its published id (https://learn.microsoft.com/graph/permissions-reference); null where no list publishes one: the tenant's own service
/// principal of the API tells it (<see cref="PermissionIds"/>).
/// </param>
/// <param name="ApplicationId">The same as an application permission.</param>
/// <param name="Use">When it is asked for.</param>
/// <param name="HasApplicationKind">False: there is only the delegated one.</param>
/// <param name="Why">One sentence: what is done with it, and nothing else.</param>
/// <param name="Without">One sentence: what is lost where it is not granted.</param>
/// <param name="Role">Template id of the smallest directory role with which a person can use it; null where none is needed.</param>
public sealed record PortalPermission(
    string Resource,
    string Name,
    Guid? DelegatedId,
    Guid? ApplicationId,
    PermissionUse Use,
    bool HasApplicationKind,
    string Why,
    string Without,
    Guid? Role)
{
    /// <summary>The verdict needs it; the others each cost one feature, and never keep a tenant from being checked.</summary>
    public bool Required => Use is PermissionUse.SignIn or PermissionUse.Check;

    /// <summary>Used in the partner's own tenant and nowhere else.</summary>
    public bool PartnerOnly => Use is PermissionUse.Customers or PermissionUse.PartnerConsent;
}
