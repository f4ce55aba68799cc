using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Audit;

/// <summary>The one way of saying no to somebody whose portal role is too small: it is recorded first.</summary>
internal static class Denials
{
    /// <param name="tenantId">Where it was tried; the actor's home tenant where it concerns no single tenant.</param>
    /// <param name="what">Goes on after "Tried to": for example "start a repair".</param>
    /// <returns>True when the actor may not; the attempt is in the audit log of the actor's home tenant.</returns>
    public static async Task<bool> IsDeniedAsync(this IAuditLog audit, Actor actor, PortalRole needed, TenantId tenantId, string what, CancellationToken cancellationToken)
    {
        if (actor.May(needed))
        {
            return false;
        }

        await audit.AppendAsync(AuditRecord.Of(actor, tenantId, AuditActions.AccessDenied, $"Tried to {what} with the portal role {actor.Role}"), cancellationToken);
        return true;
    }
}
