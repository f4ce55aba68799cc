using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Store.Upkeep;
using PinResetPortal.Work.Idempotency;

namespace PinResetPortal.Store.Idempotency;

public abstract class IdempotencyStoreTests : StoreTests
{
    private static readonly RequestKey Key = new(new string('a', 64), new TenantId(Guid.Parse("11111111-1111-4111-8111-111111111111")), new string('f', 64));

    private static readonly KeptResponse Response = new(202, "application/json; charset=utf-8", "/api/v1/scans/1", [123, 125]);

    private IIdempotencyStore Keys => Store.Get<IIdempotencyStore>();

    [Fact]
    public async Task Claim_NewKey_IsTakenOnce()
    {
        var first = await Keys.ClaimAsync(Key, Cancellation);
        var second = await Keys.ClaimAsync(Key, Cancellation);

        Assert.IsType<KeyClaim.Taken>(first);
        Assert.IsType<KeyClaim.Running>(second);
    }

    [Fact]
    public async Task Claim_ByManyOfTwoInstancesAtOnce_OneTakesIt()
    {
        await using var another = await OpenAnotherAsync();
        var stores = new[] { Keys, another.Get<IIdempotencyStore>() };

        var claims = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => stores[i % 2].ClaimAsync(Key, Cancellation))));

        Assert.Single(claims, claim => claim is KeyClaim.Taken);
        Assert.Equal(9, claims.Count(claim => claim is KeyClaim.Running));
    }

    [Fact]
    public async Task Claim_Answered_BringsTheAnswer()
    {
        await Keys.ClaimAsync(Key, Cancellation);
        await Keys.KeepAsync(Key, Response, Cancellation);

        var kept = Assert.IsType<KeyClaim.Answered>(await Keys.ClaimAsync(Key, Cancellation)).Response;

        Assert.Equal((Response.Status, Response.ContentType, Response.Location), (kept.Status, kept.ContentType, kept.Location));
        Assert.Equal(Response.Body, kept.Body);
    }

    [Fact]
    public async Task Claim_ForAnotherRequest_IsRefusedWhateverBecameOfTheFirst()
    {
        var other = Key with { Fingerprint = new string('0', 64) };
        await Keys.ClaimAsync(Key, Cancellation);
        var running = await Keys.ClaimAsync(other, Cancellation);
        await Keys.KeepAsync(Key, Response, Cancellation);
        var answered = await Keys.ClaimAsync(other, Cancellation);

        Assert.IsType<KeyClaim.OtherRequest>(running);
        Assert.IsType<KeyClaim.OtherRequest>(answered);
    }

    [Fact]
    public async Task Claim_Released_IsTakenAgain()
    {
        await Keys.ClaimAsync(Key, Cancellation);
        await Keys.ReleaseAsync(Key, Cancellation);

        Assert.IsType<KeyClaim.Taken>(await Keys.ClaimAsync(Key with { Fingerprint = new string('0', 64) }, Cancellation));
    }

    [Fact]
    public async Task Claim_Abandoned_SaysSo()
    {
        await Keys.ClaimAsync(Key, Cancellation);
        await Keys.AbandonAsync(Key, Cancellation);

        Assert.IsType<KeyClaim.Abandoned>(await Keys.ClaimAsync(Key, Cancellation));
    }

    [Fact]
    public async Task Claim_WithoutAnswerForLong_CountsAsAbandoned()
    {
        await Keys.ClaimAsync(Key, Cancellation);
        Store.Time.Advance(RequestKey.LongestRun);

        Assert.IsType<KeyClaim.Abandoned>(await Keys.ClaimAsync(Key, Cancellation));
    }

    [Fact]
    public async Task Claim_AfterADay_IsTakenAgain()
    {
        await Keys.ClaimAsync(Key, Cancellation);
        await Keys.KeepAsync(Key, Response, Cancellation);
        Store.Time.Advance(RequestKey.Lifetime - TimeSpan.FromSeconds(1));
        var before = await Keys.ClaimAsync(Key, Cancellation);
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        var after = await Keys.ClaimAsync(Key with { Fingerprint = new string('0', 64) }, Cancellation);

        Assert.IsType<KeyClaim.Answered>(before);
        Assert.IsType<KeyClaim.Taken>(after);
    }

    [Fact]
    public async Task Retention_AfterADay_RemovesTheKeyAndNoYoungerOne()
    {
        var younger = Key with { Id = new string('b', 64) };
        await Keys.ClaimAsync(Key, Cancellation);
        Store.Time.Advance(RequestKey.Lifetime);
        await Keys.ClaimAsync(younger, Cancellation);

        await Store.Get<StoreRetention>().RunAsync(Cancellation);

        await using var context = Store.CreateContext();
        Assert.Equal([younger.Id], context.RequestKeys.Select(row => row.Id).ToArray());
    }
}

public sealed class SqliteIdempotencyStoreTests : IdempotencyStoreTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();
}

public sealed class PostgresIdempotencyStoreTests(PostgresServer server) : IdempotencyStoreTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);
}
