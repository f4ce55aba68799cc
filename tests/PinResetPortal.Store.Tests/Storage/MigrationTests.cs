using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Store.Storage;

public abstract class MigrationTests : StoreTests
{
    [Fact]
    public async Task Model_Snapshot_HasNoPendingChanges()
    {
        await using var context = Store.CreateContext();

        Assert.False(context.Database.HasPendingModelChanges(), "The model changed: add a migration for both providers.");
        Assert.NotEmpty(await context.Database.GetAppliedMigrationsAsync(Cancellation));
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(Cancellation));
    }

    [Fact]
    public async Task Initialize_Again_ChangesNothing()
    {
        var tenant = new Tenant(new TenantId(Guid.NewGuid()), "Contoso", null, new TenantRelationship(RelationshipKind.Home, true));
        await Store.Get<ITenantStore>().UpsertAsync(Fabrikam, [tenant], Cancellation);

        await using var another = await OpenAnotherAsync();

        Assert.Equal(tenant.Id, Assert.Single(await another.Get<ITenantStore>().ListAsync(Fabrikam, Cancellation)).Id);
    }

    [Fact]
    public async Task Initialize_EightInstancesAtOnceOnNothing_AllSucceed()
    {
        await using var database = await MissingDatabaseAsync();

        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => StoreUnderTest.OpenAsync(database.Configuration))));

        foreach (var store in stores)
        {
            Assert.Empty(await store.Get<ITenantStore>().ListAsync(Fabrikam, Cancellation));
            await store.DisposeAsync();
        }
    }

    private protected abstract Task<ITestDatabase> MissingDatabaseAsync();
}

public sealed class SqliteMigrationTests : MigrationTests
{
    private SqliteTestDatabase File => (SqliteTestDatabase)Database;

    [Fact]
    public async Task Initialize_KilledWhileMigrating_NextStartIsNotStuck()
    {
        // What EF Core leaves behind when the process dies under its own lock.
        await Store.ExecuteAsync(
            """CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);""",
            """INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-22 00:00:00');""");

        await using var next = await OpenAnotherAsync();

        Assert.Empty(await next.Get<ITenantStore>().ListAsync(Fabrikam, Cancellation));
    }

    [Fact]
    public async Task Initialize_NewFile_UsesWalBusyTimeoutAndForeignKeys()
    {
        Assert.Equal("wal", await Store.ScalarAsync("PRAGMA journal_mode;"));
        Assert.Equal(30_000L, await Store.ScalarAsync("PRAGMA busy_timeout;"));
        Assert.Equal(1L, await Store.ScalarAsync("PRAGMA foreign_keys;"));
    }

    [Fact]
    public async Task Initialize_NewFile_IsClosedToOthers()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await Store.Get<ITenantStore>().ListAsync(Fabrikam, Cancellation);

        Assert.Equal(Owner | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(File.Folder));
        foreach (var file in Directory.GetFiles(File.Folder))
        {
            Assert.Equal(Owner, System.IO.File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Initialize_FileOpenToOthers_ClosesIt()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        System.IO.File.SetUnixFileMode(File.File, Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        await using var next = await OpenAnotherAsync();

        Assert.Equal(Owner, System.IO.File.GetUnixFileMode(File.File));
    }

    private protected override Task<ITestDatabase> CreateDatabaseAsync() => Task.FromResult<ITestDatabase>(new SqliteTestDatabase());

    private protected override Task<ITestDatabase> MissingDatabaseAsync() => Task.FromResult<ITestDatabase>(new SqliteTestDatabase());
}

public sealed class PostgresMigrationTests(PostgresServer server) : MigrationTests
{
    private protected override async Task<ITestDatabase> CreateDatabaseAsync() => await PostgresTestDatabase.CreateAsync(server);

    private protected override async Task<ITestDatabase> MissingDatabaseAsync() => await PostgresTestDatabase.NameOnlyAsync(server);
}
