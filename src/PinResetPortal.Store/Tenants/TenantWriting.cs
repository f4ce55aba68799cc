using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Schema;

namespace PinResetPortal.Store.Tenants;

/// <summary>Adds and updates tenants of a home tenant in a context.</summary>
internal static class TenantWriting
{
    /// <summary>From here on all rows are read at once: a list of customers comes as a whole.</summary>
    private const int ManyTenants = 100;

    public static async Task UpsertAsync(PortalDbContext context, TenantId homeTenantId, IReadOnlyCollection<Tenant> tenants, CancellationToken cancellationToken)
    {
        if (tenants.Count == 0)
        {
            return;
        }

        var ids = tenants.Select(tenant => tenant.Id).ToList();
        var own = context.Tenants.AsTracking().Of(homeTenantId);
        var known = await (tenants.Count < ManyTenants ? own.Where(row => ids.Contains(row.TenantId)) : own).ToDictionaryAsync(row => row.TenantId, cancellationToken);
        var added = ids.Where(id => !known.ContainsKey(id)).ToList();
        var elsewhere = added.Count == 0 ? [] : await KnownElsewhereAsync(context, homeTenantId, added, cancellationToken);
        foreach (var tenant in tenants)
        {
            if (!known.TryGetValue(tenant.Id, out var row))
            {
                row = new TenantRow
                {
                    HomeTenantId = homeTenantId,
                    TenantId = tenant.Id,
                    DisplayName = tenant.DisplayName,
                    Roles = "[]",
                    AppOnlyConfirmed = tenant.Id == homeTenantId || !elsewhere.Contains(tenant.Id),
                };
                context.Tenants.Add(row);
                known.Add(tenant.Id, row);
            }

            row.Take(tenant);
        }
    }

    /// <summary>Updates those that are still on the list.</summary>
    public static async Task LearnAsync(PortalDbContext context, TenantId homeTenantId, IReadOnlyCollection<Tenant> tenants, CancellationToken cancellationToken)
    {
        if (tenants.Count == 0)
        {
            return;
        }

        var ids = tenants.Select(tenant => tenant.Id).ToList();
        var known = await context.Tenants.AsTracking().Of(homeTenantId).Where(row => ids.Contains(row.TenantId)).ToDictionaryAsync(row => row.TenantId, cancellationToken);
        foreach (var tenant in tenants)
        {
            known.GetValueOrDefault(tenant.Id)?.Take(tenant);
        }
    }

    /// <summary>
    /// Those that another home tenant has or had: it is on its list, or the audit log, which forgets nothing, knows them together. That
    /// somebody's people use the portal themselves is their own matter.
    /// </summary>
    private static async Task<HashSet<TenantId>> KnownElsewhereAsync(PortalDbContext context, TenantId homeTenantId, List<TenantId> ids, CancellationToken cancellationToken)
    {
        var few = ids.Count < ManyTenants;
        var listed = context.Tenants.Where(row => row.HomeTenantId != homeTenantId && row.HomeTenantId != row.TenantId);
        var recorded = context.AuditHeads.Where(row => row.HomeTenantId != homeTenantId && row.HomeTenantId != row.TenantId);
        return
        [
            .. await (few ? listed.Where(row => ids.Contains(row.TenantId)) : listed).Select(row => row.TenantId).ToListAsync(cancellationToken),
            .. await (few ? recorded.Where(row => ids.Contains(row.TenantId)) : recorded).Select(row => row.TenantId).ToListAsync(cancellationToken),
        ];
    }
}
