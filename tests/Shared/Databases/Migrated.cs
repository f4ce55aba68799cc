namespace PinResetPortal.Store.Databases;

/// <summary>A database is migrated once in a run of the tests; each test starts with a copy.</summary>
internal static class Migrated
{
    private static readonly Lazy<Task<string>> _file = new(CreateFileAsync);
    private static readonly Lock _gate = new();
    private static Task<string>? _database;

    /// <summary>A SQLite file that nobody has open.</summary>
    public static Task<string> FileAsync() => _file.Value;

    /// <summary>The name of a PostgreSQL database that nobody is connected to.</summary>
    public static Task<string> DatabaseAsync(PostgresServer server)
    {
        lock (_gate)
        {
            return _database ??= CreateDatabaseAsync(server);
        }
    }

    private static async Task<string> CreateFileAsync()
    {
        await using var database = new SqliteTestDatabase();
        await MigrateAsync(database);
        var folder = Directory.CreateTempSubdirectory("pinreset-migrated-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var copy = Path.Combine(folder, "portal.db");
        File.Copy(database.File, copy);
        return copy;
    }

    private static async Task<string> CreateDatabaseAsync(PostgresServer server)
    {
        var database = await PostgresTestDatabase.CreateAsync(server);
        await MigrateAsync(database);
        return await database.LeaveAsync();
    }

    private static async Task MigrateAsync(ITestDatabase database)
    {
        await using var store = await StoreUnderTest.OpenAsync(database.Configuration);
        await store.CloseAsync();
    }
}
