using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Operations;

/// <summary>Follows what a repair set up until the devices have it. Implemented by the host, on its scheduler.</summary>
public interface IRolloutFollowUp
{
    /// <summary>Begins to look at the tenant again and again. An earlier follow-up of the same tenant is replaced: the newest change counts.</summary>
    /// <param name="homeTenantId">Whose portal repaired the tenant.</param>
    /// <param name="changedAt">When the repair was verified.</param>
    Task FollowAsync(TenantId homeTenantId, TenantId tenantId, DateTimeOffset changedAt, CancellationToken cancellationToken);

    /// <summary>Looks no more: what was on its way was taken back. Nothing happens when nothing is followed.</summary>
    Task EndAsync(TenantId homeTenantId, TenantId tenantId, CancellationToken cancellationToken);
}
