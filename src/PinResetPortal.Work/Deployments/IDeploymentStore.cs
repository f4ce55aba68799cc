using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Deployments;

/// <summary>What the portal deployed. Implemented by the Store.</summary>
public interface IDeploymentStore
{
    Task<IReadOnlyList<DeployedPolicy>> ListAsync(TenantId tenantId, CancellationToken cancellationToken);

    /// <summary>Adds the policies, or takes their new shape over; an accepted drift of them ends.</summary>
    Task SaveAsync(IReadOnlyList<DeployedPolicy> policies, CancellationToken cancellationToken);

    /// <summary>Forgets what a run deployed, because it was taken back.</summary>
    Task RemoveAsync(TenantId tenantId, Guid operationId, CancellationToken cancellationToken);

    /// <summary>Forgets one policy, because another one took its place.</summary>
    Task RemoveAsync(TenantId tenantId, string policyId, CancellationToken cancellationToken);

    /// <returns>False when the portal deployed no such policy in this tenant.</returns>
    Task<bool> AcceptAsync(TenantId tenantId, string policyId, DriftAcceptance acceptance, CancellationToken cancellationToken);
}
