using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Schema;

namespace PinResetPortal.Store.Tenants;

/// <summary>Adds and updates tenants in a context.</summary>
internal static class TenantWriting
{
    /// <summary>From here on all rows are read at once: a list of customers comes as a whole.</summary>
    private const int ManyTenants = 100;

    /// <param name="keepCustomers">A tenant that is known as somebody's customer stays one when it is met as a home tenant.</param>
    public static async Task UpsertAsync(PortalDbContext context, IReadOnlyCollection<Tenant> tenants, bool keepCustomers, CancellationToken cancellationToken)
    {
        if (tenants.Count == 0)
        {
            return;
        }

        var ids = tenants.Select(tenant => tenant.Id).ToList();
        var known = await (tenants.Count < ManyTenants ? context.Tenants.Where(row => ids.Contains(row.TenantId)) : context.Tenants)
            .ToDictionaryAsync(row => row.TenantId, cancellationToken);
        foreach (var tenant in tenants)
        {
            if (!known.TryGetValue(tenant.Id, out var row))
            {
                row = new TenantRow { TenantId = tenant.Id, DisplayName = tenant.DisplayName, Roles = "[]" };
                context.Tenants.Add(row);
                known.Add(tenant.Id, row);
            }
            else if (keepCustomers && tenant.Relationship.Kind == RelationshipKind.Home && row.Relationship != RelationshipKind.Home)
            {
                continue;
            }

            row.Take(tenant);
        }
    }
}
