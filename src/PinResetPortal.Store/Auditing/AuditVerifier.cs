using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Schema;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Store.Auditing;

/// <summary>Walks the chains of a home tenant row by row, without loading them, and stops at the first entry that does not fit.</summary>
internal sealed class AuditVerifier
{
    private readonly Dictionary<TenantId, AuditHeadRow> _heads;
    private TenantId? _tenant;
    private long _sequence;
    private string _hash = AuditChain.Start;
    private long _verified;

    /// <summary>An entry of the chain named its home tenant: from there on all do.</summary>
    private bool _namesHome;

    private AuditVerifier(Dictionary<TenantId, AuditHeadRow> heads) => _heads = heads;

    public static async Task<AuditVerification> VerifyAsync(PortalDbContext context, TenantId homeTenantId, TenantId? tenantId, CancellationToken cancellationToken)
    {
        var heads = context.AuditHeads.AsNoTracking().Of(homeTenantId);
        var entries = context.AuditEntries.AsNoTracking().Of(homeTenantId);
        if (tenantId is { } tenant)
        {
            heads = heads.Where(head => head.TenantId == tenant);
            entries = entries.Where(entry => entry.TenantId == tenant);
        }

        var verifier = new AuditVerifier(await heads.ToDictionaryAsync(head => head.TenantId, cancellationToken));
        var inOrder = entries.OrderBy(entry => entry.TenantId).ThenBy(entry => entry.Sequence).AsAsyncEnumerable();
        var problem = await verifier.FindProblemAsync(inOrder, cancellationToken);
        return new AuditVerification(verifier._verified, problem);
    }

    public static AuditEntry ToEntry(AuditEntryRow row) => new(
        row.Sequence,
        row.At,
        new AuditRecord(new TenantKey(row.HomeTenantId, row.TenantId), row.ActorId, row.ActorName, row.Action, row.OperationId, row.Summary, row.Detail),
        row.PreviousHash,
        row.Hash);

    private async Task<string?> FindProblemAsync(IAsyncEnumerable<AuditEntryRow> rows, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var row in rows.WithCancellation(cancellationToken))
            {
                if (Next(row) is { } problem)
                {
                    return problem;
                }
            }
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or InvalidOperationException)
        {
            // A value was replaced by something that is no time, no id or null.
            return _tenant is { } tenant
                ? $"Tenant {tenant}: the entry after entry {_sequence} cannot be read; it was altered."
                : "The first entry of the audit log cannot be read; it was altered.";
        }

        return EndOfTenant() ?? TenantsWithoutEntries();
    }

    private string? Next(AuditEntryRow row)
    {
        if (row.TenantId != _tenant)
        {
            if (EndOfTenant() is { } problem)
            {
                return problem;
            }

            (_tenant, _sequence, _hash, _namesHome) = (row.TenantId, 0, AuditChain.Start, false);
        }

        var expected = _sequence + 1;
        if (row.Sequence != expected)
        {
            return row.Sequence > expected
                ? $"Tenant {row.TenantId}: entry {expected} is missing; it was removed."
                : $"Tenant {row.TenantId}: entry {row.Sequence} does not belong there; it was inserted.";
        }

        var entry = ToEntry(row);
        if (!Matches(entry))
        {
            return $"Tenant {row.TenantId}: entry {row.Sequence} does not match its hash; it was altered.";
        }

        if (entry.PreviousHash != _hash)
        {
            return $"Tenant {row.TenantId}: entry {row.Sequence} does not follow from the entry before it; one of the two was replaced.";
        }

        (_sequence, _hash) = (expected, entry.Hash);
        _verified++;
        return null;
    }

    private bool Matches(AuditEntry entry)
    {
        if (!_namesHome && AuditChain.FirstHash(entry.Sequence, entry.At, entry.Record, entry.PreviousHash) == entry.Hash)
        {
            return true;
        }

        _namesHome = true;
        return AuditChain.Hash(entry.Sequence, entry.At, entry.Record, entry.PreviousHash) == entry.Hash;
    }

    private string? EndOfTenant()
    {
        if (_tenant is not { } tenant)
        {
            return null;
        }

        if (!_heads.Remove(tenant, out var head))
        {
            return $"Tenant {tenant}: the record of where its log ends is missing, so nobody can tell whether entries after entry {_sequence} were removed.";
        }

        if (head.Entries != _sequence)
        {
            return head.Entries > _sequence
                ? $"Tenant {tenant}: entry {_sequence + 1} is missing; it was removed (the log had {head.Entries} entries)."
                : $"Tenant {tenant}: entry {head.Entries + 1} does not belong there; it was added past the portal.";
        }

        return head.Hash == _hash ? null : $"Tenant {tenant}: entry {_sequence} is not the one that was written last; it was replaced.";
    }

    private string? TenantsWithoutEntries() => _heads.Values
        .Where(head => head.Entries > 0)
        .OrderBy(head => head.TenantId)
        .Select(head => $"Tenant {head.TenantId}: entry 1 is missing; it was removed (the log had {head.Entries} entries).")
        .FirstOrDefault();
}
