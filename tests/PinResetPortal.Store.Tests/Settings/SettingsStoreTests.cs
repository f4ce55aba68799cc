using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Settings;

namespace PinResetPortal.Store.Settings;

public abstract class SettingsStoreTests : StoreTests
{
    private ISettingsStore Settings => Store.Get<ISettingsStore>();

    [Fact]
    public async Task Find_NeverSaved_IsNull() => Assert.Null(await Settings.FindAsync(Fabrikam, "policy-template", Cancellation));

    [Fact]
    public async Task Save_FirstAndNext_CountsVersionsAndSaysWho()
    {
        await Settings.SaveAsync(Fabrikam, "policy-template", 0, """{"a":1}""", "morgan", Cancellation);
        var saved = await Settings.SaveAsync(Fabrikam, "policy-template", 1, """{"a":2}""", "olive", Cancellation);

        var found = await Settings.FindAsync(Fabrikam, "policy-template", Cancellation);
        Assert.Equal(saved, found);
        Assert.Equal((2, """{"a":2}""", "olive", Store.Time.GetUtcNow()), (found!.Version, found.Json, found.ChangedBy, found.ChangedAt));
    }

    [Fact]
    public async Task Save_OfAnOldVersion_WritesNothing()
    {
        await Settings.SaveAsync(Fabrikam, "policy-template", 0, """{"a":1}""", "morgan", Cancellation);

        Assert.Null(await Settings.SaveAsync(Fabrikam, "policy-template", 0, """{"a":9}""", "olive", Cancellation));

        Assert.Equal("""{"a":1}""", (await Settings.FindAsync(Fabrikam, "policy-template", Cancellation))!.Json);
    }

    [Fact]
    public async Task Save_SameVersionFromTwoInstancesAtOnce_OneWins()
    {
        await using var another = await OpenAnotherAsync();
        var stores = new[] { Settings, another.Get<ISettingsStore>() };

        var saved = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            Task.Run(() => stores[i % 2].SaveAsync(Fabrikam, "policy-template", 0, $$"""{"a":{{i}}}""", "morgan", Cancellation))));

        var winner = Assert.Single(saved, document => document is not null);
        Assert.Equal(winner, await Settings.FindAsync(Fabrikam, "policy-template", Cancellation));
    }
}

public sealed class SqliteSettingsStoreTests : SettingsStoreTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();
}

public sealed class PostgresSettingsStoreTests(PostgresServer server) : SettingsStoreTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);
}
