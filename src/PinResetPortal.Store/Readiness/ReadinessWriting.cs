using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Readiness;

/// <summary>
/// Writes answers into a context, however many at once with the same few queries. The latest answer is kept whole, the past only as
/// stretches of the same verdict, stage and broken checks and as the checks that changed.
/// </summary>
internal static class ReadinessWriting
{
    /// <param name="answers">At most one per tenant.</param>
    /// <returns>What stands for each tenant now: <see cref="KeptAnswer"/>.</returns>
    public static async Task<IReadOnlyDictionary<TenantId, TenantReadiness>> SaveAsync(
        PortalDbContext context, TenantId homeTenantId, IReadOnlyCollection<TenantReadiness> answers, CancellationToken cancellationToken)
    {
        var kept = new Dictionary<TenantId, TenantReadiness>();
        var ids = answers.Select(answer => answer.TenantId).ToList();
        if (ids.Count == 0)
        {
            return kept;
        }

        // Without the documents: they are by far the largest part, and are mostly written over.
        var earlier = await context.ReadinessAnswers.AsNoTracking().Of(homeTenantId)
            .Where(row => ids.Contains(row.TenantId))
            .Select(row => new Earlier(row.TenantId, row.ReadAt, row.Statuses))
            .ToDictionaryAsync(row => row.TenantId, cancellationToken);
        var marks = await context.ReadinessMarks.Of(homeTenantId)
            .Where(mark => ids.Contains(mark.TenantId) && !context.ReadinessMarks.Of(homeTenantId).Any(later => later.TenantId == mark.TenantId && later.ReadAt > mark.ReadAt))
            .ToDictionaryAsync(mark => mark.TenantId, cancellationToken);
        var documents = await DocumentsAsync(context, homeTenantId, [.. answers.Where(answer => MayStay(earlier.GetValueOrDefault(answer.TenantId), answer)).Select(answer => answer.TenantId)], cancellationToken);
        foreach (var answer in answers)
        {
            var before = earlier.GetValueOrDefault(answer.TenantId);
            var stands = documents.GetValueOrDefault(answer.TenantId);

            // Two reads ran side by side and the older one ended last: it is left out.
            var result = stands is not null && before?.ReadAt > answer.ReadAt ? stands : KeptAnswer.Of(stands, answer);
            kept[answer.TenantId] = result;
            if (ReferenceEquals(result, answer))
            {
                Save(context, homeTenantId, answer, before);
                await MarkAsync(context, homeTenantId, answer, marks.GetValueOrDefault(answer.TenantId), cancellationToken);
            }
            else if (before is not null && !ReferenceEquals(result, stands))
            {
                Note(context, homeTenantId, result, before);
            }
        }

        return kept;
    }

    private static bool MayStay(Earlier? before, TenantReadiness answer) => before is not null && (answer.Verdict == Verdict.Unknown || before.ReadAt > answer.ReadAt);

    private static async Task<Dictionary<TenantId, TenantReadiness>> DocumentsAsync(PortalDbContext context, TenantId homeTenantId, List<TenantId> ids, CancellationToken cancellationToken) =>
        ids.Count == 0
            ? []
            : (await context.ReadinessAnswers.AsNoTracking().Of(homeTenantId).Where(row => ids.Contains(row.TenantId)).Select(row => new { row.TenantId, row.Document }).ToListAsync(cancellationToken))
                .ToDictionary(row => row.TenantId, row => StoredJson.Read<TenantReadiness>(row.Document));

    /// <summary>Notes a read that could not see beside the answer that stays: neither history nor changes know of it.</summary>
    private static void Note(PortalDbContext context, TenantId homeTenantId, TenantReadiness kept, Earlier before)
    {
        var row = context.ReadinessAnswers.Attach(Empty(new(homeTenantId, kept.TenantId), before.ReadAt)).Entity;
        row.UnreadSince = kept.Unread?.Since;
        row.UnreadAt = kept.Unread?.At;
        row.Document = StoredJson.Write(kept);
    }

    private static ReadinessAnswerRow Empty(TenantKey key, DateTimeOffset readAt) =>
        new() { HomeTenantId = key.Home, TenantId = key.Tenant, ReadAt = readAt, BrokenChecks = "", Statuses = "", Document = "" };

