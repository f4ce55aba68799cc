using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Hosting;

/// <summary>One entry of the customer and one of a tenant that the caller may not look into.</summary>
internal sealed class FakeAuditLog : IAuditLog
{
    private static readonly AuditEntry[] Entries = [Entry(FakeTenantCatalog.Stranger), Entry(FakeTenantCatalog.Customer)];

    public Task<AuditEntry> AppendAsync(AuditRecord record, CancellationToken cancellationToken) => Task.FromResult(Entries[0]);

    public Task<IReadOnlyList<AuditEntry>> ReadAsync(TenantId? tenantId, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AuditEntry>>([.. Entries.Where(entry => tenantId is null || entry.Record.TenantId == tenantId).Take(limit)]);

    public Task<AuditVerification> VerifyAsync(TenantId? tenantId, CancellationToken cancellationToken) =>
        Task.FromResult(tenantId == FakeTenantCatalog.Stranger ? new AuditVerification(1, "Entry 1 does not fit.") : new AuditVerification(1, null));

    private static AuditEntry Entry(TenantId tenantId) => new(
        1,
        FakeReadiness.ReadAt,
        new(tenantId, "actor-1", "olga@fabrikam.example", AuditActions.RemediationIntent, FakeRemediationService.OperationId, "Repairs consent", """{"steps":[1]}"""),
        new string('0', 64),
        new string('a', 64));
}
