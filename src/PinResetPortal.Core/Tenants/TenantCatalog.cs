using System.Collections.Concurrent;
using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.Tenants;

/// <summary>
/// Home tenant, its GDAP customers, and tenants added by hand. An actor sees only what belongs to their own home tenant: a customer's
/// admin who signs in sees that one tenant, whatever the partner has.
/// </summary>
public sealed class TenantCatalog(ITenantStore store, ITenantDirectory directory, TimeProvider time) : ITenantCatalog
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<TenantId, DateTimeOffset> _readAt = new();

    public async Task<TenantList> ListAsync(Actor actor, bool refresh, CancellationToken cancellationToken)
    {
        var stale = (await RefreshAsync(actor, refresh, cancellationToken)).Stale;
        var tenants = (await store.ListAsync(cancellationToken)).Where(tenant => tenant.Id != actor.HomeTenantId && IsVisibleTo(actor, tenant));
        var home = await HomeAsync(actor, cancellationToken);
        return new([home, .. tenants.OrderBy(tenant => tenant.DisplayName, StringComparer.CurrentCultureIgnoreCase)], stale);
    }

    public async Task<CatalogRefresh> RefreshAsync(Actor actor, bool refresh, CancellationToken cancellationToken)
    {
        var due = refresh || IsDue(actor);
        var stale = due ? await RefreshAsync(actor, cancellationToken) : null;
        await HomeAsync(actor, cancellationToken);
        return new(due, stale);
    }

    public async Task<Tenant?> FindAsync(TenantId tenantId, Actor actor, CancellationToken cancellationToken)
    {
        if (tenantId == actor.HomeTenantId)
        {
            return await HomeAsync(actor, cancellationToken);
        }

        if (IsDue(actor))
        {
            await RefreshAsync(actor, cancellationToken);
        }

        if (await FindVisibleAsync(tenantId, actor, cancellationToken) is { } known)
        {
            return known;
        }

        // A customer that was won a moment ago: look once more before saying no.
        await RefreshAsync(actor, cancellationToken);
        return await FindVisibleAsync(tenantId, actor, cancellationToken);
    }

    private bool IsDue(Actor actor) => !_readAt.TryGetValue(actor.HomeTenantId, out var at) || time.GetUtcNow() - at > FreshFor;

    private async Task<UnreadableReason?> RefreshAsync(Actor actor, CancellationToken cancellationToken)
    {
        var customers = await directory.ReadCustomersAsync(actor.HomeTenantId, actor, cancellationToken);
        if (customers is Fact<IReadOnlyList<Tenant>>.Known { Value: var tenants })
        {
            await store.SaveCustomersAsync(actor.HomeTenantId, tenants, cancellationToken);
            _readAt[actor.HomeTenantId] = time.GetUtcNow();
        }

        return customers.WhyUnreadable;
    }

    private async Task<Tenant?> FindVisibleAsync(TenantId tenantId, Actor actor, CancellationToken cancellationToken) =>
        await store.FindAsync(tenantId, cancellationToken) is { } tenant && IsVisibleTo(actor, tenant) ? tenant : null;

    private static bool IsVisibleTo(Actor actor, Tenant tenant) => tenant.Relationship.PartnerTenantId == actor.HomeTenantId;

    private async Task<Tenant> HomeAsync(Actor actor, CancellationToken cancellationToken)
    {
        var home = new TenantRelationship(RelationshipKind.Home, Active: true);
        if (await store.FindAsync(actor.HomeTenantId, cancellationToken) is { } stored)
        {
            return stored with { Relationship = home };
        }

        // The database counts and sorts it among the others from the first day on.
        var fresh = new Tenant(actor.HomeTenantId, "Your tenant", null, home);
        await store.UpsertAsync([fresh], cancellationToken);
        return fresh;
    }
}
