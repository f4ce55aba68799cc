using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Fakes;

public sealed class FakeAudit : IAuditLog
{
    public List<AuditEntry> Entries { get; } = [];

    public string? Problem { get; set; }

    public IReadOnlyList<string> Untold { get; set; } = [];

    public Exception? Failure { get; set; }

    public Task<AuditEntry> AppendAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        var entry = new AuditEntry(Entries.Count + 1, Some.Now, record, new string('0', 64), new string('a', 64));
        Entries.Insert(0, entry);
        return Task.FromResult(entry);
    }

    public Task<IReadOnlyList<AuditEntry>> ReadAsync(TenantId homeTenantId, TenantId? tenantId, int limit, CancellationToken cancellationToken) =>
        Failure is not null
            ? throw Failure
            : Task.FromResult<IReadOnlyList<AuditEntry>>([.. Entries.Where(entry => entry.Record.Key.Home == homeTenantId).Where(entry => tenantId is null || entry.Record.TenantId == tenantId).Take(limit)]);

    public async Task ReadAllAsync(TenantId homeTenantId, TenantId? tenantId, Func<AuditEntry, Task> write, CancellationToken cancellationToken)
    {
        foreach (var entry in await ReadAsync(homeTenantId, tenantId, int.MaxValue, cancellationToken))
        {
            await write(entry);
        }
    }

    public Task<AuditVerification> VerifyAsync(TenantId homeTenantId, TenantId? tenantId, CancellationToken cancellationToken) =>
        Task.FromResult(new AuditVerification(Entries.Count(entry => entry.Record.Key.Home == homeTenantId && (tenantId is null || entry.Record.TenantId == tenantId)), Problem is null ? [] : [new(AuditProblemKind.Altered, tenantId, 3, Problem)]) { Untold = Untold });
}
