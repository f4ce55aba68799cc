using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Deployments;

/// <summary>What the portal deployed, for each home tenant its own. Implemented by the Store.</summary>
public interface IDeploymentStore
{
    Task<IReadOnlyList<DeployedPolicy>> ListAsync(TenantKey key, CancellationToken cancellationToken);

    /// <summary>Adds the policies, or takes their new shape over; an accepted drift of them ends.</summary>
    Task SaveAsync(TenantId homeTenantId, IReadOnlyList<DeployedPolicy> policies, CancellationToken cancellationToken);

    /// <summary>Forgets what a run deployed, because it was taken back.</summary>
    Task RemoveAsync(TenantKey key, Guid operationId, CancellationToken cancellationToken);

    /// <summary>Forgets one policy, because another one took its place.</summary>
    Task RemoveAsync(TenantKey key, string policyId, CancellationToken cancellationToken);

    /// <returns>False when the portal deployed no such policy in this tenant for this home tenant.</returns>
    Task<bool> AcceptAsync(TenantKey key, string policyId, DriftAcceptance acceptance, CancellationToken cancellationToken);
}
