using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Schema;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Store.Scans;

/// <summary>Takes leases, in one transaction.</summary>
internal sealed class ScanClaim(PortalDbContext context, string instance, DateTimeOffset now, DateTimeOffset leaseUntil)
{
    public async Task<IReadOnlyList<ClaimedTenant>> TakeAsync(int limit, CancellationToken cancellationToken)
    {
        await context.ScanItems
            .Where(item => item.State == ScanItemState.Reading && item.LeaseUntil < now)
            .ExecuteUpdateAsync(
                set => set.SetProperty(item => item.State, ScanItemState.Waiting).SetProperty(item => item.LeaseOwner, (string?)null).SetProperty(item => item.Throttled, false),
                cancellationToken);

        // The smaller scan first: a check of one tenant does not wait behind a thousand.
        var scans = await context.Scans.AsNoTracking()
            .Where(scan => scan.State == ScanState.Pending || scan.State == ScanState.Running)
            .OrderBy(scan => scan.Total).ThenBy(scan => scan.CreatedAt).ThenBy(scan => scan.Id)
            .ToListAsync(cancellationToken);
        var claimed = new List<ClaimedTenant>();
        foreach (var scan in scans.TakeWhile(_ => claimed.Count < limit))
        {
            claimed.AddRange(await TakeAsync(scan, limit - claimed.Count, cancellationToken));
        }

        return claimed;
    }

    /// <summary>Ends a scan when no tenant of it waits or is read.</summary>
    public static Task<int> FinishAsync(PortalDbContext context, Guid scanId, DateTimeOffset now, CancellationToken cancellationToken) =>
        context.Scans
            .Where(scan => scan.Id == scanId
                && (scan.State == ScanState.Pending || scan.State == ScanState.Running)
                && !context.ScanItems.Any(item => item.ScanId == scanId && (item.State == ScanItemState.Waiting || item.State == ScanItemState.Reading)))
            .ExecuteUpdateAsync(set => set.SetProperty(scan => scan.State, ScanState.Completed).SetProperty(scan => scan.FinishedAt, now), cancellationToken);

    private async Task<IReadOnlyList<ClaimedTenant>> TakeAsync(ScanRow scan, int limit, CancellationToken cancellationToken)
    {
        // On PostgreSQL this row stays locked until the end of the transaction, so that the next instance sees what was taken here.
        var mine = await context.Scans
            .Where(row => row.Id == scan.Id && (row.State == ScanState.Pending || row.State == ScanState.Running))
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.ClaimedAt, now).SetProperty(row => row.State, ScanState.Running).SetProperty(row => row.StartedAt, row => row.StartedAt ?? now),
                cancellationToken);
        if (mine == 0)
        {
            return [];
        }

        var ids = await context.ScanItems
            .Where(item => item.ScanId == scan.Id && item.State == ScanItemState.Waiting
                && !context.ScanItems.Any(other => other.TenantId == item.TenantId && other.State == ScanItemState.Reading))
            .OrderBy(item => item.TenantId)
            .Select(item => item.TenantId)
            .Take(limit)
            .ToListAsync(cancellationToken);
        if (ids.Count == 0)
        {
            await FinishAsync(context, scan.Id, now, cancellationToken);
            return [];
        }

        await context.ScanItems
            .Where(item => item.ScanId == scan.Id && item.State == ScanItemState.Waiting && ids.Contains(item.TenantId))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(item => item.State, ScanItemState.Reading)
                    .SetProperty(item => item.Attempts, item => item.Attempts + 1)
                    .SetProperty(item => item.LeaseOwner, instance)
                    .SetProperty(item => item.LeaseUntil, leaseUntil),
                cancellationToken);
        var known = await context.Tenants.AsNoTracking().Of(scan.HomeTenantId).Where(tenant => ids.Contains(tenant.TenantId)).ToDictionaryAsync(tenant => tenant.TenantId, cancellationToken);
        var running = scan.ToScan() with { State = ScanState.Running, StartedAt = scan.StartedAt ?? now };
        return [.. ids.Select(id => new ClaimedTenant(running, TenantOf(id, running, known.GetValueOrDefault(id))))];
    }

    private static Tenant TenantOf(TenantId id, Scan scan, TenantRow? row) => row?.ToTenant() ?? (id == scan.HomeTenantId
        ? new Tenant(id, "Your tenant", null, new(RelationshipKind.Home, Active: true))
        : new Tenant(id, id.ToString(), null, new(RelationshipKind.Direct, Active: true, PartnerTenantId: scan.HomeTenantId)));
}
