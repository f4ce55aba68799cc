using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>The tenant's policies about sign-ins: Conditional Access, and the Temporary Access Pass of the authentication methods policy.</summary>
internal static class SignInPolicies
{
    private const string Methods = "policies/authenticationMethodsPolicy/authenticationMethodConfigurations";

    /// <summary>https://learn.microsoft.com/graph/api/resources/conditionalaccesspolicy; the list names its query options.</summary>
    private static readonly EntityType ConditionalAccess = new()
    {
        Name = "conditionalAccessPolicy",
        Collection = "identity/conditionalAccess/policies",
        Properties = EntityType.Names("id conditions createdDateTime description displayName grantControls modifiedDateTime sessionControls state templateId"),
        Options = EntityType.Names("skip top count filter orderby select skiptoken"),
    };

    /// <summary>https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration</summary>
    private static readonly EntityType AccessPass = new()
    {
        Name = "temporaryAccessPassAuthenticationMethodConfiguration",
        Collection = Methods,
        Properties = EntityType.Names("""
            id defaultLength defaultLifetimeInMinutes excludeTargets includeTargets isUsableOnce maximumLifetimeInMinutes minimumLifetimeInMinutes state
            """),
        Options = EntityType.Names(""),
    };

    public static IEnumerable<GraphRoute> Routes =>
    [
        .. TenantResources.Readable(ConditionalAccess, Requires.ConditionalAccess),
        new("GET", Methods + "/{id}", Requires.AuthenticationPolicy, One),
    ];

    /// <summary>The page of the Temporary Access Pass names no query options. The other methods are not played.</summary>
    private static GraphAnswer One(GraphCall call)
    {
        call.Query.AllowOnly(EntityType.Names(""));
        return call.Id.Equals(AccessPassShape.Id, StringComparison.OrdinalIgnoreCase)
            ? Collections.Single(call, AccessPass, call.State.Find(Methods, AccessPassShape.Id) ?? AccessPassShape.Policy("disabled"), "authenticationMethodConfigurations")
            : throw GraphRefusal.DirectoryNotFound(call.Id);
    }
}
