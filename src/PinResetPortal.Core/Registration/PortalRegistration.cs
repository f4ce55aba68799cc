using System.Text.Json.Nodes;

namespace PinResetPortal.Core.Registration;

/// <summary>
/// What the portal is in Entra: the application object, its permissions, its roles, its claims and its addresses. The table of
/// <c>docs/permissions.md</c>, the command <c>setup</c> and the probes of onboarding are made from it; nothing is asked for that is not in it.
/// </summary>
public sealed class PortalRegistration(RegistrationWish wish)
{
    /// <summary>Where Entra sends people after signing in.</summary>
    public const string SignedInPath = "/signin-oidc";

    /// <summary>
    /// Where Entra sends people after signing out; it must be registered like the other one
    /// (https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#send-a-sign-out-request).
    /// </summary>
    public const string SignedOutPath = "/signout-callback-oidc";

    /// <summary>Where an admin consent ends.</summary>
    public const string ConsentedPath = "/authentication/consented";

    /// <summary>Front-channel logout: Entra calls it when a person signs out elsewhere.</summary>
    public const string SignOutPath = "/signout-oidc";

    /// <summary>The claim that names the session of Entra, as <see cref="SignOutPath"/> is told it (https://learn.microsoft.com/entra/identity-platform/optional-claims-reference).</summary>
    public const string SessionClaim = "sid";

    public const string DefaultName = "PinResetPortal";

    /// <summary>The delegated scope of the portal's own API.</summary>
    public const string ApiScope = "access_as_user";

    public static Guid ApiScopeId { get; } = new("6f0f3a51-2f0b-4a50-9a3c-6a4d5c1f0b10");

    /// <summary>The roles that people and applications get in the portal, lowest first.</summary>
    public static IReadOnlyList<PortalAppRole> AppRoles { get; } =
    [
        new(new("6f0f3a51-2f0b-4a50-9a3c-6a4d5c1f0b01"), "Reader", "Sees everything, changes nothing"),
        new(new("6f0f3a51-2f0b-4a50-9a3c-6a4d5c1f0b02"), "Operator", "May run and undo repairs"),
        new(new("6f0f3a51-2f0b-4a50-9a3c-6a4d5c1f0b03"), "Admin", "May change settings and tenants"),
    ];

    /// <summary>Scopes of the protocol itself (https://learn.microsoft.com/entra/identity-platform/scopes-oidc); consented to with the others, so that nobody is asked.</summary>
    public static IReadOnlyList<string> ProtocolScopes { get; } = ["openid", "profile", "offline_access"];

    /// <summary>The session, so that a sign-out elsewhere ends it here; and a hint that spares people choosing their account again.</summary>
    public static IReadOnlyList<string> IdTokenClaims { get; } = [SessionClaim, "login_hint"];

    /// <summary>Tells the API applications from people (https://learn.microsoft.com/entra/identity-platform/optional-claims-reference).</summary>
    public static IReadOnlyList<string> AccessTokenClaims { get; } = ["idtyp"];

    public RegistrationWish Wish { get; } = wish;

    /// <summary>What this portal asks for, of <see cref="PortalPermissions.All"/>.</summary>
    public IReadOnlyList<PortalPermission> Permissions { get; } = [.. PortalPermissions.All.Where(permission => wish.Asks(permission.Use))];

    /// <summary>What it asks a customer's tenant for, and every tenant that it looks at.</summary>
    public IReadOnlyList<PortalPermission> InEveryTenant => [.. Permissions.Where(permission => permission.Use != PermissionUse.SignIn && !permission.PartnerOnly)];

    /// <summary>Organisations that may use it: one, or all that consent.</summary>
    public string Audience => Wish.Msp ? "AzureADMultipleOrgs" : "AzureADMyOrg";

    public IReadOnlyList<string> RedirectUris => [Address(SignedInPath), Address(ConsentedPath), Address(SignedOutPath)];

    public string LogoutUrl => Address(SignOutPath);

