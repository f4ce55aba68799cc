namespace PinResetPortal.Store.Databases;

internal sealed class PostgresTestDatabase : ITestDatabase
{
    private readonly PostgresServer _server;
    private readonly string _connectionString;
    private readonly string _keys = Directory.CreateTempSubdirectory("pinreset-keys-").FullName;

    internal PostgresTestDatabase(PostgresServer server, string connectionString)
    {
        _server = server;
        _connectionString = connectionString;
    }

    public IReadOnlyDictionary<string, string?> Configuration => new Dictionary<string, string?>
    {
        ["Storage:Provider"] = "PostgreSQL",
        ["Storage:ConnectionString"] = _connectionString,
        ["Audit:KeyPath"] = _keys,
    };

    public IReadOnlyList<string> DropAuditTriggers { get; } =
    [
        """DROP TRIGGER "AuditEntries_RefuseChange" ON "AuditEntries";""",
        """DROP TRIGGER "AuditHeads_OnlyGrow" ON "AuditHeads";""",
        """DROP TRIGGER "AuditHeads_RefuseDelete" ON "AuditHeads";""",
    ];

    public static async Task<PostgresTestDatabase> CreateAsync(PostgresServer server) => new(server, await server.CreateDatabaseAsync());

    public static async Task<PostgresTestDatabase> MigratedAsync(PostgresServer server) =>
        new(server, await server.CreateDatabaseAsync(await Migrated.DatabaseAsync(server)));

    public static async Task<PostgresTestDatabase> NameOnlyAsync(PostgresServer server) =>
        new(server, await server.ConnectionStringAsync($"pinreset_{Guid.NewGuid():N}"));

    /// <summary>Stays until the server stops.</summary>
    /// <returns>The name of the database, which nobody is connected to.</returns>
    public Task<string> LeaveAsync()
    {
        Directory.Delete(_keys, recursive: true);
        return _server.LeaveAsync(_connectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DropDatabaseAsync(_connectionString);
        Directory.Delete(_keys, recursive: true);
    }
}
