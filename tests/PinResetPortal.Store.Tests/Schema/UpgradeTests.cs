using Microsoft.EntityFrameworkCore;
using PinResetPortal.Architecture;
using PinResetPortal.Core.Findings;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Deployments;
using PinResetPortal.Work.Idempotency;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Overview;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Store.Schema;

/// <summary>
/// Rows of every table as each released version wrote them: this version brings the schema up to date and reads them all. With
/// <c>PINRESET_RELEASE</c> set to a version the tests write that version's files first.
/// </summary>
public abstract class UpgradeTests
{
    private static readonly string _folder = Path.Combine(Sources.Root, "tests/PinResetPortal.Store.Tests/Schema/Released");

    public static TheoryData<string> Releases =>
        [.. Directory.GetFiles(_folder, "*.sqlite.sql").Select(file => Path.GetFileName(file)[..^".sqlite.sql".Length]).Append(Recorded).OfType<string>().Distinct()];

    private protected abstract string Provider { get; }

    private static string? Recorded => Environment.GetEnvironmentVariable("PINRESET_RELEASE");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Initialize_RowsOfARelease_AreAllRead(string release)
    {
        if (release == Recorded)
        {
            await RecordAsync(release);
        }

        await using var database = await CreateDatabaseAsync();
        var released = ReleasedRows.Parse(await File.ReadAllTextAsync(FileOf(release), Cancellation));
        await using (var before = StoreUnderTest.Compose(database.Configuration))
        {
            await using var context = before.CreateContext();
            await context.Database.MigrateAsync(released.Migration, Cancellation);
            await ReleasedRows.ExecuteAsync(context, released.Inserts);
        }

        await using var store = await StoreUnderTest.OpenAsync(database.Configuration);

        await using (var context = store.CreateContext())
        {
            Assert.Empty(await context.Database.GetPendingMigrationsAsync(Cancellation));
            Assert.Equal(released.Tables, (await ReleasedRows.CountAsync(context)).Where(table => table.Value > 0));
        }

        await AssertReadAsync(store);
    }

    private static async Task AssertReadAsync(StoreUnderTest store)
    {
        var (home, key, now) = (ReleasedRows.Home, ReleasedRows.Key, store.Time.GetUtcNow());
        Assert.True((await store.Get<ITenantStore>().FindAsync(key, Cancellation))?.AppOnlyConfirmed);
        Assert.Equal(Verdict.NotReady, (await store.Get<IReadinessStore>().LatestAsync(key, Cancellation))?.Verdict);
        Assert.Equal(2, (await store.Get<IReadinessStore>().HistoryAsync(key, 10, Cancellation)).Count);
        Assert.Single((await store.Get<IOverviewStore>().ChangesAsync(home, null, ["policy.conflict"], now.AddDays(-1), 10, Cancellation)).Latest);
        var scan = Assert.Single(await store.Get<IScanStore>().ListAsync(home, 10, Cancellation));
        Assert.Single(await store.Get<IScanStore>().ItemsAsync(home, scan.Scan.Id, null, 0, 10, Cancellation));
        Assert.Equal(["Did it."], (await store.Get<IAuditLog>().ReadAsync(home, null, 10, Cancellation)).Select(entry => entry.Record.Summary));
        Assert.Equal(Operations.OperationStoreTests.EveryKindOfChange.Count, Assert.Single(await store.Get<IOperationStore>().ListAsync(home, null, 10, Cancellation)).Steps.Count);
        var bulk = Assert.Single(await store.Get<IBulkRepairStore>().ListAsync(home, 10, Cancellation));
        Assert.Equal(BulkRepairItemState.Planned, Assert.Single(await store.Get<IBulkRepairStore>().ItemsAsync(home, bulk.Id, null, 0, 10, Cancellation)).State);
        Assert.NotEmpty(await store.Get<IBulkRepairStore>().FindPlanAsync(home, bulk.Id, key.Tenant, Cancellation) ?? []);
        Assert.Equal("Hello", Assert.Single(await store.Get<IDeploymentStore>().ListAsync(key, Cancellation)).Policy.Name);
        Assert.Equal("""{"a":1}""", (await store.Get<ISettingsStore>().FindAsync(home, "schedule", Cancellation))?.Json);
        var destination = Assert.Single(await store.Get<IDestinationStore>().ListAsync(home, Cancellation));
        Assert.Equal("https://hooks.example/", destination.Settings.Values["url"]);
        Assert.Single(await store.Get<INotificationOutbox>().LogAsync(home, destination.Id, 10, Cancellation));
        Assert.Equal(["x"], (await store.Get<INotificationOutbox>().ToldAsync(home, Cancellation)).Keys);
        Assert.Equal(202, Assert.IsType<KeyClaim.Answered>(await store.Get<IIdempotencyStore>().ClaimAsync(ReleasedRows.Request, Cancellation)).Response.Status);
    }

    private string FileOf(string release) => Path.Combine(_folder, $"{release}.{Provider}.sql");

    private async Task RecordAsync(string release)
    {
        await using var database = await CreateDatabaseAsync();
        await using var store = await StoreUnderTest.OpenAsync(database.Configuration);
        await ReleasedRows.WriteAsync(store);
        await using var context = store.CreateContext();
        Assert.DoesNotContain(await ReleasedRows.CountAsync(context), table => table.Value == 0);
        await File.WriteAllTextAsync(FileOf(release), await ReleasedRows.DumpAsync(context), Cancellation);
    }

    private protected abstract Task<ITestDatabase> CreateDatabaseAsync();
}

public sealed class SqliteUpgradeTests : UpgradeTests
{
    private protected override string Provider => "sqlite";

    private protected override Task<ITestDatabase> CreateDatabaseAsync()
    {
        var database = new SqliteTestDatabase();
        Directory.CreateDirectory(Path.GetDirectoryName(database.File)!);
        return Task.FromResult<ITestDatabase>(database);
    }
}

public sealed class PostgresUpgradeTests(PostgresServer server) : UpgradeTests
{
    private protected override string Provider => "pgsql";

    private protected override async Task<ITestDatabase> CreateDatabaseAsync() => await PostgresTestDatabase.CreateAsync(server);
}
