using Microsoft.Extensions.Diagnostics.HealthChecks;
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
    public async Task Check_NoDatabase_IsUnhealthy()
    {
        await using var database = await PostgresTestDatabase.NameOnlyAsync(server);
        await using var store = StoreUnderTest.Compose(database.Configuration);

        var report = await store.Get<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Unhealthy, report.Entries["store"].Status);
    }
}
