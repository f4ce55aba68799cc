using Microsoft.EntityFrameworkCore;
using PinResetPortal.Store.Schema;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Store.Scans;

/// <summary>How far scans are, counted in the database: two queries for however many scans.</summary>
internal static class ScanCounts
{
    public static async Task<IReadOnlyList<ScanProgress>> ReadAsync(PortalDbContext context, IQueryable<ScanRow> scans, CancellationToken cancellationToken)
    {
        var rows = await scans.AsNoTracking().ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return [];
        }

        var ids = rows.Select(row => row.Id).ToList();
        var counts = await context.ScanItems
            .Where(item => ids.Contains(item.ScanId))
            .GroupBy(item => new { item.ScanId, item.State, item.Outcome, item.Throttled })
            .Select(group => new { group.Key.ScanId, group.Key.State, group.Key.Outcome, group.Key.Throttled, Count = group.Count() })
            .ToListAsync(cancellationToken);
        var byScan = counts.ToLookup(count => count.ScanId);
        return
        [
            .. rows.Select(row => new ScanProgress(
                row.ToScan(),
                row.Total,
                byScan[row.Id].Where(count => count.State == ScanItemState.Done).Sum(count => count.Count),
                byScan[row.Id].Where(count => count.Outcome == ScanOutcome.Failed).Sum(count => count.Count),
                byScan[row.Id].Where(count => count.Outcome is not (null or ScanOutcome.Read or ScanOutcome.Failed)).Sum(count => count.Count),
                byScan[row.Id].Where(count => count.State == ScanItemState.Reading).Sum(count => count.Count),
                byScan[row.Id].Where(count => count.State == ScanItemState.Reading && count.Throttled).Sum(count => count.Count))),
        ];
    }
}
