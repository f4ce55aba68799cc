using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Schema;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Store.Auditing;

/// <summary>Walks the chains row by row, without loading them, and keeps the first thing of each chain that does not fit.</summary>
internal sealed class AuditVerifier(AuditKeys keys, SealedState seals)
{
    private readonly List<AuditProblem> _problems = [];
    private readonly Dictionary<string, AuditKey?> _keys = new(StringComparer.Ordinal);
    private Dictionary<TenantKey, AuditHeadRow> _heads = [];
    private Dictionary<TenantKey, SealedHead> _sealed = [];
    private ChainWalk? _walk;
    private long _verified;
    private long _beforeKey;
    private long _sinceSeal;

    /// <param name="homeTenantId">Of this home tenant only; null: of all.</param>
    /// <param name="tenantId">Of this tenant only; null: of all.</param>
    public async Task<AuditVerification> VerifyAsync(PortalDbContext context, TenantId? homeTenantId, TenantId? tenantId, CancellationToken cancellationToken)
    {
        var heads = context.AuditHeads.AsNoTracking().AsQueryable();
        var entries = context.AuditEntries.AsNoTracking().AsQueryable();
        if (homeTenantId is { } home)
        {
            (heads, entries) = (heads.Of(home), entries.Of(home));
        }

        if (tenantId is { } tenant)
        {
            heads = heads.Where(head => head.TenantId == tenant);
            entries = entries.Where(entry => entry.TenantId == tenant);
        }

        _heads = await heads.ToDictionaryAsync(head => new TenantKey(head.HomeTenantId, head.TenantId), cancellationToken);
        _sealed = seals.Heads.Values
            .Where(head => (homeTenantId is null || head.Key.Home == homeTenantId) && (tenantId is null || head.Key.Tenant == tenantId))
            .ToDictionary(head => head.Key);
        await WalkAsync(entries.OrderBy(entry => entry.HomeTenantId).ThenBy(entry => entry.TenantId).ThenBy(entry => entry.Sequence).AsAsyncEnumerable(), cancellationToken);
        LogsWithoutEntries();
        await GuardsAsync(context, cancellationToken);
        if (seals.Problem is { } broken)
        {
            _problems.Add(new(AuditProblemKind.SealsBroken, null, null, broken));
        }

        return new AuditVerification(_verified, _problems) { Untold = [.. Untold()], BeforeKey = _beforeKey, LastSeal = seals.IsEmpty ? null : new(seals.Number, seals.At) };
    }

    public static AuditEntry ToEntry(AuditEntryRow row) => new(
        row.Sequence,
        row.At,
        new AuditRecord(new TenantKey(row.HomeTenantId, row.TenantId), row.ActorId, row.ActorName, row.Action, row.OperationId, row.Summary, row.Detail),
        row.PreviousHash,
        row.Hash,
        row.KeyId);

    private async Task WalkAsync(IAsyncEnumerable<AuditEntryRow> rows, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var row in rows.WithCancellation(cancellationToken))
            {
                var chain = new TenantKey(row.HomeTenantId, row.TenantId);
                if (_walk?.Chain != chain)
                {
                    EndOfChain();
                    _walk = new ChainWalk(chain, FindKey, _sealed.GetValueOrDefault(chain), MostKeyless(chain));
                }

                _walk.Next(ToEntry(row));
            }

            EndOfChain();
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or InvalidOperationException)
        {
            // A value was replaced by something that is no time, no id or null. What follows was not read: its heads say nothing either.
            _problems.Add(_walk is { } walk
                ? new(AuditProblemKind.Altered, walk.Chain.Tenant, walk.Last + 1, $"Tenant {walk.Chain.Tenant}: the entry after entry {walk.Last} cannot be read; it was altered. What follows it was not verified.")
                : new(AuditProblemKind.Altered, null, 1, "The first entry of the audit log cannot be read; it was altered. What follows it was not verified."));
            (_heads, _sealed) = ([], []);
            _verified += _walk?.Verified ?? 0;
        }
    }

    private AuditKey? FindKey(string id) => _keys.TryGetValue(id, out var known) ? known : _keys[id] = keys.Find(id);

    /// <summary>How many entries of a chain may be from before the key: as many as the first seal knew.</summary>
    private long MostKeyless(TenantKey chain) => seals.IsEmpty ? long.MaxValue : seals.Begun.GetValueOrDefault(chain);

    private void EndOfChain()
    {
        if (_walk is not { } walk)
        {
            return;
        }

        _heads.Remove(walk.Chain, out var head);
        _sealed.Remove(walk.Chain, out var point);
        if ((walk.Problem ?? walk.End(head)) is { } problem)
        {
            _problems.Add(problem);
        }

        (_verified, _beforeKey, _sinceSeal) = (_verified + walk.Verified, _beforeKey + walk.Keyless, _sinceSeal + walk.Last - Math.Min(walk.Last, point?.Entries ?? 0));
        _walk = null;
    }

    private void LogsWithoutEntries()
    {
        foreach (var point in _sealed.Values.Where(point => point.Entries > 0).OrderBy(point => point.Home).ThenBy(point => point.Tenant))
        {
            _heads.Remove(point.Key);
            _problems.Add(new(
                AuditProblemKind.LogRemoved, point.Key.Tenant, 1,
                $"Tenant {point.Key.Tenant}: entry 1 is missing; the whole log is gone (the seal of {At} knows {point.Entries} entries). It was removed, or an older copy of the database was put back."));
        }

        foreach (var head in _heads.Values.Where(head => head.Entries > 0).OrderBy(head => head.HomeTenantId).ThenBy(head => head.TenantId))
        {
            _problems.Add(new(AuditProblemKind.Removed, head.TenantId, 1, $"Tenant {head.TenantId}: entry 1 is missing; it was removed (the log had {head.Entries} entries)."));
        }
    }

    private async Task GuardsAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        if (await AuditGuards.MissingAsync(context, cancellationToken) is { Count: > 0 } missing)
        {
            _problems.Add(new(
                AuditProblemKind.GuardsMissing, null, null,
                $"The database does not refuse changes of the audit log any more: {string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} missing or altered. The next start of the portal makes them again."));
        }
    }

    private IEnumerable<string> Untold()
    {
        if (seals.IsEmpty)
        {
            yield return "There is no seal outside of the database yet, or its file is gone: nobody can tell whether whole logs were removed, or an older copy of the database was put back.";
        }
        else if (_sinceSeal > 0)
        {
            yield return $"{Entries(_sinceSeal)} written after the last seal ({At}): nobody could tell if more of them had been there and an older copy of the database had been put back.";
        }

        if (seals.IsTorn)
        {
            yield return "The last line of the file of seals is not whole or was made with a key that is not here; the one before it was compared with.";
        }

        if (_beforeKey > 0)
        {
            yield return $"{Entries(_beforeKey)} from before the log had a key: they follow from each other, but nobody can tell whether they were rewritten before the first seal.";
        }
    }

    private string At => $"{seals.At:yyyy-MM-dd HH:mm:ss} UTC";

    private static string Entries(long count) => count == 1 ? "1 entry is" : $"{count} entries are";
}
