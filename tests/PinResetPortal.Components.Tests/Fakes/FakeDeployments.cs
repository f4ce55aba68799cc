using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Deployments;

namespace PinResetPortal.Fakes;

/// <summary>Remembers what was accepted.</summary>
public sealed class FakeDeployments : IDeploymentStore
{
    public List<(string PolicyId, DriftAcceptance Acceptance)> Accepted { get; } = [];

    public Task<IReadOnlyList<DeployedPolicy>> ListAsync(TenantId tenantId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DeployedPolicy>>([]);

    public Task SaveAsync(IReadOnlyList<DeployedPolicy> policies, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RemoveAsync(TenantId tenantId, Guid operationId, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RemoveAsync(TenantId tenantId, string policyId, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> AcceptAsync(TenantId tenantId, string policyId, DriftAcceptance acceptance, CancellationToken cancellationToken)
    {
        Accepted.Add((policyId, acceptance));
        return Task.FromResult(true);
    }
}
