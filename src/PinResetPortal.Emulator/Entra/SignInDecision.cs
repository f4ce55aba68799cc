using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra.Errors;

namespace PinResetPortal.Emulator.Entra;

/// <summary>
/// Whether a person may have a token of a client for a resource in a tenant: the checks that sign-in, refresh and on-behalf-of share.
/// </summary>
internal sealed class SignInDecision(EmulatorState state, RoleHoldings roles)
{
    /// <exception cref="EntraException">The person, the application or a policy stands in the way; consent is not looked at here.</exception>
    public void RequireEntry(EntraUser user, RegisteredApp app, EmulatedTenant tenant)
    {
        if (!user.Enabled)
        {
            throw EntraErrors.UserDisabled();
        }

        if (!roles.BelongsTo(user, tenant))
        {
            throw EntraErrors.UserNotInTenant(user, tenant, app);
        }

        var servicePrincipal = tenant.ServicePrincipalOf(app);
        if (servicePrincipal is null)
        {
            if (!app.IsMultiTenant && app.OwnerTenantId != tenant.Id)
            {
                throw EntraErrors.AppNotInTenant(app.ClientId, tenant.DisplayName);
            }

            // Microsoft's own applications need no authorisation for partners; everybody else's do.
            if (user.HomeTenantId != tenant.Id && !app.IsMicrosoft)
            {
                throw EntraErrors.PartnerNotAuthorised(app, tenant);
            }
        }
        else if (servicePrincipal.Flag("accountEnabled") == false)
        {
            throw EntraErrors.AppDisabled(app);
        }
        else if (servicePrincipal.Flag("appRoleAssignmentRequired") == true && !ConsentLedger.IsAssigned(tenant, PrincipalsOf(user, tenant), servicePrincipal))
        {
            throw EntraErrors.UserNotAssigned(user, app);
        }

        if (user.IsBlocked)
        {
            throw EntraErrors.Blocked();
        }

        if (user.IsAtRisk && user.HomeTenantId != tenant.Id)
        {
            throw EntraErrors.DelegateAtRisk();
        }
    }

    /// <summary>Conditional Access: the second step is asked for before anything is changed, and for every customer's tenant.</summary>
    public static bool NeedsSecondStep(EntraUser user, EmulatedTenant tenant, ScopeRequest scopes) =>
        user.NeedsSecondStep && (user.HomeTenantId != tenant.Id || scopes.Names.Any(GraphPermission.IsWrite));

    /// <returns>The resource's service principal in the tenant.</returns>
    /// <exception cref="EntraException">The resource is unknown, absent, disabled, or has no such scope.</exception>
    public static JsonObject RequireResource(RegisteredApp app, ScopeRequest scopes, EmulatedTenant tenant)
    {
        var resource = scopes.Resource ?? throw EntraErrors.ResourceNotFound(scopes.ResourceName, tenant);
        var servicePrincipal = tenant.ServicePrincipalOf(resource) ?? throw EntraErrors.ServiceNotInTenant(app, resource, tenant);
        if (servicePrincipal.Flag("accountEnabled") == false)
        {
            throw EntraErrors.ResourceDisabled(resource);
        }

        foreach (var name in scopes.Names)
        {
            if (!resource.Scopes.Any(scope => scope.Value.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                throw EntraErrors.UnknownScope(app, name, resource);
            }
        }

        return servicePrincipal;
    }

    /// <summary>What of the requested scopes nobody has consented to; with <c>.default</c> only a client without any grant lacks something.</summary>
    public static IReadOnlyList<string> MissingConsent(EntraUser user, RegisteredApp app, EmulatedTenant tenant, ScopeRequest scopes, JsonObject resource)
    {
        if (tenant.ServicePrincipalOf(app) is not { } client)
        {
            return scopes.Names.Count > 0 ? scopes.Names : ["User.Read"];
        }

        var granted = ConsentLedger.Granted(tenant, client, resource, user.ObjectId);
        return scopes.IsDefault && granted.Count == 0 ? [".default"] : [.. scopes.Names.Where(name => !granted.Contains(name))];
    }

    /// <summary>Everything that was consented to, as Entra puts it into the token whatever part was asked for.</summary>
    public static IReadOnlyList<string> TokenScopes(EntraUser user, RegisteredApp app, EmulatedTenant tenant, ScopeRequest scopes, JsonObject resource, bool secondStep)
    {
        var granted = ConsentLedger.Granted(tenant, tenant.ServicePrincipalOf(app)!, resource, user.ObjectId);
        return [.. scopes.Resource!.Scopes.Select(scope => scope.Value)
            .Where(name => granted.Contains(name) || scopes.Protocol.Contains(name))
            .Where(name => secondStep || !user.NeedsSecondStep || !GraphPermission.IsWrite(name))];
    }

    public IReadOnlySet<Guid> DirectoryRolesOf(EntraUser user, EmulatedTenant tenant) => roles.Of(user, tenant);

    /// <summary>The person's app roles of an application, by his home tenant's groups and his own assignments in the tenant.</summary>
    public static IReadOnlyList<string> AppRolesOf(EntraUser user, RegisteredApp app, EmulatedTenant tenant) =>
        tenant.ServicePrincipalOf(app) is { } servicePrincipal ? ConsentLedger.AppRoles(tenant, PrincipalsOf(user, tenant), servicePrincipal) : [];

    public EntraUser? Refreshed(EntraUser user) => state.FindUser(user.HomeTenantId, user.ObjectId);

    private static IEnumerable<string> PrincipalsOf(EntraUser user, EmulatedTenant tenant) =>
        RoleHoldings.GroupsOf(tenant, user.ObjectId).Append(user.ObjectId);
}
