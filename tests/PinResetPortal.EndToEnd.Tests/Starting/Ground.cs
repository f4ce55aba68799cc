using Microsoft.Data.Sqlite;
using Npgsql;
using PinResetPortal.EndToEnd.Processes;
using PinResetPortal.Store.Databases;

namespace PinResetPortal.EndToEnd.Starting;

/// <summary>What one start finds: its settings, a folder of its own, and what is in its way. Complete and right before something is made wrong.</summary>
internal sealed class Ground(PostgresServer postgres) : IAsyncDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly List<IDisposable> _held = [];
    private readonly List<string> _databases = [];

    public Dictionary<string, string> Settings { get; } = new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["AzureAd__ClientId"] = "5b1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c",
        ["AzureAd__ClientCredentials__0__SourceType"] = "ClientSecret",
        ["AzureAd__ClientCredentials__0__ClientSecret"] = "not-used",
        ["Portal__AllowedTenants__0"] = "11111111-1111-4111-8111-111111111111",
    };

    /// <summary>What starts the portal in another world than the test's.</summary>
    public IReadOnlyList<string> Prefix { get; private set; } = [];

    public string Folder => _folder.Path;

    public string Data => Path.Combine(Folder, "data");

    /// <summary>Of the data folder, or with a whole path elsewhere.</summary>
    public string Write(string name, string content)
    {
        var file = Path.Combine(Data, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? Folder);
        File.WriteAllText(file, content);
        return file;
    }

    public void Hold(IDisposable held) => _held.Add(held);

    public static bool CanMount { get; } = Tries("unshare", "-rm", "true");

    /// <summary>A file system of its own over the data folder, which nobody outside sees (https://man7.org/linux/man-pages/man1/unshare.1.html).</summary>
    /// <param name="options">Of <c>mount</c>.</param>
    public void Mount(string options)
    {
        Directory.CreateDirectory(Data);
        Prefix = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs -o \"$1\" tmpfs \"$0\" && shift && exec \"$@\"", Data, options];
    }

    /// <summary>As a user whom the rights of files bind; root they bind once it has lost the capability to pass them over.</summary>
    public void BindByRights(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }

        Prefix = Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] : [];
    }

    private static bool Tries(string program, params string[] arguments)
    {
        try
        {
            using var process = System.Diagnostics.Process.Start(program, arguments);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    public async Task<NpgsqlConnectionStringBuilder> UsePostgresAsync()
    {
        _databases.Add(await postgres.CreateDatabaseAsync());
        var connection = new NpgsqlConnectionStringBuilder(_databases[^1]);
        UsePostgres(connection);
        return connection;
    }

    public void UsePostgres(NpgsqlConnectionStringBuilder connection)
    {
        Settings["Storage__Provider"] = "PostgreSQL";
        Settings["Storage__ConnectionString"] = connection.ToString();
    }

    public static async Task ExecuteAsync(NpgsqlConnectionStringBuilder database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async Task ExecuteAsync(string sql)
    {
        Directory.CreateDirectory(Data);
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "portal.db")};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new SqliteCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public ChildProcess Start(string program) => ChildProcess.StartCommand(
        Folder, new Dictionary<string, string>(Settings) { ["Storage__Path"] = Settings.GetValueOrDefault("Storage__Path", Data) }, [.. Prefix, "dotnet", program]);

    public async ValueTask DisposeAsync()
    {
        _held.ForEach(held => held.Dispose());
        foreach (var database in _databases)
        {
            await postgres.DropDatabaseAsync(database);
        }

        _folder.Dispose();
    }
}
