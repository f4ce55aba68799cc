using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Readiness;

/// <summary>
/// Writes answers into a context, however many at once with the same few queries. The latest answer is kept whole, the past only as
/// stretches of the same verdict and as the checks that changed.
/// </summary>
internal static class ReadinessWriting
{
    /// <param name="answers">At most one per tenant; with <c>OnlyIfFirst</c> an earlier answer stays.</param>
    public static async Task SaveAsync(PortalDbContext context, IReadOnlyCollection<(TenantReadiness Answer, bool OnlyIfFirst)> answers, CancellationToken cancellationToken)
    {
        var ids = answers.Select(one => one.Answer.TenantId).ToList();
        if (ids.Count == 0)
        {
            return;
        }

        // Without the documents: they are by far the largest part, and are written over anyway.
        var earlier = await context.ReadinessAnswers.AsNoTracking()
            .Where(row => ids.Contains(row.TenantId))
            .Select(row => new Earlier(row.TenantId, row.ReadAt, row.Statuses))
            .ToDictionaryAsync(row => row.TenantId, cancellationToken);
        var marks = await context.ReadinessMarks
            .Where(mark => ids.Contains(mark.TenantId) && !context.ReadinessMarks.Any(later => later.TenantId == mark.TenantId && later.ReadAt > mark.ReadAt))
            .ToDictionaryAsync(mark => mark.TenantId, cancellationToken);
        foreach (var (answer, onlyIfFirst) in answers)
        {
            var before = earlier.GetValueOrDefault(answer.TenantId);

            // Two reads ran side by side and the older one ended last: it is left out.
            if (before is null || (!onlyIfFirst && before.ReadAt <= answer.ReadAt))
            {
                Save(context, answer, before);
                await MarkAsync(context, answer, marks.GetValueOrDefault(answer.TenantId), cancellationToken);
            }
        }
    }

    private static void Save(PortalDbContext context, TenantReadiness answer, Earlier? before)
    {
        var statuses = answer.Findings.ToDictionary(assessed => assessed.Finding.CheckId, assessed => assessed.Finding.Status);
        var row = new ReadinessAnswerRow
        {
            TenantId = answer.TenantId,
            ReadAt = before?.ReadAt ?? answer.ReadAt,
            BrokenChecks = "",
            Statuses = "",
            Document = "",
        };
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
            AddChanges(context, answer, StoredJson.Read<Dictionary<string, FindingStatus>>(before.Statuses), statuses);
        }
    }

    private static void AddChanges(
        PortalDbContext context, TenantReadiness answer, Dictionary<string, FindingStatus> before, Dictionary<string, FindingStatus> after) =>
        context.CheckChanges.AddRange(after
            .Where(pair => !before.TryGetValue(pair.Key, out var status) || status != pair.Value)
            .Select(pair => new CheckChangeRow
            {
                TenantId = answer.TenantId,
                CheckId = pair.Key,
                Before = before.TryGetValue(pair.Key, out var status) ? status : null,
                After = pair.Value,
                At = answer.ReadAt,
            }));

    private static async Task MarkAsync(PortalDbContext context, TenantReadiness answer, ReadinessMarkRow? last, CancellationToken cancellationToken)
    {
        var broken = Broken(answer);
        if (last is not null && last.Verdict == answer.Verdict && StoredJson.Read<IReadOnlyList<string>>(last.BrokenChecks).ToHashSet(StringComparer.Ordinal).SetEquals(broken))
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
            TenantId = answer.TenantId,
            Verdict = answer.Verdict,
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
