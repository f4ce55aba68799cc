using PinResetPortal.Core.Tenants;

namespace PinResetPortal.SignIn;

/// <summary>Names of the authorization policies; each stands for the portal role of the same name or a higher one.</summary>
public static class PortalPolicies
{
    public const string Reader = "Portal.Reader";

    public const string Operator = "Portal.Operator";

    public const string Admin = "Portal.Admin";

    /// <summary>Signed in, with or without a role: enough to sign out and to be told what to ask for.</summary>
    public const string SignedIn = "Portal.SignedIn";

    /// <returns>The lowest role that the policy lets in; Reader, as by default, when it names none.</returns>
    public static PortalRole RoleOf(string? policy) => policy switch
    {
        SignedIn => PortalRole.None,
        Operator => PortalRole.Operator,
        Admin => PortalRole.Admin,
        _ => PortalRole.Reader,
    };
}
