using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Database;

/// <summary>Creates the folder and the file, closed to others, and applies the migrations.</summary>
internal static class SqliteMigration
{
    internal const string Tables = """SELECT name AS "Value" FROM sqlite_master WHERE type = 'table'""";

    /// <remarks>
    /// EF Core's own migration lock is a row in a table here (<c>__EFMigrationsLock</c>), which stays when the process is killed, and makes
    /// every later start wait for ever (<see href="https://learn.microsoft.com/ef/core/providers/sqlite/limitations#concurrent-migrations-protection"/>).
    /// A lock on a file goes with its process: it is taken first, and whoever holds it may clear away such a row.
    /// </remarks>
    public static async Task RunAsync(PortalDbContext context, StoreOptions options, StartupWait wait, CancellationToken cancellationToken)
    {
        OwnerOnly.CreateFolder(options.Path);
        await using var fileLock = await LockAsync(Path.Combine(options.Path, "portal.lock"), wait, cancellationToken);
        CreateFile(options.DatabaseFile);
        await SchemaGuard.CheckAsync(context, $"The database '{options.DatabaseFile}'", Tables, cancellationToken);

        // Readers and the one writer do not wait for each other; the mode is kept in the file (https://www.sqlite.org/wal.html).
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", cancellationToken);
        await context.Database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock";""", cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
        await CreateSchedulerAsync(options, cancellationToken);
    }

    /// <summary>The scheduler makes its own tables, in a file with a writer of its own.</summary>
    private static async Task CreateSchedulerAsync(StoreOptions options, CancellationToken cancellationToken)
    {
        CreateFile(options.SchedulerFile);
        await using var connection = new SqliteConnection(StoreOptions.SqliteConnectionString(options.SchedulerFile));
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; SELECT count(*) FROM sqlite_master;";
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26)
        {
            throw new StoreRefusedException(
                $"The file '{options.SchedulerFile}' is damaged, or is no SQLite database. Move it away: the portal makes it anew, and loses nothing but the rollouts that it was following.", e);
        }
    }

    private static void CreateFile(string path)
    {
        // SQLite gives the -wal and -shm files beside it the same permissions.
        using (new FileStream(path, OwnerOnly.Opening(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite)))
        {
        }

        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OwnerOnly.File)
        {
            File.SetUnixFileMode(path, OwnerOnly.File);
        }
    }

    private static async Task<FileStream> LockAsync(string path, StartupWait wait, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, OwnerOnly.Opening(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException e) when (SqliteRefusal.IsHeld(e))
            {
                if (!await wait.AgainAsync("Another start of the portal is bringing the database up to date", cancellationToken))
                {
                    throw new StoreRefusedException($"Another start of the portal has held '{path}' for {wait.Longest:c}. End it, or give this one a folder of its own (Storage:Path).", e);
                }
            }
        }
    }
}
