using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Distributed;
using PinResetPortal.Store.Databases;
using PinResetPortal.Store.Upkeep;

namespace PinResetPortal.Store.Secrets;

public abstract class TokenCacheTests : StoreTests
{
    private static readonly byte[] Token = Encoding.UTF8.GetBytes("a refresh token");

    private IDistributedCache Cache => Store.Get<IDistributedCache>();

    [Fact]
    public async Task Get_Set_GivesItBackAlsoToAnotherInstance()
    {
        await Cache.SetAsync("key", Token, new DistributedCacheEntryOptions(), Cancellation);
        await using var another = await OpenAnotherAsync();

        Assert.Equal(Token, await Cache.GetAsync("key", Cancellation));
        Assert.Equal(Token, await another.Get<IDistributedCache>().GetAsync("key", Cancellation));
        Assert.Null(await Cache.GetAsync("other", Cancellation));
    }

    [Fact]
    public async Task Set_Token_IsNotInTheDatabaseInClear()
    {
        await Cache.SetAsync("key", Token, new DistributedCacheEntryOptions(), Cancellation);

        await using var context = Store.CreateContext();
        var row = await context.TokenCache.SingleAsync(Cancellation);
        Assert.DoesNotContain("refresh", Encoding.UTF8.GetString(row.Value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_RowMovedToAnotherKey_IsRefusedAndRemoved()
    {
        await Cache.SetAsync("tenant-a", Token, new DistributedCacheEntryOptions(), Cancellation);
        await Store.ExecuteAsync("""UPDATE "TokenCache" SET "Key" = 'tenant-b'""");

        Assert.Null(await Cache.GetAsync("tenant-b", Cancellation));
        Assert.Equal(0L, Convert.ToInt64(await Store.ScalarAsync("""SELECT count(*) FROM "TokenCache" """), null));
        Assert.Contains(Store.Log.Warnings, warning => warning.Contains("cannot be decrypted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Set_Again_Replaces()
    {
        await Cache.SetAsync("key", Token, new DistributedCacheEntryOptions(), Cancellation);
        await Cache.SetAsync("key", [1, 2, 3], new DistributedCacheEntryOptions(), Cancellation);

        Assert.Equal([1, 2, 3], await Cache.GetAsync("key", Cancellation));
    }

    [Fact]
    public async Task Remove_Set_IsGone()
    {
        await Cache.SetAsync("key", Token, new DistributedCacheEntryOptions(), Cancellation);
        await Cache.RemoveAsync("key", Cancellation);

        Assert.Null(await Cache.GetAsync("key", Cancellation));
    }

    [Fact]
    public async Task Get_AbsoluteExpiryPassed_IsNullAndRemoved()
    {
        await Cache.SetAsync("key", Token, new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1) }, Cancellation);

        Store.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        Assert.Equal(Token, await Cache.GetAsync("key", Cancellation));
        Store.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await Cache.GetAsync("key", Cancellation));
        Assert.Equal(0L, Convert.ToInt64(await Store.ScalarAsync("""SELECT count(*) FROM "TokenCache" """), null));
    }

    [Fact]
    public async Task Get_SlidingExpiry_MovesUpToTheAbsoluteOne()
    {
        var options = new DistributedCacheEntryOptions { SlidingExpiration = TimeSpan.FromHours(2), AbsoluteExpiration = Store.Time.GetUtcNow().AddHours(4) };
        await Cache.SetAsync("key", Token, options, Cancellation);

        foreach (var _ in Enumerable.Range(0, 3))
        {
            Store.Time.Advance(TimeSpan.FromHours(1));
            Assert.Equal(Token, await Cache.GetAsync("key", Cancellation));
        }

        Store.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null(await Cache.GetAsync("key", Cancellation));
    }

    [Fact]
    public async Task Retention_ExpiredEntries_AreRemoved()
    {
        await Cache.SetAsync("short", Token, new DistributedCacheEntryOptions { SlidingExpiration = TimeSpan.FromHours(1) }, Cancellation);
        await Cache.SetAsync("unlimited", Token, new DistributedCacheEntryOptions(), Cancellation);
        Store.Time.Advance(TimeSpan.FromDays(1));

        await Store.Get<StoreRetention>().RunAsync(Cancellation);

        Assert.Equal("unlimited", await Store.ScalarAsync("""SELECT "Key" FROM "TokenCache" """));
    }

    [Fact]
    public async Task Set_ManyAtOnceUnderOneKey_NoneFails()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            Task.Run(() => Cache.SetAsync($"key {i % 5}", [(byte)i], new DistributedCacheEntryOptions(), Cancellation))));

        Assert.NotNull(await Cache.GetAsync("key 4", Cancellation));
    }

    [Fact]
    public void Synchronous_Twins_DoTheSame()
    {
        Cache.Set("key", Token, new DistributedCacheEntryOptions());
        Cache.Refresh("key");
        Assert.Equal(Token, Cache.Get("key"));
        Cache.Remove("key");
        Assert.Null(Cache.Get("key"));
    }
}

public sealed class SqliteTokenCacheTests : TokenCacheTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();
}

public sealed class PostgresTokenCacheTests(PostgresServer server) : TokenCacheTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);
}