    /// <summary>As which kinds a permission is asked for.</summary>
    public IEnumerable<PermissionKind> KindsOf(PortalPermission permission) =>
        Wish.Unattended && permission.HasApplicationKind ? [PermissionKind.Delegated, PermissionKind.Application] : [PermissionKind.Delegated];

    /// <summary>What an API does not have, in this cloud or in the lists that were looked at.</summary>
    public IReadOnlyList<PortalPermission> Unpublished(PermissionIds ids) => [.. Permissions.Where(permission => KindsOf(permission).Any(kind => ids.Find(permission, kind) is null))];

    /// <summary>Application ID URI of the portal's API, which holds the client id and so can be set only after the creation.</summary>
    public static string IdentifierUri(string clientId) => $"api://{clientId}";

    /// <summary>
    /// The application object in Graph's own JSON (https://learn.microsoft.com/graph/api/resources/application), without what only Entra or the
    /// credential can tell. Permissions that <paramref name="ids"/> does not know are left out: <see cref="Unpublished"/> names them.
    /// </summary>
    public JsonObject Application(PermissionIds ids, string name = DefaultName) => new()
    {
        ["displayName"] = name,
        ["signInAudience"] = Audience,
        ["web"] = Web(),
        ["api"] = new JsonObject { ["requestedAccessTokenVersion"] = 2, ["oauth2PermissionScopes"] = new JsonArray(Scope(ApiScopeId.ToString("D"))) },
        ["appRoles"] = new JsonArray([.. AppRoles.Select(role => (JsonNode)role.ToJson(role.Id.ToString("D")))]),
        ["optionalClaims"] = new JsonObject { ["idToken"] = Claims(IdTokenClaims, []), ["accessToken"] = Claims(AccessTokenClaims, []), ["saml2Token"] = new JsonArray() },
        ["requiredResourceAccess"] = RequiredAccess(ids),
    };

    internal JsonObject Web() => new() { ["homePageUrl"] = Address(""), ["redirectUris"] = Texts(RedirectUris), ["logoutUrl"] = LogoutUrl };

    internal JsonArray RequiredAccess(PermissionIds ids) =>
    [
        .. Permissions.GroupBy(permission => permission.Resource).Select(resource => new JsonObject
        {
            ["resourceAppId"] = resource.Key,
            ["resourceAccess"] = new JsonArray(
            [
                .. from permission in resource
                   from kind in KindsOf(permission)
                   let id = ids.Find(permission, kind)
                   where id is not null
                   select (JsonNode)new JsonObject { ["id"] = id.Value.ToString("D"), ["type"] = kind == PermissionKind.Delegated ? "Scope" : "Role" },
            ]),
        }),
    ];

    private string Address(string path) => Wish.PublicUrl.GetLeftPart(UriPartial.Path).TrimEnd('/') + path;

    internal static JsonObject Scope(string id) => new()
    {
        ["id"] = id,
        ["value"] = ApiScope,
        ["type"] = "User",
        ["isEnabled"] = true,
        ["adminConsentDisplayName"] = "Use PinResetPortal",
        ["adminConsentDescription"] = "Use PinResetPortal as the signed-in person",
        ["userConsentDisplayName"] = null,
        ["userConsentDescription"] = null,
    };

    /// <param name="others">Claims that stay beside ours.</param>
    internal static JsonArray Claims(IEnumerable<string> names, IEnumerable<JsonNode> others) =>
        [.. names.Select(name => new JsonObject { ["name"] = name, ["source"] = null, ["essential"] = false, ["additionalProperties"] = new JsonArray() }), .. others];

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts];
}

/// <summary>A role that the registration declares, for people and for applications.</summary>
/// <param name="Value">What tokens carry.</param>
public sealed record PortalAppRole(Guid Id, string Value, string Description)
{
    internal JsonObject ToJson(string id) => new()
    {
        ["id"] = id,
        ["value"] = Value,
        ["displayName"] = Value,
        ["description"] = Description,
        ["isEnabled"] = true,
        ["allowedMemberTypes"] = new JsonArray("User", "Application"),
    };
}
