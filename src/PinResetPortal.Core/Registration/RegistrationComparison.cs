using System.Text.Json.Nodes;

namespace PinResetPortal.Core.Registration;

/// <summary>One way in which a live application object is not the wanted one.</summary>
/// <param name="Id">Permanent, kebab-case: the property that differs.</param>
/// <param name="Words">One plain sentence: what is wrong.</param>
internal sealed record RegistrationDifference(string Id, string Words);

/// <summary>
/// Compares a live application object with the wanted one. What else stands in it stays: the name, roles and scopes of others. Redirect URIs and
/// permissions are exactly the wanted ones: each one more is a door.
/// </summary>
internal sealed class RegistrationComparison
{
    private readonly List<RegistrationDifference> _differences = [];
    private readonly JsonObject _changes = [];

    public RegistrationComparison(PortalRegistration wanted, JsonObject live, PermissionIds ids)
    {
        if (live.Text("signInAudience") != wanted.Audience)
        {
            Differ("audience", $"It is open to \"{live.Text("signInAudience")}\", and should be to \"{wanted.Audience}\".");
            _changes["signInAudience"] = wanted.Audience;
        }

        CompareAddresses(wanted, live);
        CompareApi(live);
        CompareRoles(live);
        CompareClaims(live);
        ComparePermissions(wanted, live, ids);
        if (live.Text("appId") is { } clientId && !live.Texts("identifierUris").Contains(PortalRegistration.IdentifierUri(clientId), StringComparer.OrdinalIgnoreCase))
        {
            Differ("api-uri", $"Its API has no Application ID URI {PortalRegistration.IdentifierUri(clientId)}.");
            _changes["identifierUris"] = new JsonArray([.. live.Texts("identifierUris").Append(PortalRegistration.IdentifierUri(clientId)).Select(uri => (JsonNode)uri)]);
        }
    }

    public IReadOnlyList<RegistrationDifference> Differences => _differences;

    /// <summary>The body of the <c>PATCH</c> that makes the application the wanted one; empty when it is.</summary>
    public JsonObject Changes => _changes.DeepClone().AsObject();

    private void CompareAddresses(PortalRegistration wanted, JsonObject live)
    {
        var uris = live["web"].Texts("redirectUris");
        var (lacking, extra) = (wanted.RedirectUris.Except(uris).ToList(), uris.Except(wanted.RedirectUris).ToList());
        if (lacking.Count > 0)
        {
            Differ("redirect-uris", $"It lacks the redirect {Plural(lacking, "URI")} {string.Join(", ", lacking)}.");
        }

        if (extra.Count > 0)
        {
            Differ("redirect-uris-extra", $"It has the redirect {Plural(extra, "URI")} {string.Join(", ", extra)}, which the portal does not use at this address.");
        }

        var logout = live["web"].Text("logoutUrl") == wanted.LogoutUrl;
        if (!logout)
        {
            Differ("logout-url", $"Its front-channel logout URL is {live["web"].Text("logoutUrl") ?? "not set"}, and should be {wanted.LogoutUrl}.");
        }

        if (lacking.Count + extra.Count > 0 || !logout)
        {
            _changes["web"] = wanted.Web();
        }
    }

    private void CompareApi(JsonObject live)
    {
        var api = live["api"] as JsonObject ?? [];
        var scope = api.Items("oauth2PermissionScopes").FirstOrDefault(one => one.Text("value") == PortalRegistration.ApiScope);
        var isVersion2 = api["requestedAccessTokenVersion"] is JsonValue version && version.TryGetValue<int>(out var number) && number == 2;
        if (!isVersion2)
        {
            Differ("token-version", "Access tokens for its API are not of version 2.");
        }

        if (scope is null || !scope.Flag("isEnabled"))
        {
            Differ("api-scope", $"Its API has no scope \"{PortalRegistration.ApiScope}\" that is enabled.");
        }

        if (isVersion2 && scope?.Flag("isEnabled") == true)
        {
            return;
        }

        var changed = api.DeepClone().AsObject();
        changed["requestedAccessTokenVersion"] = 2;
        changed["oauth2PermissionScopes"] = new JsonArray(
        [
            .. api.Items("oauth2PermissionScopes").Where(one => one != scope).Select(one => one.DeepClone()),
            PortalRegistration.Scope(scope.Text("id") ?? PortalRegistration.ApiScopeId.ToString("D")),
        ]);
        _changes["api"] = changed;
    }

