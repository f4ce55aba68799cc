using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using PinResetPortal.EndToEnd.Processes;
using PinResetPortal.Store.Databases;

namespace PinResetPortal.EndToEnd.Chaos;

/// <summary>Where the portal under chaos keeps everything, and how to take that from it.</summary>
internal abstract class ChaosDatabase(SmallDisk? disk) : IAsyncDisposable
{
    public abstract string Name { get; }

    /// <summary>How many instances may share it.</summary>
    public abstract int MostInstances { get; }

    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>The working folder of the instances.</summary>
    public abstract string Folder { get; }

    /// <summary>Null: nothing here can be full.</summary>
    public SmallDisk? Disk => disk;

    /// <summary>Nobody can write for so long.</summary>
    public abstract Task AwayAsync(TimeSpan lasts);

    /// <summary>Past the portal, for counting.</summary>
    public async Task<IReadOnlyList<string[]>> QueryAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(field => Convert.ToString(reader.GetValue(field), CultureInfo.InvariantCulture) ?? "")]);
        }

        return rows;
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return disk?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    protected abstract DbConnection Connect();
}

/// <summary>One file, and one for the scheduler; away is a lock on both that somebody else holds.</summary>
internal sealed class SqliteUnderChaos : ChaosDatabase
{
    private readonly ScratchFolder _scratch = new();

    private SqliteUnderChaos(SmallDisk? disk)
        : base(disk)
    {
    }

    public override string Name => "SQLite";

    public override int MostInstances => 1;

    public override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    public override string Folder => Disk?.Path ?? _scratch.Path;

    public static async Task<ChaosDatabase> CreateAsync() => new SqliteUnderChaos(await SmallDisk.TryMountAsync());

    public override async Task AwayAsync(TimeSpan lasts)
    {
        await using var portal = await LockAsync("portal.db");
        await using var scheduler = await LockAsync("scheduler.db");
        await Task.Delay(lasts, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _scratch.Dispose();
    }

    protected override DbConnection Connect() => Connect("portal.db", SqliteOpenMode.ReadWrite);

    private SqliteConnection Connect(string file, SqliteOpenMode mode) =>
        new(new SqliteConnectionStringBuilder { DataSource = Path.Combine(Folder, file), Mode = mode, Pooling = false, DefaultTimeout = 60 }.ToString());

    private async Task<SqliteConnection> LockAsync(string file)
    {
        var connection = Connect(file, SqliteOpenMode.ReadWrite);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}

/// <summary>A database of the tests' server, reached over a wire; away is the wire cut. Its files are on a small disk where one can be mounted.</summary>
internal sealed class PostgresUnderChaos : ChaosDatabase
{
    private readonly ScratchFolder _scratch = new();
    private readonly PostgresServer _server;
    private readonly string _direct;
    private readonly string? _tablespace;
    private readonly Wire _wire;

    private PostgresUnderChaos(PostgresServer server, string direct, SmallDisk? disk, string? tablespace)
        : base(disk)
    {
        var address = new NpgsqlConnectionStringBuilder(direct) { Timeout = 15, CommandTimeout = 30, MaxPoolSize = 60 };
        (_server, _direct, _tablespace, _wire) = (server, address.ToString(), tablespace, new(address.Port));
        (address.Host, address.Port) = ("127.0.0.1", _wire.Port);
        Settings = new Dictionary<string, string> { ["Storage__Provider"] = "PostgreSQL", ["Storage__ConnectionString"] = address.ToString() };
    }

    public override string Name => "PostgreSQL";

    public override int MostInstances => 2;

    public override IReadOnlyDictionary<string, string> Settings { get; }

    public override string Folder => _scratch.Path;

    public static async Task<ChaosDatabase> CreateAsync(PostgresServer server)
    {
        var direct = await server.CreateDatabaseAsync();
        var (name, master) = (new NpgsqlConnectionStringBuilder(direct).Database, await server.ConnectionStringAsync("postgres"));
        if (Environment.GetEnvironmentVariable("PINRESET_TEST_POSTGRES") is { Length: > 0 } || await SmallDisk.TryMountAsync("postgres") is not { } disk)
        {
            return new PostgresUnderChaos(server, direct, null, null);
        }

        await ExecuteAsync(master, $"CREATE TABLESPACE small_{name} LOCATION '{disk.Path}'");
        await server.LeaveAsync(direct);
        await ExecuteAsync(master, $"ALTER DATABASE {name} SET TABLESPACE small_{name}");
        return new PostgresUnderChaos(server, direct, disk, $"small_{name}");
    }

    public override async Task AwayAsync(TimeSpan lasts)
    {
        _wire.Cut();
        await Task.Delay(lasts, TimeProvider.System, TestContext.Current.CancellationToken);
        _wire.Mend();
    }

    public override async ValueTask DisposeAsync()
    {
        await _wire.DisposeAsync();
        await _server.DropDatabaseAsync(_direct);
        if (_tablespace is not null)
        {
            await ExecuteAsync(await _server.ConnectionStringAsync("postgres"), $"DROP TABLESPACE {_tablespace}");
        }

        await base.DisposeAsync();
        _scratch.Dispose();
    }

    protected override DbConnection Connect() => new NpgsqlConnection(_direct);

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
