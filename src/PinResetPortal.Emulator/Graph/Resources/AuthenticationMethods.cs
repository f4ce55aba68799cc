using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>
/// The authentication methods of a user (<c>_authenticationMethods</c> of the user object, each with its <c>@odata.type</c>) and the
/// report on what each user has registered.
/// </summary>
internal static class AuthenticationMethods
{
    public const string Hidden = "_authenticationMethods";

    public const string HelloType = "#microsoft.graph.windowsHelloForBusinessAuthenticationMethod";

    /// <summary>https://learn.microsoft.com/graph/api/authentication-list-methods: no query options.</summary>
    private static readonly EntityType Method = new()
    {
        Name = "authenticationMethod",
        Collection = "authentication/methods",
        Properties = EntityType.Names("id createdDateTime displayName"),
        Options = EntityType.Names(""),
    };

    /// <summary>https://learn.microsoft.com/graph/api/windowshelloforbusinessauthenticationmethod-list: no query options.</summary>
    private static readonly EntityType Hello = Method with
    {
        Name = "windowsHelloForBusinessAuthenticationMethod",
        Collection = "authentication/windowsHelloForBusinessMethods",
        Properties = EntityType.Names("id createdDateTime displayName keyStrength"),
    };

    /// <summary>https://learn.microsoft.com/graph/api/resources/userregistrationdetails</summary>
    private static readonly EntityType Registration = new()
    {
        Name = "userRegistrationDetails",
        Collection = "reports/authenticationMethods/userRegistrationDetails",
        Properties = EntityType.Names("""
            id isAdmin isMfaCapable isMfaRegistered isPasswordlessCapable isSsprCapable isSsprEnabled isSsprRegistered isSystemPreferredAuthenticationMethodEnabled
            lastUpdatedDateTime methodsRegistered systemPreferredAuthenticationMethods userDisplayName userPreferredMethodForSecondaryAuthentication
            userPrincipalName userType
            """),
        Options = EntityType.Names("filter orderby skiptoken"),
        Filterable = EntityType.Names("""
            isMfaCapable isMfaRegistered isPasswordlessCapable isSsprCapable isSsprEnabled isSsprRegistered isSystemPreferredAuthenticationMethodEnabled
            methodsRegistered systemPreferredAuthenticationMethods userDisplayName userPreferredMethodForSecondaryAuthentication userPrincipalName
            """),
        Sortable = EntityType.Names("userDisplayName userPrincipalName"),
    };

    public static IEnumerable<GraphRoute> Routes =>
    [
        new("GET", "users/{id}/authentication/methods", Requires.UserAuthenticationMethods, call => List(call, Method, _ => true)),
        new("GET", "users/{id}/authentication/windowsHelloForBusinessMethods", Requires.UserAuthenticationMethods, call => List(call, Hello, method => method.HasText("@odata.type", HelloType))),
        new("GET", Registration.Collection, Requires.RegistrationDetails, call => Collections.List(call, Registration, call.State.Visible(Registration.Collection))),
        new("GET", Registration.Collection + "/{id}", Requires.RegistrationDetails, One),
    ];

    private static GraphAnswer List(GraphCall call, EntityType type, Func<JsonObject, bool> fits)
    {
        var user = Users.Named(call);
        return Collections.List(call, type, user.Objects(Hidden).Where(fits), $"users('{call.Id}')/{type.Collection}");
    }

    /// <summary>https://learn.microsoft.com/graph/api/userregistrationdetails-get: no query options.</summary>
    private static GraphAnswer One(GraphCall call)
    {
        call.Query.AllowOnly(EntityType.Names(""));
        return Collections.Single(call, Registration, TenantResources.Required(call, Registration));
    }
}
