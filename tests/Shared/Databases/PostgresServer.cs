using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(PinResetPortal.Store.Databases.PostgresServer))]

namespace PinResetPortal.Store.Databases;

/// <summary>
/// A real PostgreSQL for the tests: the server that PINRESET_TEST_POSTGRES names (a connection string of somebody who may create databases),
/// or one that is started in a temporary folder when the first test asks, and stopped at the end.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Variable = "PINRESET_TEST_POSTGRES";

    private readonly Lazy<Task<string>> _connectionString;
    private string? _folder;
    private string? _binaries;

    public PostgresServer() => _connectionString = new Lazy<Task<string>>(StartAsync);

    /// <summary>Creates an empty database, or a copy of <paramref name="template"/>, which nobody may be connected to.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"pinreset_{Guid.NewGuid():N}";
        await ExecuteAsync(template is null ? $"CREATE DATABASE {name}" : $"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY");
        return await ConnectionStringAsync(name);
    }

    /// <summary>The connection string of a database that nobody has created yet.</summary>
    public async Task<string> ConnectionStringAsync(string name) =>
        new NpgsqlConnectionStringBuilder(await _connectionString.Value) { Database = name, Pooling = true, MaxPoolSize = 20, Timeout = 300, CommandTimeout = 300 }.ToString();

    /// <summary>Ends every connection to the database.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> LeaveAsync(string connectionString)
    {
        await using (var connection = new NpgsqlConnection(connectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        var name = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        await ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        return name;
    }

    public async Task DropDatabaseAsync(string connectionString)
    {
        await using (var connection = new NpgsqlConnection(connectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        await ExecuteAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is null || _binaries is null)
        {
            return;
        }

        await RunAsync(_binaries, "pg_ctl", ["-D", Path.Combine(_folder, "data"), "-m", "immediate", "-w", "stop"]);
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(await _connectionString.Value);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return given;
        }

        _binaries = FindBinaries()
            ?? throw new InvalidOperationException($"The tests need a PostgreSQL server: install the package postgresql, or set {Variable} to the connection string of one.");
        _folder = Directory.CreateTempSubdirectory("pinreset-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync(null, "chown", ["postgres", _folder]);
        }

        var data = Path.Combine(_folder, "data");
        await RunAsync(_binaries, "initdb", ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]);

        // Between asking for a free port and listening at it, another program may have taken it.
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            var settings = string.Create(CultureInfo.InvariantCulture, $"-p {port} -k {_folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=300");
            try
            {
                await RunAsync(_binaries, "pg_ctl", ["-D", data, "-l", Path.Combine(_folder, "server.log"), "-o", settings, "-w", "start"]);
                return $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Pooling=false";
            }
            catch (InvalidOperationException) when (attempt < 5)
            {
            }
        }
    }

    /// <summary>A program of PostgreSQL, on the path or where Debian installs it.</summary>
    public static string Find(string program) => Folders().Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"The tests need {program}: install the package postgresql.");

    private static string? FindBinaries() => Folders().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));

    private static IEnumerable<string> Folders()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
            : [];
        return onPath.Concat(installed);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsync(string? folder, string program, IEnumerable<string> arguments)
    {
        var file = folder is null ? program : Path.Combine(folder, program);

        // PostgreSQL refuses to run as root.
        var asPostgres = folder is not null && Environment.IsPrivilegedProcess;
        var start = asPostgres
            ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", file, .. arguments])
            : new ProcessStartInfo(file, arguments);

        // The server inherits its output from pg_ctl and would keep a pipe open for as long as it runs: it logs to its own file instead.
        start.WorkingDirectory = "/";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{file} ended with {process.ExitCode}; the tests need a PostgreSQL server (or {Variable}).");
        }
    }
}
