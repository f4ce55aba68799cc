using System.Runtime.CompilerServices;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.History;

internal sealed class TenantRecords(ITenantCatalog catalog, IReadinessStore readiness, IRemediationService remediations, IAuditLog audit, TimeProvider time) : ITenantRecords
{
    /// <summary>More than that belongs into the audit export.</summary>
    public const int MostEntries = 500;

    private const int MostOperations = 100;

    public async Task<TenantRecord> MakeAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken) => new(
        tenant,
        time.GetUtcNow(),
        actor.Name,
        await readiness.LatestAsync(actor.KeyOf(tenant.Id), cancellationToken),
        await remediations.ListAsync(actor, tenant.Id, MostOperations, cancellationToken),
        await audit.ReadAsync(actor.HomeTenantId, tenant.Id, MostEntries, cancellationToken),
        await audit.VerifyAsync(actor.HomeTenantId, tenant.Id, cancellationToken));

    public async IAsyncEnumerable<TenantRecordLine> AllAsync(Actor actor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var list = await catalog.ListAsync(actor, refresh: false, cancellationToken);
        foreach (var tenant in list.Tenants)
        {
            var operations = await remediations.ListAsync(actor, tenant.Id, MostOperations, cancellationToken);
            yield return new(
                tenant,
                await readiness.LatestAsync(actor.KeyOf(tenant.Id), cancellationToken),
                operations.Sum(operation => operation.Steps.Count(step => step.RequestId is not null)),
                operations.Select(operation => (DateTimeOffset?)operation.UpdatedAt).Max());
        }
    }
}
