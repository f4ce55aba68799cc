using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Tenants;

internal sealed class TenantStore(PortalDatabase database) : ITenantStore
{
    public Task<IReadOnlyList<Tenant>> ListAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Tenant>>(
            async context =>
            {
                var rows = await context.Tenants.AsNoTracking().ToListAsync(cancellationToken);

                // The two databases sort names differently (and SQLite by bytes); people get one order.
                return [.. rows.Select(ToTenant).OrderBy(tenant => tenant.DisplayName, StringComparer.InvariantCultureIgnoreCase).ThenBy(tenant => tenant.Id)];
            },
            cancellationToken);

    public Task<Tenant?> FindAsync(TenantId tenantId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context =>
            {
                var row = await context.Tenants.AsNoTracking().SingleOrDefaultAsync(tenant => tenant.TenantId == tenantId, cancellationToken);
                return row is null ? null : ToTenant(row);
            },
            cancellationToken);

    public Task UpsertAsync(IReadOnlyCollection<Tenant> tenants, CancellationToken cancellationToken) =>
        tenants.Count == 0
            ? Task.CompletedTask
            : database.WriteRepeatableAsync(context => UpsertAsync(context, tenants, cancellationToken), cancellationToken);

    public Task SaveCustomersAsync(TenantId partnerTenantId, IReadOnlyCollection<Tenant> customers, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync(
            async context =>
            {
                var known = await context.Tenants.ToDictionaryAsync(row => row.TenantId, cancellationToken);
                var byHand = customers
                    .Where(customer => !customer.Relationship.Active && known.GetValueOrDefault(customer.Id)?.Relationship == RelationshipKind.Direct)
                    .Select(customer => customer.Id)
                    .ToHashSet();
                foreach (var customer in customers.Where(customer => !byHand.Contains(customer.Id)))
                {
                    Write(context, known, customer);
                }

                var listed = customers.Select(customer => customer.Id).ToHashSet();
                foreach (var row in known.Values.Where(row => row.Relationship == RelationshipKind.Gdap && row.PartnerTenantId == partnerTenantId && !listed.Contains(row.TenantId)))
                {
                    (row.Listed, row.Active) = (false, false);
                }

                return await context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);

    public Task<bool> RemoveAsync(TenantId tenantId, CancellationToken cancellationToken) =>
        database.WriteAsync(async context => await context.Tenants.Where(row => row.TenantId == tenantId).ExecuteDeleteAsync(cancellationToken) > 0, cancellationToken);

    public Task SetTagsAsync(Tenant tenant, IReadOnlyList<string> tags, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync(
            async context =>
            {
                var known = await context.Tenants.Where(row => row.TenantId == tenant.Id).ToDictionaryAsync(row => row.TenantId, cancellationToken);
                var row = known.GetValueOrDefault(tenant.Id) ?? Write(context, known, tenant);
                row.Tags = StoredJson.Write(tags);
                return await context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);

    private static async Task<int> UpsertAsync(PortalDbContext context, IReadOnlyCollection<Tenant> tenants, CancellationToken cancellationToken)
    {
        // A list of customers comes as a whole, so reading all rows once is cheaper than a lookup for each.
        var known = tenants.Count == 1
            ? await context.Tenants.Where(row => row.TenantId == tenants.First().Id).ToDictionaryAsync(row => row.TenantId, cancellationToken)
            : await context.Tenants.ToDictionaryAsync(row => row.TenantId, cancellationToken);

        foreach (var tenant in tenants)
        {
            Write(context, known, tenant);
        }

        return await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Everything but the tags, which only people change.</summary>
    private static TenantRow Write(PortalDbContext context, Dictionary<TenantId, TenantRow> known, Tenant tenant)
    {
        if (!known.TryGetValue(tenant.Id, out var row))
        {
            row = new TenantRow { TenantId = tenant.Id, DisplayName = tenant.DisplayName, Roles = "[]", Tags = StoredJson.Write(tenant.Tags) };
            context.Tenants.Add(row);
            known.Add(tenant.Id, row);
        }

        row.DisplayName = tenant.DisplayName;

        // A list of customers does not know domains; what was once read in the tenant itself stays.
        row.DefaultDomain = tenant.DefaultDomain ?? row.DefaultDomain;
        row.Relationship = tenant.Relationship.Kind;
        row.Active = tenant.Relationship.Active;
        row.EndsAt = tenant.Relationship.EndsAt;
        row.PartnerTenantId = tenant.Relationship.PartnerTenantId;
        row.Roles = StoredJson.Write(tenant.Relationship.Roles);
        row.AutoExtendDays = tenant.Relationship.AutoExtends is { } extends ? (int)Math.Ceiling(extends.TotalDays) : null;
        row.RelationshipName = tenant.Relationship.RelationshipName;
        row.Listed = tenant.Relationship.Listed;
        return row;
    }

    private static Tenant ToTenant(TenantRow row) => new(
        row.TenantId,
        row.DisplayName,
        row.DefaultDomain,
        new TenantRelationship(row.Relationship, row.Active, row.EndsAt, row.PartnerTenantId, StoredJson.Read<IReadOnlyList<Guid>>(row.Roles))
        {
            AutoExtends = row.AutoExtendDays is { } days ? TimeSpan.FromDays(days) : null,
            RelationshipName = row.RelationshipName,
            Listed = row.Listed,
        })
    {
        Tags = StoredJson.Read<IReadOnlyList<string>>(row.Tags) is { Count: > 0 } tags ? tags : [],
    };
}
