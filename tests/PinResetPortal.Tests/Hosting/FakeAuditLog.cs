using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Hosting;

/// <summary>One entry of the customer and one of another home tenant.</summary>
internal sealed class FakeAuditLog : IAuditLog
{
    private static readonly AuditEntry[] Entries = [Entry(TenantKey.OfHome(FakeTenantCatalog.Stranger)), Entry(new(FakeTenantCatalog.Home, FakeTenantCatalog.Customer))];

    public Task<AuditEntry> AppendAsync(AuditRecord record, CancellationToken cancellationToken) => Task.FromResult(Entries[0]);

    public Task<IReadOnlyList<AuditEntry>> ReadAsync(TenantId homeTenantId, TenantId? tenantId, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AuditEntry>>([.. Entries.Where(entry => entry.Record.Key.Home == homeTenantId).Where(entry => tenantId is null || entry.Record.TenantId == tenantId).Take(limit)]);

    public async Task ReadAllAsync(TenantId homeTenantId, TenantId? tenantId, Func<AuditEntry, Task> write, CancellationToken cancellationToken)
    {
        foreach (var entry in await ReadAsync(homeTenantId, tenantId, int.MaxValue, cancellationToken))
        {
            await write(entry);
        }
    }

    public Task<AuditVerification> VerifyAsync(TenantId homeTenantId, TenantId? tenantId, CancellationToken cancellationToken) =>
        Task.FromResult(homeTenantId == FakeTenantCatalog.Stranger ? new AuditVerification(1, [new(AuditProblemKind.Altered, tenantId, 1, "Entry 1 does not fit.")]) : new AuditVerification(1, []));

    private static AuditEntry Entry(TenantKey key) => new(
        1,
        FakeReadiness.ReadAt,
        new(key, "actor-1", "olga@fabrikam.example", AuditActions.RemediationIntent, FakeRemediationService.OperationId, "Repairs consent", """{"steps":[1]}"""),
        new string('0', 64),
        new string('a', 64));
}
