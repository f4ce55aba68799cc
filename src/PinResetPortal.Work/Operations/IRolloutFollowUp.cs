using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Operations;

/// <summary>Follows what a repair set up until the devices have it. Implemented by the host, on its scheduler.</summary>
public interface IRolloutFollowUp
{
    /// <summary>Begins to look at the tenant again and again. An earlier follow-up of the same key is replaced: the newest change counts.</summary>
    /// <param name="key">The home tenant that repaired, and the tenant.</param>
    /// <param name="changedAt">When the repair was verified.</param>
    Task FollowAsync(TenantKey key, DateTimeOffset changedAt, CancellationToken cancellationToken);

    /// <summary>Looks no more: what was on its way was taken back. Nothing happens when nothing is followed.</summary>
    Task EndAsync(TenantKey key, CancellationToken cancellationToken);
}
