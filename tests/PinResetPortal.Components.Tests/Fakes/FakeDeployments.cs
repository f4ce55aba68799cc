using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Deployments;

namespace PinResetPortal.Fakes;

/// <summary>Remembers what was accepted.</summary>
public sealed class FakeDeployments : IDeploymentStore
{
    public List<(string PolicyId, DriftAcceptance Acceptance)> Accepted { get; } = [];

    public Task<IReadOnlyList<DeployedPolicy>> ListAsync(TenantKey key, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DeployedPolicy>>([]);

    public Task SaveAsync(TenantId homeTenantId, IReadOnlyList<DeployedPolicy> policies, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RemoveAsync(TenantKey key, Guid operationId, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RemoveAsync(TenantKey key, string policyId, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> AcceptAsync(TenantKey key, string policyId, DriftAcceptance acceptance, CancellationToken cancellationToken)
    {
        Accepted.Add((policyId, acceptance));
        return Task.FromResult(true);
    }
}
