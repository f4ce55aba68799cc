using Microsoft.Extensions.Diagnostics.HealthChecks;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Databases;

namespace PinResetPortal.Store.Storage;

public sealed class StoreHealthCheckTests(PostgresServer server)
{
    [Fact]
    public async Task Check_DatabaseAnswers_IsHealthy()
    {
        await using var database = new SqliteTestDatabase();
        await using var store = await StoreUnderTest.OpenAsync(database.Configuration);

        var report = await store.Get<HealthCheckService>().CheckHealthAsync(check => check.Tags.Contains("ready"), TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Healthy, Assert.Single(report.Entries, entry => entry.Key == "store").Value.Status);
    }

    [Fact]
    public async Task Check_NothingCanBeWritten_IsUnhealthyUntilItCan()
    {
        await using var database = new SqliteTestDatabase();
        await using var store = await StoreUnderTest.OpenAsync(database.Configuration);
        await store.ExecuteAsync("""CREATE TRIGGER "Full" BEFORE INSERT ON "Settings" BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END""");

        Assert.Equal(HealthStatus.Unhealthy, await CheckAsync());
        await store.ExecuteAsync("""DROP TRIGGER "Full";""");
        store.Time.Advance(StoreHealthCheck.WrittenAtMostEvery);
        Assert.Equal(HealthStatus.Healthy, await CheckAsync());

        async Task<HealthStatus> CheckAsync() => (await store.Get<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["store"].Status;
    }

    [Fact]
    public async Task Check_AskedOftenByAnybody_WritesOnce()
    {
        await using var database = new SqliteTestDatabase();
        await using var store = await StoreUnderTest.OpenAsync(database.Configuration);
        for (var i = 0; i < 10; i++)
        {
            await store.Get<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        }

        Assert.Single(store.Log.CommandsMatching("INSERT INTO \"Settings\""));
        Assert.Empty(store.Log.CommandsMatching("UPDATE \"Settings\""));
    }

    [Fact]
    public async Task Check_NoDatabase_IsUnhealthy()
    {
        await using var database = await PostgresTestDatabase.NameOnlyAsync(server);
        await using var store = StoreUnderTest.Compose(database.Configuration);

        var report = await store.Get<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Unhealthy, report.Entries["store"].Status);
    }
}
