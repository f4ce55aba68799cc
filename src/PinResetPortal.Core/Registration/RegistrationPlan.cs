using System.Text.Json.Nodes;

namespace PinResetPortal.Core.Registration;

/// <summary>Somebody or something that gets a role in the portal.</summary>
public sealed record RoleGift(string PrincipalId, string Who, string Role);

/// <summary>What is decided besides the registration itself.</summary>
/// <param name="Name">Name of a new application.</param>
/// <param name="UniqueName">Under which it is found again (https://learn.microsoft.com/graph/api/application-upsert).</param>
/// <param name="Credential">The step for the credential; null: it is in place.</param>
public sealed record PlanChoices(string Name, string UniqueName, RegistrationStep? Credential, IReadOnlyList<RoleGift> Gifts);

/// <summary>
/// Every request that makes a tenant's registration the wanted one, in order; none when it is. Running it twice is harmless: it is made from
/// what is there.
/// </summary>
public sealed class RegistrationPlan
{
    private const string Root = "/v1.0";
    private readonly PortalRegistration _wanted;
    private readonly LiveRegistration _live;
    private readonly PermissionIds _ids;
    private readonly string _principal;
    private readonly List<RegistrationStep> _steps = [];

    private RegistrationPlan(PortalRegistration wanted, LiveRegistration live, PlanChoices choices)
    {
        (_wanted, _live, _ids) = (wanted, live, live.Ids);
        _principal = live.Principal.Text("id") ?? Placeholders.PrincipalId;
        var application = live.Application.Text("id") ?? Placeholders.ApplicationId;
        var clientId = live.ClientId ?? Placeholders.ClientId;
        AddApplication(application, clientId, choices);
        AddPrincipals(clientId);
        foreach (var resource in wanted.Permissions.GroupBy(permission => permission.Resource))
        {
            AddGrant(resource.Key, [.. resource]);
            AddRoles(resource.Key, [.. resource]);
        }

        RemoveWhatIsNotAskedFor();
        foreach (var gift in choices.Gifts)
        {
            AddGift(gift);
        }

        if (choices.Credential is { } credential)
        {
            _steps.Add(credential.With(new Dictionary<string, string> { [Placeholders.ApplicationId] = application }));
        }
    }

    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IReadOnlyList<RegistrationStep> Of(PortalRegistration wanted, LiveRegistration live, PlanChoices choices)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(live);
        ArgumentNullException.ThrowIfNull(choices);
        return new RegistrationPlan(wanted, live, choices)._steps;
    }

    private void AddApplication(string application, string clientId, PlanChoices choices)
    {
        if (_live.Application is { } there)
        {
            var comparison = new RegistrationComparison(_wanted, there, _ids);
            if (comparison.Differences.Count > 0)
            {
                _steps.Add(new("application.update", $"Mend the registration. {string.Join(' ', comparison.Differences.Select(one => one.Words))}", "PATCH", $"{Root}/applications/{application}", comparison.Changes));
            }

            return;
        }

        _steps.Add(new(
            "application.create", $"Register the application \"{choices.Name}\": addresses, app roles, claims, API, and the permissions that it asks for.",
            "PATCH", $"{Root}/applications(uniqueName='{choices.UniqueName}')", _wanted.Application(_ids, choices.Name),
            new Dictionary<string, string> { [Placeholders.ApplicationId] = "id", [Placeholders.ClientId] = "appId" })
        {
            CreatesIfMissing = true,
        });
        _steps.Add(new(
            "application.api-uri", "Name its API after its client id.", "PATCH", $"{Root}/applications/{application}",
            new JsonObject { ["identifierUris"] = new JsonArray(PortalRegistration.IdentifierUri(clientId)) }));
    }

    private void AddPrincipals(string clientId)
    {
        foreach (var missing in _wanted.Permissions.Select(permission => permission.Resource).Distinct().Where(resource => _live.ResourceOf(resource) is null))
        {
            _steps.Add(new(
                "principal.resource", $"Make {PortalPermissions.NameOf(missing)} known in this tenant.", "POST", $"{Root}/servicePrincipals",
                new JsonObject { ["appId"] = missing }, new Dictionary<string, string> { [Placeholders.Resource(missing)] = "id" }));
        }

        if (_live.Principal is null)
        {
            // The tag lists it under "Enterprise applications", where people get their roles.
            _steps.Add(new(
                "principal.create", "Make its service principal in this tenant.", "POST", $"{Root}/servicePrincipals",
                new JsonObject { ["appId"] = clientId, ["tags"] = new JsonArray("WindowsAzureActiveDirectoryIntegratedApp") },
                new Dictionary<string, string> { [Placeholders.PrincipalId] = "id" }));
        }
    }

    /// <summary>Consent for everybody in this tenant (https://learn.microsoft.com/graph/api/oauth2permissiongrant-post).</summary>
    private void AddGrant(string resource, IReadOnlyList<PortalPermission> permissions)
    {
        string[] wanted =
        [
            .. resource == PortalPermissions.MicrosoftGraph ? PortalRegistration.ProtocolScopes : [],
            .. permissions.Where(permission => _ids.Find(permission, PermissionKind.Delegated) is not null).Select(permission => permission.Name),
        ];
        var resourceId = _live.ResourceOf(resource).Text("id") ?? Placeholders.Resource(resource);
        var grant = _live.Grants.FirstOrDefault(one => one.Text("consentType") == "AllPrincipals" && one.Text("resourceId") == resourceId);
        var name = PortalPermissions.NameOf(resource);
        if (grant is null)
        {
            _steps.Add(new(
                "grant.create", $"Consent for everybody in this tenant to the delegated permissions of {name}.", "POST", $"{Root}/oauth2PermissionGrants",
                new JsonObject { ["clientId"] = _principal, ["consentType"] = "AllPrincipals", ["resourceId"] = resourceId, ["scope"] = string.Join(' ', wanted) }));
            return;
        }

        var now = (grant.Text("scope") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (lacking, extra) = (wanted.Except(now).ToList(), now.Except(wanted).ToList());
        if (lacking.Count + extra.Count > 0)
        {
            string[] words = [lacking.Count > 0 ? $"add {string.Join(", ", lacking)}" : "", extra.Count > 0 ? $"take away {string.Join(", ", extra)}" : ""];
            _steps.Add(new(
                "grant.update", $"Consent to the delegated permissions of {name}: {string.Join("; ", words.Where(word => word.Length > 0))}.", "PATCH",
                $"{Root}/oauth2PermissionGrants/{grant.Text("id")}", new JsonObject { ["scope"] = string.Join(' ', wanted) }));
        }
    }

    /// <summary>https://learn.microsoft.com/graph/permissions-grant-via-msgraph</summary>
    private void AddRoles(string resource, IReadOnlyList<PortalPermission> permissions)
    {
        var resourceId = _live.ResourceOf(resource).Text("id") ?? Placeholders.Resource(resource);
        foreach (var permission in permissions.Where(permission => _wanted.KindsOf(permission).Contains(PermissionKind.Application)))
        {
            if (_ids.Find(permission, PermissionKind.Application) is { } id && !_live.RolesHeld.Any(one => one.Text("resourceId") == resourceId && Is(one, id)))
            {
                _steps.Add(new(
                    "role.assign", $"Give it the application permission {permission.Name}. {permission.Why}", "POST", $"{Root}/servicePrincipals/{resourceId}/appRoleAssignedTo",
                    new JsonObject { ["principalId"] = _principal, ["resourceId"] = resourceId, ["appRoleId"] = id.ToString("D") }));
            }
        }
    }

    private void RemoveWhatIsNotAskedFor()
    {
        var wanted = _wanted.Permissions.Where(permission => _wanted.KindsOf(permission).Contains(PermissionKind.Application))
            .Select(permission => (Resource: _live.ResourceOf(permission.Resource).Text("id"), Id: _ids.Find(permission, PermissionKind.Application)?.ToString("D"))).ToHashSet();
        foreach (var held in _live.RolesHeld.Where(one => !wanted.Contains((one.Text("resourceId"), one.Text("appRoleId")?.ToLowerInvariant()))))
        {
            _steps.Add(new(
                "role.remove", $"Take an application permission of {held.Text("resourceDisplayName") ?? "another API"} away that the portal does not need as it is set up.", "DELETE",
                $"{Root}/servicePrincipals/{_principal}/appRoleAssignments/{held.Text("id")}"));
        }

        var apis = _wanted.Permissions.Select(permission => _live.ResourceOf(permission.Resource).Text("id")).ToHashSet();
        foreach (var grant in _live.Grants.Where(one => one.Text("consentType") == "AllPrincipals" && one.Text("resourceId") != _principal && !apis.Contains(one.Text("resourceId"))))
        {
            _steps.Add(new("grant.remove", $"Take the consent to \"{grant.Text("scope")}\" of an API away that the portal does not use as it is set up.", "DELETE", $"{Root}/oauth2PermissionGrants/{grant.Text("id")}"));
        }
    }

    private void AddGift(RoleGift gift)
    {
        var role = _live.Application.Items("appRoles").FirstOrDefault(one => one.Text("value") == gift.Role).Text("id")
            ?? PortalRegistration.AppRoles.Single(one => one.Value == gift.Role).Id.ToString("D");
        if (!_live.RolesGiven.Any(one => one.Text("principalId") == gift.PrincipalId && role.Equals(one.Text("appRoleId"), StringComparison.OrdinalIgnoreCase)))
        {
            _steps.Add(new(
                "admin.assign", $"Give {gift.Who} the role {gift.Role} in the portal.", "POST", $"{Root}/servicePrincipals/{_principal}/appRoleAssignedTo",
                new JsonObject { ["principalId"] = gift.PrincipalId, ["resourceId"] = _principal, ["appRoleId"] = role }));
        }
    }

    private static bool Is(JsonObject assignment, Guid role) => role.ToString("D").Equals(assignment.Text("appRoleId"), StringComparison.OrdinalIgnoreCase);
}
