using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Directory;

/// <summary>
/// Consent as it is kept by Entra: service principals, delegated permission grants and app role assignments in the tenant's own
/// collections. Whoever removes them there, over Graph or by control, revokes it.
/// </summary>
internal static class ConsentLedger
{
    /// <summary>The delegated scopes a client holds on a resource for one person: those of everybody and his own.</summary>
    public static IReadOnlySet<string> Granted(EmulatedTenant tenant, JsonObject client, JsonObject resource, string? userId) =>
        tenant.Select(
                TenantObjects.Grants,
                grant => grant.Is("clientId", client.Text("id")) && grant.Is("resourceId", resource.Text("id"))
                    && (grant.Is("consentType", "AllPrincipals") || (userId is not null && grant.Is("principalId", userId))),
                grant => grant.Text("scope") ?? "")
            .SelectMany(scope => scope.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Values of the resource's app roles that a principal (or one of its groups) holds.</summary>
    public static IReadOnlyList<string> AppRoles(EmulatedTenant tenant, IEnumerable<string> principals, JsonObject resource)
    {
        var ids = principals.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var assigned = tenant.Select(
            TenantObjects.AppRoleAssignments,
            assignment => assignment.Is("resourceId", resource.Text("id")) && assignment.Text("principalId") is { } principal && ids.Contains(principal),
            assignment => assignment.Text("appRoleId") ?? "");
        return [.. resource.Items("appRoles").Where(role => assigned.Contains(role.Text("id") ?? "-", StringComparer.OrdinalIgnoreCase)).Select(role => role.Text("value")).OfType<string>()];
    }

    /// <summary>Whether a principal (or one of its groups) is assigned to an application, be it by the default role.</summary>
    public static bool IsAssigned(EmulatedTenant tenant, IEnumerable<string> principals, JsonObject application)
    {
        var ids = principals.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return tenant.FindCopy(
            TenantObjects.AppRoleAssignments,
            assignment => assignment.Is("resourceId", application.Text("id")) && assignment.Text("principalId") is { } principal && ids.Contains(principal)) is not null;
    }

    /// <summary>The tenant's service principal of an application, made when there is none.</summary>
    public static JsonObject EnsureServicePrincipal(EmulatedTenant tenant, RegisteredApp app)
    {
        var created = ServicePrincipalShape.Create(tenant.Id, app);
        if (tenant.FindCopy(TenantObjects.DeletedItems, item => item.Is("id", created.Text("id"))) is not null)
        {
            // The deleted one keeps its id until it is restored or purged.
            created["id"] = Guid.NewGuid().ToString("D");
        }

        tenant.Change(TenantObjects.ServicePrincipals, list =>
        {
            if (!list.Exists(sp => sp.Is("appId", app.ClientId)))
            {
                list.Add(created);
            }
        });
        return tenant.ServicePrincipalOf(app)!;
    }

    /// <param name="userId">Null: for everybody.</param>
    public static void Grant(EmulatedTenant tenant, JsonObject client, JsonObject resource, IEnumerable<string> scopes, string? userId) =>
        tenant.Change(TenantObjects.Grants, list =>
        {
            var consentType = userId is null ? "AllPrincipals" : "Principal";
            var grant = list.Find(g => g.Is("clientId", client.Text("id")) && g.Is("resourceId", resource.Text("id")) && g.Is("consentType", consentType)
                && (userId is null || g.Is("principalId", userId)));
            if (grant is null)
            {
                grant = new JsonObject
                {
                    ["id"] = StableId.Text(tenant.Id, "grant", client.Text("id")!, resource.Text("id")!, userId ?? "all"),
                    ["clientId"] = client.Text("id"),
                    ["consentType"] = consentType,
                    ["principalId"] = userId,
                    ["resourceId"] = resource.Text("id"),
                    ["scope"] = "",
                };
                list.Add(grant);
            }

            var all = (grant.Text("scope") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Union(scopes, StringComparer.OrdinalIgnoreCase);
            grant["scope"] = string.Join(' ', all);
        });

    public static void Assign(EmulatedTenant tenant, string principalId, string principalName, string principalType, JsonObject resource, string appRoleId) =>
        tenant.Change(TenantObjects.AppRoleAssignments, list =>
        {
            if (!list.Exists(a => a.Is("principalId", principalId) && a.Is("resourceId", resource.Text("id")) && a.Is("appRoleId", appRoleId)))
            {
                list.Add(new JsonObject
                {
                    ["id"] = StableId.Text(tenant.Id, "appRoleAssignment", principalId, resource.Text("id")!, appRoleId),
                    ["deletedDateTime"] = null,
                    ["appRoleId"] = appRoleId,
                    ["createdDateTime"] = "2026-02-02T09:00:00Z",
                    ["principalDisplayName"] = principalName,
                    ["principalId"] = principalId,
                    ["principalType"] = principalType,
                    ["resourceDisplayName"] = resource.Text("displayName"),
                    ["resourceId"] = resource.Text("id"),
                });
            }
        });

    /// <summary>
    /// What the registration lists as required, of the resources that the tenant has: all delegated scopes for everybody, and the application
    /// permissions. Its own API is one of its resources without being listed.
    /// </summary>
    public static void GrantRequired(EmulatedTenant tenant, RegisteredApp client, Registrations registrations, bool delegatedReadOnly)
    {
        var principal = EnsureServicePrincipal(tenant, client);
        foreach (var access in client.Required)
        {
            if (registrations.Find(access.ResourceAppId) is not { } resource || tenant.ServicePrincipalOf(resource) is not { } target)
            {
                continue;
            }

            Grant(tenant, principal, target, Scopes(resource, access).Where(scope => !delegatedReadOnly || !GraphPermission.IsWrite(scope)), null);
            foreach (var role in resource.AppRoles.Where(role => !delegatedReadOnly && access.RoleIds.Contains(role.Id, StringComparer.OrdinalIgnoreCase)))
            {
                Assign(tenant, principal.Text("id")!, principal.Text("displayName") ?? client.Name, "ServicePrincipal", target, role.Id);
            }
        }

        if (client.Scopes.Count > 0)
        {
            Grant(tenant, principal, principal, client.Scopes.Select(scope => scope.Value), null);
        }
    }

    /// <summary>Names of the scopes that a registration requires of a resource.</summary>
    public static IEnumerable<string> Scopes(RegisteredApp resource, RequiredAccess access) =>
        resource.Scopes.Where(scope => access.ScopeIds.Contains(scope.Id, StringComparer.OrdinalIgnoreCase)).Select(scope => scope.Value);

    /// <summary>Removes the portal with everything it was granted, as an administrator who deletes the enterprise application for good.</summary>
    public static void Revoke(EmulatedTenant tenant, RegisteredApp app)
    {
        if (tenant.ServicePrincipalOf(app)?.Text("id") is not { } id)
        {
            return;
        }

        tenant.Change(TenantObjects.ServicePrincipals, list => list.RemoveAll(sp => sp.Is("id", id)));
        tenant.Change(TenantObjects.Grants, list => list.RemoveAll(grant => grant.Is("clientId", id) || grant.Is("resourceId", id)));
        tenant.Change(TenantObjects.AppRoleAssignments, list => list.RemoveAll(a => a.Is("principalId", id) || a.Is("resourceId", id)));
    }
}
