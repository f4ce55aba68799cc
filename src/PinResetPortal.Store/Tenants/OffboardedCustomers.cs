using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Schema;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Store.Tenants;

/// <summary>Who was offboarded and not chosen again since: the audit log, which forgets nothing, tells. No other row remembers.</summary>
internal static class OffboardedCustomers
{
    /// <summary>From here on all entries are asked for at once.</summary>
    private const int ManyTenants = 100;

    private static readonly string[] _decisions = [AuditActions.TenantAdded, AuditActions.TenantOffboarding, AuditActions.TenantOffboardingFailed];

    /// <param name="ids">Tenants that are not on the list.</param>
    public static async Task<HashSet<TenantId>> AmongAsync(PortalDbContext context, TenantId homeTenantId, List<TenantId> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var entries = context.AuditEntries.Of(homeTenantId).Where(entry => _decisions.Contains(entry.Action));
        var decided = await (ids.Count < ManyTenants ? entries.Where(entry => ids.Contains(entry.TenantId)) : entries)
            .Select(entry => new { entry.TenantId, entry.Sequence, entry.Action })
            .ToListAsync(cancellationToken);
        return [.. decided.GroupBy(entry => entry.TenantId).Where(one => one.MaxBy(entry => entry.Sequence)?.Action == AuditActions.TenantOffboarding).Select(one => one.Key)];
    }
}
