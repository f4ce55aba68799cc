using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;

namespace PinResetPortal.Store.Tenants;

public abstract class TenantStoreTests : StoreTests
{
    private ITenantStore Tenants => Store.Get<ITenantStore>();

    [Fact]
    public async Task Find_Added_GivesEverythingBack()
    {
        var partner = New("Fabrikam", new TenantRelationship(RelationshipKind.Home, true));
        var roles = new[] { Guid.NewGuid(), Guid.NewGuid() };
        var customer = New("Contoso", new TenantRelationship(RelationshipKind.Gdap, false, Store.Time.GetUtcNow(), partner.Id, roles)) with { DefaultDomain = "contoso.com" };

        await Tenants.UpsertAsync([partner, customer], Cancellation);
        var found = await Tenants.FindAsync(customer.Id, Cancellation);

        Assert.NotNull(found);
        Assert.Equal(customer with { Relationship = found.Relationship }, found);
        Assert.Equal(customer.Relationship with { Roles = found.Relationship.Roles }, found.Relationship);
        Assert.Equal(roles, found.Relationship.Roles);
        Assert.Empty((await Tenants.FindAsync(partner.Id, Cancellation))!.Relationship.Roles);
    }

    [Fact]
    public async Task Find_Unknown_IsNull() => Assert.Null(await Tenants.FindAsync(new TenantId(Guid.NewGuid()), Cancellation));

    [Fact]
    public async Task Upsert_Known_ChangesItAndLeavesTheOthers()
    {
        var one = New("One", new TenantRelationship(RelationshipKind.Gdap, true, Store.Time.GetUtcNow()));
        var two = New("two", new TenantRelationship(RelationshipKind.Direct, true));
        await Tenants.UpsertAsync([one, two], Cancellation);

        await Tenants.UpsertAsync([one with { DisplayName = "Zwei", Relationship = new TenantRelationship(RelationshipKind.Direct, false) }], Cancellation);
        await Tenants.UpsertAsync([], Cancellation);

        var stored = await Tenants.ListAsync(Cancellation);
        Assert.Equal(["two", "Zwei"], stored.Select(tenant => tenant.DisplayName));
        Assert.Equal((RelationshipKind.Direct, false, null), (stored[1].Relationship.Kind, stored[1].Relationship.Active, stored[1].Relationship.EndsAt));
    }

    [Fact]
    public async Task Upsert_SameTenantsFromTwoInstancesAtOnce_NoneFails()
    {
        await using var another = await OpenAnotherAsync();
        var stores = new[] { Tenants, another.Get<ITenantStore>() };
        var tenants = Enumerable.Range(0, 200).Select(i => New($"Tenant {i:000}", new TenantRelationship(RelationshipKind.Gdap, true))).ToList();

        await Task.WhenAll(stores.Select((store, i) => Task.Run(() => store.UpsertAsync(i == 0 ? tenants : [.. Enumerable.Reverse(tenants)], Cancellation))));

        Assert.Equal(tenants.Select(tenant => tenant.Id), (await Tenants.ListAsync(Cancellation)).Select(tenant => tenant.Id));
    }

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
