using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Schema;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Store.Auditing;

/// <summary>Seals, restores, keys.</summary>
internal sealed partial class AuditUpkeep(
    PortalDatabase database, AuditKeyFolder folder, AuditKeys keys, SealFile file, IAuditLog log, TimeProvider time, ILogger<AuditUpkeep> logger) : IAuditUpkeep
{
    /// <summary>After so long without a seal there is one even when nothing was written, so that silence can be told from a stop.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromDays(1);

    public async Task<AuditSealMark?> SealAsync(CancellationToken cancellationToken)
    {
        var state = file.ReadOn();
        var (moved, behind) = await database.ReadSnapshotAsync(context => MovedAsync(context, state, cancellationToken), cancellationToken);
        if (behind > 0)
        {
            LogBehind(logger, behind, state.At);
        }

        var now = time.GetUtcNow();
        if (moved.Count == 0 && !state.IsEmpty && now - state.At < LongestSilence)
        {
            return null;
        }

        return Append(state.Next(now, moved));
    }

    public async Task<RestoreRecord> RecordRestoreAsync(string by, string reason, CancellationToken cancellationToken)
    {
        var state = file.Read();
        var found = await database.ReadSnapshotAsync(context => new AuditVerifier(keys, state).VerifyAsync(context, null, null, cancellationToken), cancellationToken);
        if (found.Holds)
        {
            return new RestoreRecord.Nothing();
        }

        if (found.Problems.Where(problem => !ComesFromARestore(problem, state)).ToList() is { Count: > 0 } others)
        {
            return new RestoreRecord.Unexplained(others);
        }

        // The entries first: should the seal fail, what was found is still found, and the command is run again.
        var lost = await database.ReadSnapshotAsync(context => LostAsync(context, state, cancellationToken), cancellationToken);
        foreach (var (point, here) in lost)
        {
            var detail = JsonSerializer.Serialize(new { reason, sealedEntries = point.Entries, sealedAt = state.At, entries = here }, JsonSerializerOptions.Web);
            await log.AppendAsync(
                new AuditRecord(point.Key, "command-line", by, AuditActions.DatabaseRestored, null, $"The database was put back to an earlier copy: the last seal knew {point.Entries} entries of this log, {here} were there. {reason}", detail),
                cancellationToken);
        }

        var heads = await database.ReadSnapshotAsync(context => HeadsAsync(context, cancellationToken), cancellationToken);
        Append(new Seal(state.Number + 1, time.GetUtcNow(), heads, heads.Count, Seal.RootOf(heads), state.Last, new SealedRestore(by, reason)));
        LogRestored(logger, lost.Count, by);
        return new RestoreRecord.Recorded(lost.Count);
    }

    public IReadOnlyList<string> RotateKeys()
    {
        var signing = keys.Keys[0].Fingerprint;
        folder.AddSigningKey();
        if (folder.OfCertificate() is { } ofCertificate)
        {
            if (folder.AuditKeys().All(key => key.Id != ofCertificate.Id))
            {
                folder.Add(ofCertificate);
            }

            return
            [
                $"The audit key {ofCertificate.Id} of the certificate is kept in {folder.Folder}: entries that were made with it stay verifiable.",
                "Now set Storage:KeyCertificatePath to another certificate; its key is the next one.",
                $"The signing key {signing} was replaced; its public half stays.",
            ];
        }

        var older = keys.Active.Id;
        folder.Add(AuditKey.New());
        return
        [
            $"A new audit key is in {folder.Folder}; the old one, {older}, stays there: entries that were made with it stay verifiable.",
            $"The signing key {signing} was replaced; its public half stays.",
            "Start every instance again: they take the new keys then.",
        ];
    }

    /// <summary>A log that is shorter, gone, or written on from an earlier place comes from an older copy, as long as the key's holder wrote every entry.</summary>
    private static bool ComesFromARestore(AuditProblem problem, SealedState state) => problem.Kind switch
    {
        AuditProblemKind.BehindSeal or AuditProblemKind.LogRemoved or AuditProblemKind.GuardsMissing or AuditProblemKind.SealsBroken => true,
        AuditProblemKind.NotAsSealed => state.Begun.Where(begun => begun.Key.Tenant == problem.TenantId).All(begun => begun.Value < problem.Entry),
        _ => false,
    };

    /// <returns>The logs whose end has moved since the last seal, and how many do not contain what was sealed.</returns>
    private static async Task<(IReadOnlyList<SealedHead> Moved, int Behind)> MovedAsync(PortalDbContext context, SealedState state, CancellationToken cancellationToken)
    {
        var heads = (await HeadsAsync(context, cancellationToken)).ToDictionary(head => head.Key);
        var moved = new List<SealedHead>();
        foreach (var head in heads.Values)
        {
            var point = state.Heads.GetValueOrDefault(head.Key);
            if (head != point && await ContainsAsync(context, point, cancellationToken))
            {
                moved.Add(head);
            }
        }

        var unchanged = heads.Values.Count(head => head == state.Heads.GetValueOrDefault(head.Key));
        return (moved, heads.Count - moved.Count - unchanged + state.Heads.Keys.Count(key => !heads.ContainsKey(key)));
    }

    private static async Task<IReadOnlyList<SealedHead>> HeadsAsync(PortalDbContext context, CancellationToken cancellationToken) =>
    [
        .. (await context.AuditHeads.AsNoTracking().ToListAsync(cancellationToken)).Select(head => new SealedHead(head.HomeTenantId.Value, head.TenantId.Value, head.Entries, head.Hash)),
    ];

    private static async Task<bool> ContainsAsync(PortalDbContext context, SealedHead? point, CancellationToken cancellationToken) =>
        point is null or { Entries: 0 }
        || await context.AuditEntries.Of(point.Key).AnyAsync(entry => entry.Sequence == point.Entries && entry.Hash == point.Hash, cancellationToken);

    /// <returns>What was sealed and is not there, and how many entries there are instead.</returns>
    private static async Task<IReadOnlyList<(SealedHead Point, long Here)>> LostAsync(PortalDbContext context, SealedState state, CancellationToken cancellationToken)
    {
        var heads = (await HeadsAsync(context, cancellationToken)).ToDictionary(head => head.Key);
        var lost = new List<(SealedHead, long)>();
        foreach (var point in state.Heads.Values)
        {
            if (!await ContainsAsync(context, point, cancellationToken))
            {
                lost.Add((point, heads.GetValueOrDefault(point.Key)?.Entries ?? 0));
            }
        }

        return lost;
    }

    private AuditSealMark Append(Seal seal)
    {
        file.Append(seal);
        LogSealed(logger, seal.Number, seal.Logs, seal.Root);
        return new(seal.Number, seal.At);
    }

    [LoggerMessage(5030, LogLevel.Information, "Audit seal {Number} over {Logs} logs: {Root}")]
    private static partial void LogSealed(ILogger logger, long number, int logs, string root);

    [LoggerMessage(5031, LogLevel.Error, "{Logs} audit logs do not contain what was sealed at {SealedAt}: they were changed past the portal, or an older copy of the database was put back. Their seals stay as they are. Look at /api/v1/audit/verify; a restore is recorded with 'PinResetPortal audit restored --reason …'")]
    private static partial void LogBehind(ILogger logger, int logs, DateTimeOffset sealedAt);

    [LoggerMessage(5032, LogLevel.Warning, "Recorded that the database was put back to an earlier copy: {Logs} audit logs, by {By}")]
    private static partial void LogRestored(ILogger logger, int logs, string by);
}
