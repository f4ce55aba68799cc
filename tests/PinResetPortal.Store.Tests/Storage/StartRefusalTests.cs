using Npgsql;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Databases;

namespace PinResetPortal.Store.Storage;

/// <summary>A database that cannot be used stops the start with one sentence, and is not touched.</summary>
public abstract class StartRefusalTests : StoreTests
{
    private const string History = "__EFMigrationsHistory";

    [Fact]
    public async Task Initialize_NewerSchema_IsRefusedWithTheMigration()
    {
        await Store.ExecuteAsync($"""INSERT INTO "{History}" ("MigrationId", "ProductVersion") VALUES ('99990101000000_Later', '11.0.0')""");

        var said = await RefusedAsync(Database.Configuration);

        Assert.Contains("newer version", said, StringComparison.Ordinal);
        Assert.Contains("99990101000000_Later", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Initialize_UnreleasedSchema_IsRefusedWithTheMigration()
    {
        await Store.ExecuteAsync($"""INSERT INTO "{History}" ("MigrationId", "ProductVersion") VALUES ('20250101000000_Trial', '10.0.0')""");

        Assert.Contains("never released (migration 20250101000000_Trial)", await RefusedAsync(Database.Configuration), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Initialize_TablesOfSomethingElse_AreNamedAndLeftAlone()
    {
        await Store.ExecuteAsync($"""DROP TABLE "{History}";""");

        var said = await RefusedAsync(Database.Configuration);

        Assert.Contains("AuditEntries", said, StringComparison.Ordinal);
        Assert.DoesNotContain("already exists", said, StringComparison.Ordinal);
    }

    /// <returns>What a start over this database says.</returns>
    private protected static async Task<string> RefusedAsync(IEnumerable<KeyValuePair<string, string?>> configuration)
    {
        await using var store = StoreUnderTest.Compose(configuration);
        return await RefusedAsync(store);
    }

    private protected static async Task<string> RefusedAsync(StoreUnderTest store)
    {
        var said = (await Assert.ThrowsAsync<StoreRefusedException>(store.InitializeAsync)).Message;
        Assert.DoesNotContain('\n', said);
        return said;
    }
}

public sealed class SqliteStartRefusalTests : StartRefusalTests
{
    private SqliteTestDatabase Files => (SqliteTestDatabase)Database;

    public static TheoryData<int, string> Errors => new() { { 28, "the disk is full" }, { 122, "the disk is full" }, { 30, "which is read-only" }, { 20, "error 20" } };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Of_ErrorOfTheFolder_SaysWhatAndTheKey(int error, string words)
    {
        var said = SqliteRefusal.Of(new IOException("no text of the system", error), new StoreOptions { Path = "/data" })?.Message;

        Assert.Contains(words, said, StringComparison.Ordinal);
        Assert.Contains("Storage:Path is '/data'", said, StringComparison.Ordinal);
        Assert.DoesNotContain("no text of the system", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("this is no database, and is longer than a header of SQLite, which has a hundred bytes, so that it is read to its end")]
    [InlineData("SQLite format 3\0 and then nothing that SQLite could read, for more than the hundred bytes that its header has in every file")]
    public async Task Initialize_DamagedFile_IsRefused(string content)
    {
        var folder = Path.Combine(Files.Folder, "damaged");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "portal.db"), content, Cancellation);

        var said = await RefusedAsync(new Dictionary<string, string?> { ["Storage:Path"] = folder });

        Assert.Contains("is damaged, or is no SQLite database", said, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(Path.Combine(folder, "portal.db"), Cancellation));
    }

    [Fact]
    public async Task Initialize_FolderBelowAFile_IsRefused() =>
        Assert.Contains("Storage:Path", await RefusedAsync(new Dictionary<string, string?> { ["Storage:Path"] = Path.Combine(Files.File, "below") }), StringComparison.Ordinal);

    [Fact]
    public async Task Initialize_AnotherStartHoldsOn_WaitsWithALineEachAndEnds()
    {
        await using var held = new FileStream(Path.Combine(Files.Folder, "portal.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        await using var store = StoreUnderTest.Compose(new Dictionary<string, string?>(Database.Configuration) { ["Storage:StartupWait"] = "00:00:01" });

        Assert.Contains("Another start of the portal has held", await RefusedAsync(store), StringComparison.Ordinal);
        Assert.True(store.Log.Warnings.Count(line => line.Contains("Another start of the portal", StringComparison.Ordinal)) >= 2);
    }

    private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();
}

public sealed class PostgresStartRefusalTests(PostgresServer server) : StartRefusalTests
{
    [Fact]
    public async Task Initialize_NobodyListens_WaitsWithALineEachAndEnds()
    {
        await using var store = StoreUnderTest.Compose(new Dictionary<string, string?>
        {
            ["Storage:Provider"] = "PostgreSQL",
            ["Storage:ConnectionString"] = "Host=127.0.0.1;Port=1;Database=portal;Username=portal;Password=hush",
            ["Storage:StartupWait"] = "00:00:01",
        });

        var said = await RefusedAsync(store);

        Assert.Contains("PostgreSQL at 127.0.0.1:1 could not be reached for 00:00:01: the connection was refused", said, StringComparison.Ordinal);
        Assert.True(store.Log.Warnings.Count(line => line.StartsWith("PostgreSQL at 127.0.0.1:1 cannot be reached", StringComparison.Ordinal)) >= 2);
        Assert.DoesNotContain("hush", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Initialize_RoleWithoutRights_NamesTheGrantThatHelps()
    {
        await using var empty = await PostgresTestDatabase.CreateAsync(server);
        await using var owner = StoreUnderTest.Compose(empty.Configuration);
        var role = $"weak_{Guid.NewGuid():N}";
        await owner.ExecuteAsync($"""CREATE ROLE "{role}" LOGIN""", "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        var weak = As(role, empty.Configuration);

        var said = await RefusedAsync(weak);
        await owner.ExecuteAsync(said[said.IndexOf("GRANT", StringComparison.Ordinal)..said.LastIndexOf(';')]);

        Assert.Contains("SQLSTATE 42501", said, StringComparison.Ordinal);
        await using var store = await StoreUnderTest.OpenAsync(weak);
    }

    [Fact]
    public async Task Initialize_NoDatabaseAndNoRightToCreateIt_NamesTheStatementThatHelps()
    {
        await using var missing = await PostgresTestDatabase.NameOnlyAsync(server);
        var role = $"weak_{Guid.NewGuid():N}";
        await Store.ExecuteAsync($"""CREATE ROLE "{role}" LOGIN""");
        var weak = As(role, missing.Configuration);

        var said = await RefusedAsync(weak);
        await Store.ExecuteAsync(said[said.IndexOf("CREATE DATABASE", StringComparison.Ordinal)..]);

        await using var store = await StoreUnderTest.OpenAsync(weak);
    }

    [Fact]
    public async Task Initialize_UnknownRole_IsToldWithItsCode() =>
        Assert.Contains("does not let 'nobody' in (SQLSTATE 28000)", await RefusedAsync(As("nobody", Database.Configuration)), StringComparison.Ordinal);

    private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);

    private static Dictionary<string, string?> As(string role, IReadOnlyDictionary<string, string?> configuration) => new(configuration)
    {
        ["Storage:ConnectionString"] = new NpgsqlConnectionStringBuilder(configuration["Storage:ConnectionString"]) { Username = role }.ToString(),
    };
}
