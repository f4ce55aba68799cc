using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Store.Tenants;

public abstract class TenantStoreTests : StoreTests
{
    private ITenantStore Tenants => Store.Get<ITenantStore>();

    [Fact]
    public async Task Find_Added_GivesEverythingBack()
    {
        var partner = new Tenant(Fabrikam, "Fabrikam", null, new TenantRelationship(RelationshipKind.Home, true));
        var roles = new[] { Guid.NewGuid(), Guid.NewGuid() };
        var customer = New("Contoso", new TenantRelationship(RelationshipKind.Gdap, false, Store.Time.GetUtcNow(), partner.Id, roles)) with { DefaultDomain = "contoso.com" };

        await Tenants.UpsertAsync(Fabrikam, [partner, customer], Cancellation);
        var found = await Tenants.FindAsync(new(Fabrikam, customer.Id), Cancellation);

        Assert.NotNull(found);
        Assert.Equal(customer with { Relationship = found.Relationship }, found);
        Assert.Equal(customer.Relationship with { Roles = found.Relationship.Roles }, found.Relationship);
        Assert.Equal(roles, found.Relationship.Roles);
        Assert.Empty((await Tenants.FindAsync(TenantKey.OfHome(partner.Id), Cancellation))!.Relationship.Roles);
    }

    [Fact]
    public async Task Find_Unknown_IsNull() => Assert.Null(await Tenants.FindAsync(new(Fabrikam, new TenantId(Guid.NewGuid())), Cancellation));

    [Fact]
    public async Task Upsert_Known_ChangesItAndLeavesTheOthers()
    {
        var one = New("One", new TenantRelationship(RelationshipKind.Gdap, true, Store.Time.GetUtcNow()));
        var two = New("two", new TenantRelationship(RelationshipKind.Direct, true));
        await Tenants.UpsertAsync(Fabrikam, [one, two], Cancellation);

        await Tenants.UpsertAsync(Fabrikam, [one with { DisplayName = "Zwei", Relationship = new TenantRelationship(RelationshipKind.Direct, false) }], Cancellation);
        await Tenants.UpsertAsync(Fabrikam, [], Cancellation);

        var stored = await Tenants.ListAsync(Fabrikam, Cancellation);
        Assert.Equal(["two", "Zwei"], stored.Select(tenant => tenant.DisplayName));
        Assert.Equal((RelationshipKind.Direct, false, null), (stored[1].Relationship.Kind, stored[1].Relationship.Active, stored[1].Relationship.EndsAt));
    }

    [Fact]
    public async Task Upsert_SameTenantsFromTwoInstancesAtOnce_NoneFails()
    {
        await using var another = await OpenAnotherAsync();
        var stores = new[] { Tenants, another.Get<ITenantStore>() };
        var tenants = Enumerable.Range(0, 200).Select(i => New($"Tenant {i:000}", new TenantRelationship(RelationshipKind.Gdap, true))).ToList();

        await Task.WhenAll(stores.Select((store, i) => Task.Run(() => store.UpsertAsync(Fabrikam, i == 0 ? tenants : [.. Enumerable.Reverse(tenants)], Cancellation))));

        Assert.Equal(tenants.Select(tenant => tenant.Id), (await Tenants.ListAsync(Fabrikam, Cancellation)).Select(tenant => tenant.Id));
    }

    [Fact]
    public async Task SaveCustomers_WholeList_MarksWhoIsGoneAndLeavesOthersAlone()
    {
        var (partner, other) = (Fabrikam, new TenantId(Guid.NewGuid()));
        var stays = New("Stays", Gdap(partner) with { AutoExtends = TimeSpan.FromDays(180), RelationshipName = "Managed services" });
        var (goes, theirs) = (New("Goes", Gdap(partner)), New("Theirs", Gdap(other)));
        var byHand = New("By hand", new TenantRelationship(RelationshipKind.Direct, true, PartnerTenantId: partner));
        await Tenants.SaveCustomersAsync(partner, [stays, goes], Cancellation);
        await Tenants.UpsertAsync(other, [theirs], Cancellation);
        await Tenants.UpsertAsync(partner, [byHand], Cancellation);

        await Tenants.SaveCustomersAsync(partner, [stays, byHand with { Relationship = Gdap(partner) with { Active = false } }], Cancellation);

        var stored = (await Tenants.ListAsync(Fabrikam, Cancellation)).ToDictionary(tenant => tenant.DisplayName, tenant => tenant.Relationship);
        Assert.Equal((true, true, TimeSpan.FromDays(180), "Managed services"), (stored["Stays"].Active, stored["Stays"].Listed, stored["Stays"].AutoExtends, stored["Stays"].RelationshipName));
        Assert.Equal((false, false), (stored["Goes"].Active, stored["Goes"].Listed));
        Assert.True(Assert.Single(await Tenants.ListAsync(other, Cancellation)).Relationship.Listed);
        Assert.Equal(RelationshipKind.Direct, stored["By hand"].Kind);
    }

    [Fact]
    public async Task SetTags_ThenUpsert_KeepsTheTags()
    {
        var tenant = New("Contoso", new TenantRelationship(RelationshipKind.Gdap, true));

        await Tenants.SetTagsAsync(Fabrikam, tenant, ["gold", "north"], Cancellation);
        await Tenants.UpsertAsync(Fabrikam, [tenant], Cancellation);

        Assert.Equal(["gold", "north"], (await Tenants.FindAsync(new(Fabrikam, tenant.Id), Cancellation))!.Tags);
        Assert.True(await Tenants.RemoveAsync(new(Fabrikam, tenant.Id), Cancellation));
        Assert.False(await Tenants.RemoveAsync(new(Fabrikam, tenant.Id), Cancellation));
    }

    private static TenantRelationship Gdap(TenantId partner) => new(RelationshipKind.Gdap, true, PartnerTenantId: partner);

    private static Tenant New(string name, TenantRelationship relationship) => new(new TenantId(Guid.NewGuid()), name, null, relationship);
}

public sealed class SqliteTenantStoreTests : TenantStoreTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();
}

public sealed class PostgresTenantStoreTests(PostgresServer server) : TenantStoreTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);
}
