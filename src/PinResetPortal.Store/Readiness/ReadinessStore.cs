using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Readiness;

internal sealed class ReadinessStore(PortalDatabase database) : IReadinessStore
{
    public Task SaveAsync(TenantReadiness readiness, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync(context => SaveAsync(context, readiness, cancellationToken), cancellationToken);

    public Task<TenantReadiness?> LatestAsync(TenantId tenantId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context =>
            {
                var document = await context.ReadinessAnswers.Where(answer => answer.TenantId == tenantId).Select(answer => answer.Document).SingleOrDefaultAsync(cancellationToken);
                return document is null ? null : StoredJson.Read<TenantReadiness>(document);
            },
            cancellationToken);

    public Task<IReadOnlyDictionary<TenantId, ReadinessMark>> LatestMarksAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<TenantId, ReadinessMark>>(
            async context => await context.ReadinessAnswers
                .Select(answer => new { answer.TenantId, answer.Verdict, answer.ReadAt, answer.BrokenChecks })
                .AsAsyncEnumerable()
                .Select(answer => new ReadinessMark(answer.TenantId, answer.Verdict, answer.ReadAt, ReadChecks(answer.BrokenChecks), answer.ReadAt))
                .ToDictionaryAsync(mark => mark.TenantId, cancellationToken: cancellationToken),
            cancellationToken);

    public Task<IReadOnlyList<ReadinessMark>> HistoryAsync(TenantId tenantId, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return database.ReadAsync<IReadOnlyList<ReadinessMark>>(
            async context =>
            {
                var rows = await context.ReadinessMarks.AsNoTracking()
                    .Where(mark => mark.TenantId == tenantId)
                    .OrderByDescending(mark => mark.ReadAt)
                    .Take(limit)
                    .ToListAsync(cancellationToken);
                return [.. rows.Select(row => new ReadinessMark(row.TenantId, row.Verdict, row.ReadAt, ReadChecks(row.BrokenChecks), row.LastSeenAt))];
            },
            cancellationToken);
    }

    private static async Task<int> SaveAsync(PortalDbContext context, TenantReadiness readiness, CancellationToken cancellationToken)
    {
        var answer = await context.ReadinessAnswers.SingleOrDefaultAsync(row => row.TenantId == readiness.TenantId, cancellationToken);
        if (answer is not null && answer.ReadAt > readiness.ReadAt)
        {
            // Two reads ran side by side and the older one ended last.
            return 0;
        }

        var broken = readiness.Findings.Where(assessed => assessed.Finding.Status == FindingStatus.Broken).Select(assessed => assessed.Finding.CheckId).ToList();
        if (answer is null)
        {
            answer = new ReadinessAnswerRow { TenantId = readiness.TenantId, BrokenChecks = "[]", Document = "{}" };
            context.ReadinessAnswers.Add(answer);
        }

        answer.Verdict = readiness.Verdict;
        answer.ReadAt = readiness.ReadAt;
        answer.BrokenChecks = StoredJson.Write(broken);
        answer.Document = StoredJson.Write(readiness);

        await MarkAsync(context, readiness, broken, cancellationToken);
        return await context.SaveChangesAsync(cancellationToken);
    }

    private static async Task MarkAsync(PortalDbContext context, TenantReadiness readiness, List<string> broken, CancellationToken cancellationToken)
    {
        var last = await context.ReadinessMarks.Where(mark => mark.TenantId == readiness.TenantId).OrderByDescending(mark => mark.ReadAt).FirstOrDefaultAsync(cancellationToken);
        if (last is not null && last.Verdict == readiness.Verdict && ReadChecks(last.BrokenChecks).ToHashSet(StringComparer.Ordinal).SetEquals(broken))
        {
            last.LastSeenAt = readiness.ReadAt;
            return;
        }

        if (last is not null && last.ReadAt == readiness.ReadAt)
        {
            // Two different answers of the same instant: the one saved last counts.
            context.ReadinessMarks.Remove(last);
            await context.SaveChangesAsync(cancellationToken);
        }

        context.ReadinessMarks.Add(new ReadinessMarkRow
        {
            TenantId = readiness.TenantId,
            Verdict = readiness.Verdict,
            ReadAt = readiness.ReadAt,
            LastSeenAt = readiness.ReadAt,
            BrokenChecks = StoredJson.Write(broken),
        });
    }

    private static IReadOnlyList<string> ReadChecks(string json) => StoredJson.Read<IReadOnlyList<string>>(json);
}
