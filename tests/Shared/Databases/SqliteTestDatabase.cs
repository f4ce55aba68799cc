using Microsoft.Data.Sqlite;

namespace PinResetPortal.Store.Databases;

internal sealed class SqliteTestDatabase : ITestDatabase
{
    private readonly string _root = Directory.CreateTempSubdirectory("pinreset-store-").FullName;

    public string Folder => Path.Combine(_root, "data");

    public string File => Path.Combine(Folder, "portal.db");

    public IReadOnlyDictionary<string, string?> Configuration => new Dictionary<string, string?> { ["Storage:Path"] = Folder };

    public IReadOnlyList<string> DropAuditTriggers { get; } =
    [
        """DROP TRIGGER "AuditEntries_RefuseUpdate";""",
        """DROP TRIGGER "AuditEntries_RefuseDelete";""",
        """DROP TRIGGER "AuditEntries_RefuseReplace";""",
        """DROP TRIGGER "AuditHeads_RefuseReplace";""",
        """DROP TRIGGER "AuditHeads_OnlyGrow";""",
        """DROP TRIGGER "AuditHeads_RefuseDelete";""",
    ];

    public static async Task<SqliteTestDatabase> MigratedAsync()
    {
        var template = await Migrated.FileAsync();
        var database = new SqliteTestDatabase();
        Directory.CreateDirectory(database.Folder);
        System.IO.File.Copy(template, database.File);
        return database;
    }

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }
}
