using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Hosting;

/// <summary>Two tenants: the home tenant and one customer.</summary>
internal sealed class FakeTenantCatalog : ITenantCatalog
{
    public static readonly TenantId Home = TenantId.Parse("11111111-1111-4111-8111-111111111111");

    public static readonly TenantId Customer = TenantId.Parse("44444444-4444-4444-8444-444444444444");

    public static readonly TenantId Stranger = TenantId.Parse("55555555-5555-4555-8555-555555555555");

    private static readonly Tenant[] Tenants =
    [
        new(Home, "Fabrikam MSP", "fabrikam.example", new(RelationshipKind.Home, Active: true)),
        new(Customer, "Northwind", "northwind.example", new(RelationshipKind.Gdap, Active: false, PartnerTenantId: Home)),
    ];

    public Actor? LastActor { get; private set; }

    public Task<TenantList> ListAsync(Actor actor, bool refresh, CancellationToken cancellationToken)
    {
        LastActor = actor;
        return Task.FromResult(new TenantList(Tenants, null));
    }

    public Task<CatalogRefresh> RefreshAsync(Actor actor, bool refresh, CancellationToken cancellationToken) => Task.FromResult(new CatalogRefresh(false, null));

    public Task<Tenant?> FindAsync(TenantId tenantId, Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult(Tenants.FirstOrDefault(tenant => tenant.Id == tenantId));
}
