using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Store.Readiness;

internal sealed class ReadinessStore(PortalDatabase database) : IReadinessStore
{
    public Task<TenantReadiness> SaveAsync(TenantId homeTenantId, TenantReadiness readiness, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync(context => SaveAsync(context, homeTenantId, readiness, cancellationToken), cancellationToken);

    public Task<TenantReadiness?> LatestAsync(TenantKey key, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context =>
            {
                var document = await context.ReadinessAnswers.Of(key).Select(answer => answer.Document).SingleOrDefaultAsync(cancellationToken);
                return document is null ? null : StoredJson.Read<TenantReadiness>(document);
            },
            cancellationToken);

    public Task<IReadOnlyDictionary<TenantId, ReadinessMark>> LatestMarksAsync(TenantId homeTenantId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<TenantId, ReadinessMark>>(
            async context => await context.ReadinessAnswers.Of(homeTenantId)
                .Select(answer => new { answer.TenantId, answer.Verdict, answer.ReadAt, answer.BrokenChecks, answer.UnreadSince, answer.UnreadAt, answer.Stage, answer.Devices })
                .AsAsyncEnumerable()
                .Select(answer => new ReadinessMark(answer.TenantId, answer.Verdict, answer.ReadAt, ReadChecks(answer.BrokenChecks), answer.ReadAt, answer.UnreadSince, answer.UnreadAt)
                {
                    Stage = answer.Stage,
                    Devices = answer.Devices is null ? null : StoredJson.Read<Rollout>(answer.Devices),
                })
                .ToDictionaryAsync(mark => mark.TenantId, cancellationToken: cancellationToken),
            cancellationToken);

    public Task<IReadOnlyList<ReadinessMark>> HistoryAsync(TenantKey key, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return database.ReadAsync<IReadOnlyList<ReadinessMark>>(
            async context =>
            {
                var rows = await context.ReadinessMarks.AsNoTracking()
                    .Of(key)
                    .OrderByDescending(mark => mark.ReadAt)
                    .Take(limit)
                    .ToListAsync(cancellationToken);
                return [.. rows.Select(ToMark)];
            },
            cancellationToken);
    }

    public Task<IReadOnlyDictionary<TenantId, ReadinessMark>> MarksAtAsync(TenantId homeTenantId, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<TenantId, ReadinessMark>>(
            async context =>
            {
                var rows = await context.ReadinessMarks.AsNoTracking().Of(homeTenantId)
                    .Where(mark => mark.ReadAt <= at
                        && !context.ReadinessMarks.Of(homeTenantId).Any(later => later.TenantId == mark.TenantId && later.ReadAt > mark.ReadAt && later.ReadAt <= at))
                    .ToListAsync(cancellationToken);
                return rows.ToDictionary(row => row.TenantId, ToMark);
            },
            cancellationToken);

    private static ReadinessMark ToMark(ReadinessMarkRow row) => new(row.TenantId, row.Verdict, row.ReadAt, ReadChecks(row.BrokenChecks), row.LastSeenAt) { Stage = row.Stage };

    private static async Task<TenantReadiness> SaveAsync(PortalDbContext context, TenantId homeTenantId, TenantReadiness readiness, CancellationToken cancellationToken)
    {
        var kept = await ReadinessWriting.SaveAsync(context, homeTenantId, [readiness], cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        return kept[readiness.TenantId];
    }

    private static IReadOnlyList<string> ReadChecks(string json) => StoredJson.Read<IReadOnlyList<string>>(json);
}