    private static void Save(PortalDbContext context, TenantId homeTenantId, TenantReadiness answer, Earlier? before)
    {
        var statuses = answer.Findings.ToDictionary(assessed => assessed.Finding.CheckId, assessed => assessed.Finding.Status);
        var row = Empty(new(homeTenantId, answer.TenantId), before?.ReadAt ?? answer.ReadAt);
        var entry = before is null ? context.ReadinessAnswers.Add(row) : context.ReadinessAnswers.Attach(row);
        row.Verdict = answer.Verdict;
        row.ReadAt = answer.ReadAt;
        row.BrokenChecks = StoredJson.Write(Broken(answer));
        row.Statuses = StoredJson.Write(statuses);
        row.Consent = Worst(answer, CheckArea.Consent);
        row.Policy = Worst(answer, CheckArea.Policy);
        row.Coverage = answer.DeviceCoverage();
        row.Stage = answer.Stage;
        row.Devices = answer.Devices is null ? null : StoredJson.Write(answer.Devices);
        row.Document = StoredJson.Write(answer);
        if (before is not null)
        {
            entry.Property(changed => changed.Verdict).IsModified = true;
            entry.Property(changed => changed.Consent).IsModified = true;
            entry.Property(changed => changed.Policy).IsModified = true;
            entry.Property(changed => changed.Coverage).IsModified = true;
            entry.Property(changed => changed.Stage).IsModified = true;
            entry.Property(changed => changed.Devices).IsModified = true;
            entry.Property(changed => changed.UnreadSince).IsModified = true;
            entry.Property(changed => changed.UnreadAt).IsModified = true;
            AddChanges(context, homeTenantId, answer, StoredJson.Read<Dictionary<string, FindingStatus>>(before.Statuses), statuses);
        }
    }

    private static void AddChanges(
        PortalDbContext context, TenantId homeTenantId, TenantReadiness answer, Dictionary<string, FindingStatus> before, Dictionary<string, FindingStatus> after) =>
        context.CheckChanges.AddRange(after
            .Where(pair => !before.TryGetValue(pair.Key, out var status) || status != pair.Value)
            .Select(pair => new CheckChangeRow
            {
                HomeTenantId = homeTenantId,
                TenantId = answer.TenantId,
                CheckId = pair.Key,
                Before = before.TryGetValue(pair.Key, out var status) ? status : null,
                After = pair.Value,
                At = answer.ReadAt,
            }));

    private static async Task MarkAsync(PortalDbContext context, TenantId homeTenantId, TenantReadiness answer, ReadinessMarkRow? last, CancellationToken cancellationToken)
    {
        var broken = Broken(answer);
        if (last is not null && last.Verdict == answer.Verdict && last.Stage == answer.Stage && StoredJson.Read<IReadOnlyList<string>>(last.BrokenChecks).ToHashSet(StringComparer.Ordinal).SetEquals(broken))
        {
            last.LastSeenAt = answer.ReadAt;
            return;
        }

        if (last is not null && last.ReadAt == answer.ReadAt)
        {
            // Two different answers of the same instant: the one saved last counts.
            context.ReadinessMarks.Remove(last);
            await context.SaveChangesAsync(cancellationToken);
        }

        context.ReadinessMarks.Add(new ReadinessMarkRow
        {
            HomeTenantId = homeTenantId,
            TenantId = answer.TenantId,
            Verdict = answer.Verdict,
            Stage = answer.Stage,
            ReadAt = answer.ReadAt,
            LastSeenAt = answer.ReadAt,
            BrokenChecks = StoredJson.Write(broken),
        });
    }

    private static List<string> Broken(TenantReadiness answer) =>
        [.. answer.Findings.Where(assessed => assessed.Finding.Status == FindingStatus.Broken).Select(assessed => assessed.Finding.CheckId)];

    private static FindingStatus Worst(TenantReadiness answer, CheckArea area)
    {
        var statuses = answer.Findings.Where(assessed => assessed.Finding.Required && assessed.Finding.Area == area).Select(assessed => assessed.Finding.Status).ToHashSet();
        return Ordered.FirstOrDefault(statuses.Contains, FindingStatus.NotApplicable);
    }

    private static readonly FindingStatus[] Ordered =
        [FindingStatus.Broken, FindingStatus.Unknown, FindingStatus.NeedsAttention, FindingStatus.Healthy];

    private sealed record Earlier(TenantId TenantId, DateTimeOffset ReadAt, string Statuses);
}
