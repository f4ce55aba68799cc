using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Schema;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Store.Auditing;

/// <summary>Follows one chain from its first entry to its end. Behind the first problem nothing is looked at any more.</summary>
/// <param name="find">Finds a key; null when it is not here.</param>
/// <param name="point">Where the last seal knows the chain; null: it knows none.</param>
/// <param name="mostKeyless">No entry behind this one is from before the key.</param>
internal sealed class ChainWalk(TenantKey chain, Func<string, AuditKey?> find, SealedHead? point, long mostKeyless)
{
    private string _hash = AuditChain.Start;
    private AuditKey? _key;
    private bool _keyed;

    /// <summary>An entry of the chain named its home tenant: from there on all do.</summary>
    private bool _namesHome;

    /// <summary>From this entry on nobody can tell, because a key is not here; links and ends still can be followed.</summary>
    private AuditProblem? _untold;

    private AuditProblem? _problem;

    public TenantKey Chain => chain;

    /// <summary>The last entry that was looked at.</summary>
    public long Last { get; private set; }

    public long Verified { get; private set; }

    public long Keyless { get; private set; }

    public AuditProblem? Problem => _problem;

    public void Next(AuditEntry entry)
    {
        if (_problem is not null)
        {
            return;
        }

        _problem = Look(entry);
        if (_problem is null)
        {
            (Last, _hash) = (entry.Sequence, entry.Hash);
            Verified += entry.KeyId is null || _key is not null ? 1 : 0;
            Keyless += entry.KeyId is null ? 1 : 0;
        }
    }

    /// <summary>What is wrong with the end, after the last entry.</summary>
    public AuditProblem? End(AuditHeadRow? head)
    {
        if (point is not null && point.Entries > Last)
        {
            return Found(
                AuditProblemKind.BehindSeal, Last + 1,
                $"entry {Last + 1} is missing; the log was cut off, or an older copy of the database was put back (the last seal knows {point.Entries} entries, here are {Last}).");
        }

        if (head is null)
        {
            return Found(AuditProblemKind.Removed, Last + 1, $"the record of where its log ends is missing, so nobody can tell whether entries after entry {Last} were removed.");
        }

        if (head.Entries != Last)
        {
            return head.Entries > Last
                ? Found(AuditProblemKind.Removed, Last + 1, $"entry {Last + 1} is missing; it was removed (the log had {head.Entries} entries).")
                : Found(AuditProblemKind.Inserted, head.Entries + 1, $"entry {head.Entries + 1} does not belong there; it was added past the portal.");
        }

        if (head.Hash != _hash)
        {
            return Found(AuditProblemKind.Replaced, Last, $"entry {Last} is not the one that was written last; it was replaced.");
        }

        return _untold ?? (_key is not null && head.Mac != AuditChain.EndMac(_key, chain, Last, _hash)
            ? Found(AuditProblemKind.Removed, Last + 1, $"the record of where its log ends was not written by the portal: entries after entry {Last} were removed.")
            : null);
    }

    private AuditProblem? Look(AuditEntry entry)
    {
        var expected = Last + 1;
        if (entry.Sequence != expected)
        {
            return entry.Sequence > expected
                ? Found(AuditProblemKind.Removed, expected, $"entry {expected} is missing; it was removed.")
                : Found(AuditProblemKind.Inserted, entry.Sequence, $"entry {entry.Sequence} does not belong there; it was inserted.");
        }

        if (LookAtHash(entry) is { } problem)
        {
            return problem;
        }

        if (entry.PreviousHash != _hash)
        {
            return Found(AuditProblemKind.Replaced, entry.Sequence, $"entry {entry.Sequence} does not follow from the entry before it; one of the two was replaced.");
        }

        return point is not null && point.Entries == entry.Sequence && point.Hash != entry.Hash
            ? Found(
                AuditProblemKind.NotAsSealed, entry.Sequence,
                $"entry {entry.Sequence} is not the one that was sealed: it or entries before it were replaced, or an older copy of the database was put back and written on.")
            : null;
    }

    private AuditProblem? LookAtHash(AuditEntry entry)
    {
        if (entry.KeyId is null)
        {
            if (_keyed || entry.Sequence > mostKeyless)
            {
                return Found(AuditProblemKind.Keyless, entry.Sequence, $"entry {entry.Sequence} was made without the key, when there was one already; it was not written by the portal.");
            }

            return MatchesWithoutKey(entry) ? null : Altered(entry);
        }

        (_keyed, _key) = (true, find(entry.KeyId));
        if (_key is null)
        {
            _untold ??= Found(AuditProblemKind.KeyMissing, entry.Sequence, $"entry {entry.Sequence} was made with the key {entry.KeyId}, which is not in the key folder; nobody can tell whether it was altered.");
            return null;
        }

        return AuditChain.Hash(_key, entry.Sequence, entry.At, entry.Record, entry.PreviousHash) == entry.Hash ? null : Altered(entry);
    }

    private bool MatchesWithoutKey(AuditEntry entry)
    {
        if (!_namesHome && AuditChain.FirstHash(entry.Sequence, entry.At, entry.Record, entry.PreviousHash) == entry.Hash)
        {
            return true;
        }

        _namesHome = true;
        return AuditChain.KeylessHash(entry.Sequence, entry.At, entry.Record, entry.PreviousHash) == entry.Hash;
    }

    private AuditProblem Altered(AuditEntry entry) =>
        Found(AuditProblemKind.Altered, entry.Sequence, $"entry {entry.Sequence} does not match its hash; it was altered, or moved there from another place.");

    private AuditProblem Found(AuditProblemKind kind, long entry, string what) => new(kind, chain.Tenant, entry, $"Tenant {chain.Tenant}: {what}");
}