    /// <summary>A role that exists keeps its id: people hold it by that.</summary>
    private void CompareRoles(JsonObject live)
    {
        var roles = live.Items("appRoles").ToList();
        var wrong = PortalRegistration.AppRoles.Where(role => !roles.Exists(one => one.Text("value") == role.Value && one.Flag("isEnabled")
            && one.Texts("allowedMemberTypes").Contains("User") && one.Texts("allowedMemberTypes").Contains("Application"))).ToList();
        if (wrong.Count == 0)
        {
            return;
        }

        Differ("app-roles", $"It lacks the app {Plural(wrong, "role")} {string.Join(", ", wrong.Select(role => role.Value))}, enabled for users and applications.");
        var others = roles.Where(one => !PortalRegistration.AppRoles.Any(role => role.Value == one.Text("value"))).Select(one => one.DeepClone());
        var wanted = PortalRegistration.AppRoles.Select(role => (JsonNode)role.ToJson(roles.Find(one => one.Text("value") == role.Value).Text("id") ?? role.Id.ToString("D")));
        _changes["appRoles"] = new JsonArray([.. others, .. wanted]);
    }

    private void CompareClaims(JsonObject live)
    {
        var claims = live["optionalClaims"];
        var lacking = Lacking("idToken", PortalRegistration.IdTokenClaims).Concat(Lacking("accessToken", PortalRegistration.AccessTokenClaims)).ToList();
        if (lacking.Count == 0)
        {
            return;
        }

        Differ("claims", $"It lacks the optional {Plural(lacking, "claim")} {string.Join(", ", lacking)}.");
        _changes["optionalClaims"] = new JsonObject
        {
            ["idToken"] = PortalRegistration.Claims(PortalRegistration.IdTokenClaims, Others("idToken", PortalRegistration.IdTokenClaims)),
            ["accessToken"] = PortalRegistration.Claims(PortalRegistration.AccessTokenClaims, Others("accessToken", PortalRegistration.AccessTokenClaims)),
            ["saml2Token"] = new JsonArray([.. Others("saml2Token", [])]),
        };

        IEnumerable<string> Lacking(string token, IReadOnlyList<string> names) => names.Except(claims.Items(token).Select(one => one.Text("name")).OfType<string>());

        IEnumerable<JsonNode> Others(string token, IReadOnlyList<string> names) => claims.Items(token).Where(one => !names.Contains(one.Text("name") ?? "")).Select(one => one.DeepClone());
    }

    private void ComparePermissions(PortalRegistration wanted, JsonObject live, PermissionIds ids)
    {
        var target = wanted.RequiredAccess(ids);
        var (now, then) = (Accesses(live.Items("requiredResourceAccess")), Accesses(target.OfType<JsonObject>()));
        if (now.SetEquals(then))
        {
            return;
        }

        var lacking = wanted.Permissions.SelectMany(permission => wanted.KindsOf(permission).Select(kind => (permission, kind)))
            .Where(one => ids.Find(one.permission, one.kind) is { } id && !now.Contains((one.permission.Resource, id.ToString("D"))))
            .Select(one => $"{one.permission.Name} ({Words(one.kind)})").ToList();
        if (lacking.Count > 0)
        {
            Differ("permissions", $"It does not ask for {string.Join(", ", lacking)}.");
        }

        if (now.Except(then).Count() is > 0 and var extra)
        {
            Differ("permissions-extra", $"It asks for {extra} {(extra == 1 ? "permission" : "permissions")} that the portal does not need as it is set up.");
        }

        _changes["requiredResourceAccess"] = target;
    }

    private static HashSet<(string Resource, string Id)> Accesses(IEnumerable<JsonObject> resources) =>
    [
        .. from resource in resources
           from one in resource.Items("resourceAccess")
           select ((resource.Text("resourceAppId") ?? "").ToLowerInvariant(), (one.Text("id") ?? "").ToLowerInvariant()),
    ];

    internal static string Words(PermissionKind kind) => kind == PermissionKind.Delegated ? "delegated" : "application";

    private static string Plural<T>(List<T> list, string word) => list.Count == 1 ? word : word + "s";

    private void Differ(string id, string words) => _differences.Add(new($"registration.{id}", words));
}
