using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Hosting;

/// <summary>The audit log of a host, and what was written to it.</summary>
internal sealed class HeardAuditLog(IAuditLog log) : IAuditLog
{
    private readonly Lock _lock = new();
    private readonly List<AuditRecord> _written = [];
    private readonly List<(Func<AuditRecord, bool> Fits, TaskCompletionSource Heard)> _waiting = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _written.Count;
            }
        }
    }

    /// <summary>Ends when one that fits was written after the first <paramref name="before"/> ones: a run writes its first entry before it sends anything, not before it is accepted.</summary>
    public Task HearAsync(int before, Func<AuditRecord, bool> fits)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_written.Skip(before).Any(fits))
            {
                return Task.CompletedTask;
            }

            _waiting.Add((fits, heard));
        }

        return heard.Task;
    }

    public async Task<AuditEntry> AppendAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        var entry = await log.AppendAsync(record, cancellationToken);
        lock (_lock)
        {
            _written.Add(record);
            foreach (var waiting in _waiting.Where(one => one.Fits(record)))
            {
                waiting.Heard.TrySetResult();
            }
        }

        return entry;
    }

    public Task<IReadOnlyList<AuditEntry>> ReadAsync(TenantId homeTenantId, TenantId? tenantId, int limit, CancellationToken cancellationToken) => log.ReadAsync(homeTenantId, tenantId, limit, cancellationToken);

    public Task ReadAllAsync(TenantId homeTenantId, TenantId? tenantId, Func<AuditEntry, Task> write, CancellationToken cancellationToken) => log.ReadAllAsync(homeTenantId, tenantId, write, cancellationToken);

    public Task<AuditVerification> VerifyAsync(TenantId homeTenantId, TenantId? tenantId, CancellationToken cancellationToken) => log.VerifyAsync(homeTenantId, tenantId, cancellationToken);
}
