using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Audit;

internal sealed class AuditNotes : IAuditLog
{
    public List<AuditRecord> Records { get; } = [];

    public Task<AuditEntry> AppendAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        Records.Add(record);
        return Task.FromResult(new AuditEntry(Records.Count, default, record, "", ""));
    }

    public Task<IReadOnlyList<AuditEntry>> ReadAsync(TenantId homeTenantId, TenantId? tenantId, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ReadAllAsync(TenantId homeTenantId, TenantId? tenantId, Func<AuditEntry, Task> write, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AuditVerification> VerifyAsync(TenantId homeTenantId, TenantId? tenantId, CancellationToken cancellationToken) => throw new NotSupportedException();
}
