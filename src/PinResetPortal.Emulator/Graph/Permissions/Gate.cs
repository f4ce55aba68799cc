using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Graph.Permissions;

/// <summary>
/// Permission, licence and directory role, in this order. A delegated caller needs the scope and the role: the effective right is
/// the intersection of both (https://learn.microsoft.com/graph/permissions-overview).
/// </summary>
internal static class Gate
{
    private static readonly IReadOnlySet<string> IntunePlans = EntityType.Names("INTUNE_A INTUNE_A_D INTUNE_EDU INTUNE_SMBIZ");
    private static readonly IReadOnlySet<string> PremiumPlans = EntityType.Names("AAD_PREMIUM AAD_PREMIUM_P2");

    public static void Check(Requirement requirement, GraphCaller caller, TenantState state)
    {
        if (caller.IsApplication && requirement.Application is null)
            throw requirement.IsOwn ? GraphRefusal.BadRequest("/me request is only valid with delegated authentication flow.") : Refuse(requirement, []);
        var needed = caller.IsApplication ? requirement.Application! : requirement.Delegated;
        if (needed.FirstOrDefault(group => !group.Any(caller.Permissions.Contains)) is { } missing)
            throw Refuse(requirement, missing);

        if (requirement.Service == Service.Intune && !HasPlan(state, IntunePlans))
            throw GraphRefusal.BadRequest("Request not applicable to target tenant.");
        if (requirement.NeedsPremium && !HasPlan(state, PremiumPlans))
            throw new GraphRefusal(403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant", "Neither tenant is B2C or tenant doesn't have premium license");

        if (caller.IsApplication || requirement.IsOwn)
            return;
        if (requirement.Roles is { } roles ? !roles.Any(caller.DirectoryRoles.Contains) : !MayReadDirectory(caller, state))
            throw RefuseRole(requirement);
    }

    private static bool MayReadDirectory(GraphCaller caller, TenantState state) =>
        caller.DirectoryRoles.Any(r => r != DirectoryRoles.User && r != DirectoryRoles.Guest && r != DirectoryRoles.RestrictedGuest)
        || (caller.HomeTenantId == caller.TenantId
            && !state.All("users").Any(u => u.HasText("id", caller.ObjectId) && u.HasText("userType", "Guest")));

    private static bool HasPlan(TenantState state, IReadOnlySet<string> plans) =>
        state.All("subscribedSkus")
            .Where(sku => sku.Text("capabilityStatus") is null or "Enabled" or "Warning")
            .SelectMany(sku => sku.Objects("servicePlans"))
            .Any(plan => plan.Text("servicePlanName") is { } name && plans.Contains(name) && plan.Text("provisioningStatus") is null or "Success" or "PendingActivation" or "PendingInput");

    private static GraphRefusal Refuse(Requirement requirement, string[] missing) => requirement.Service switch
    {
        Service.Intune => GraphRefusal.Intune(403, "Forbidden", $"Application is not authorized to perform this operation. Application must have one of the following scopes: {string.Join(", ", missing)}"),
        Service.Reports => new(403, "Authentication_MSGraphPermissionMissing", $"The principal does not have required Microsoft Graph permission(s): {string.Join(',', missing)} to call this API. For more information about Microsoft Graph permissions, please visit https://learn.microsoft.com/graph/permissions-overview."),
        _ => new(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."),
    };

    private static GraphRefusal RefuseRole(Requirement requirement) => requirement.Service switch
    {
        Service.Intune => GraphRefusal.Intune(403, "Forbidden", "User is not authorized to perform this operation."),
        Service.Reports => new(403, "Authentication_RequestFromUnsupportedUserRole", "User is not in the allowed roles"),
        _ => new(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."),
    };
}
