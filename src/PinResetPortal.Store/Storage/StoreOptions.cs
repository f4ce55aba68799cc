using Microsoft.Data.Sqlite;

namespace PinResetPortal.Store.Storage;

/// <summary>Where the portal keeps what it must not forget. Configuration section <c>Storage</c>.</summary>
internal sealed class StoreOptions
{
    public const string SectionName = "Storage";

    /// <summary><c>SQLite</c> (default: one file, one instance) or <c>PostgreSQL</c> (several instances share it).</summary>
    public string Provider { get; set; } = SqliteProvider;

    /// <summary>
    /// SQLite: the folder of the database file, <c>data</c> by default. A relative path is taken from the working directory, once, at start.
    /// A folder that the portal creates is closed to everybody else (0700); one that exists keeps its permissions; the database file is always 0600.
    /// </summary>
    public string Path { get; set; } = "data";

    /// <summary>PostgreSQL: the connection string (<see href="https://www.npgsql.org/doc/connection-string-parameters.html"/>).</summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// The folder of the key file that encrypts the data-protection keys in the database, where no certificate does; made at the first start, closed to
    /// everybody else (0600). SQLite: <c>keys</c> in <see cref="Path"/> when it is not set. PostgreSQL: not set, the keys lie in clear; several instances share one folder.
    /// </summary>
    public string? KeyPath { get; set; }

    /// <summary>
    /// A PKCS#12 file (.pfx) with an RSA key that encrypts the data-protection keys in the database, in the place of a key file
    /// (<see href="https://learn.microsoft.com/aspnet/core/security/data-protection/implementation/key-encryption-at-rest"/>).
    /// </summary>
    public string? KeyCertificatePath { get; set; }

    /// <summary>Password of <see cref="KeyCertificatePath"/>.</summary>
    public string? KeyCertificatePassword { get; set; }

    /// <summary>How long the start waits for a PostgreSQL server that does not answer, or for another instance that is bringing the database up to date.</summary>
    public TimeSpan StartupWait { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many days a past readiness answer is kept. The latest one of each tenant and the audit log are never removed.</summary>
    public int ReadinessHistoryDays { get; set; } = 400;

    /// <summary>Other instances may work on the same database.</summary>
    public bool IsShared => !IsSqlite;

    internal const string SqliteProvider = "SQLite";

    internal const string PostgreSqlProvider = "PostgreSQL";

    internal const string DatabaseFileName = "portal.db";

    internal bool IsSqlite => Provider.Equals(SqliteProvider, StringComparison.OrdinalIgnoreCase);

    internal bool IsPostgreSql => Provider.Equals(PostgreSqlProvider, StringComparison.OrdinalIgnoreCase);

    internal string DatabaseFile => System.IO.Path.Combine(Path, DatabaseFileName);

    internal string SchedulerFile => System.IO.Path.Combine(Path, "scheduler.db");

    internal string SqliteConnectionString() => SqliteConnectionString(DatabaseFile);

    internal static string SqliteConnectionString(string file) => new SqliteConnectionStringBuilder
    {
        DataSource = System.IO.Path.GetFullPath(file),
        ForeignKeys = true,
        DefaultTimeout = SqliteBusyTimeout.Seconds,
    }.ToString();
}
