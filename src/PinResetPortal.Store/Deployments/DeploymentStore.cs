using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;
using PinResetPortal.Work.Deployments;

namespace PinResetPortal.Store.Deployments;

internal sealed class DeploymentStore(PortalDatabase database) : IDeploymentStore
{
    public Task<IReadOnlyList<DeployedPolicy>> ListAsync(TenantKey key, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<DeployedPolicy>>(
            async context =>
            {
                var rows = await context.Deployments.AsNoTracking().Of(key).ToListAsync(cancellationToken);
                return [.. rows.OrderBy(row => row.DeployedAt).ThenBy(row => row.PolicyId, StringComparer.Ordinal).Select(ToPolicy)];
            },
            cancellationToken);

    public Task SaveAsync(TenantId homeTenantId, IReadOnlyList<DeployedPolicy> policies, CancellationToken cancellationToken) => policies.Count == 0
        ? Task.CompletedTask
        : database.WriteRepeatableAsync(
            async context =>
            {
                foreach (var policy in policies)
                {
                    var row = await context.Deployments.FindAsync([homeTenantId, policy.TenantId, policy.Policy.Id], cancellationToken);
                    if (row is null)
                    {
                        row = new DeploymentRow { HomeTenantId = homeTenantId, TenantId = policy.TenantId, PolicyId = policy.Policy.Id, Policy = "", DeployedBy = "" };
                        context.Deployments.Add(row);
                    }

                    (row.Policy, row.OperationId, row.DeployedAt, row.DeployedBy, row.AcceptedDrift) =
                        (StoredJson.Write(policy.Policy), policy.OperationId, policy.DeployedAt, policy.DeployedBy, null);
                }

                return await context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);

    public Task RemoveAsync(TenantKey key, Guid operationId, CancellationToken cancellationToken) => database.WriteRepeatableAsync(
        context => context.Deployments.Of(key).Where(row => row.OperationId == operationId).ExecuteDeleteAsync(cancellationToken),
        cancellationToken);

    public Task RemoveAsync(TenantKey key, string policyId, CancellationToken cancellationToken) => database.WriteRepeatableAsync(
        context => context.Deployments.Of(key).Where(row => row.PolicyId == policyId).ExecuteDeleteAsync(cancellationToken),
        cancellationToken);

    public Task<bool> AcceptAsync(TenantKey key, string policyId, DriftAcceptance acceptance, CancellationToken cancellationToken) => database.WriteRepeatableAsync(
        async context =>
        {
            if (await context.Deployments.FindAsync([key.Home, key.Tenant, policyId], cancellationToken) is not { } row)
            {
                return false;
            }

            row.AcceptedDrift = StoredJson.Write(acceptance);
            await context.SaveChangesAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    private static DeployedPolicy ToPolicy(DeploymentRow row) => new(
        row.TenantId,
        StoredJson.Read<IntunePolicy>(row.Policy),
        row.OperationId,
        row.DeployedAt,
        row.DeployedBy,
        row.AcceptedDrift is null ? null : StoredJson.Read<DriftAcceptance>(row.AcceptedDrift));
}
