using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Database;

/// <summary>
/// Brings the database to the model of this version before anything else starts: <see cref="IHostedLifecycleService.StartingAsync"/> runs
/// ahead of every <see cref="IHostedService.StartAsync"/>, also of the one that loads the data-protection keys from the database.
/// </summary>
internal sealed partial class StoreInitializer(
    IOptions<StoreOptions> options,
    ILogger<StoreInitializer> logger) : IHostedLifecycleService, IDisposable
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private bool _done;

    /// <exception cref="StoreRefusedException">The database cannot be used as it is.</exception>
    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken);
        try
        {
            if (_done)
            {
                return;
            }

            await MigrateAsync(cancellationToken);
            _done = true;
        }
        finally
        {
            _once.Release();
        }
    }

    /// <summary>Puts what the start does with the database into words where it does not work.</summary>
    /// <exception cref="StoreRefusedException">The database cannot be used as it is.</exception>
    public async Task RefusingAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (Exception e) when (RefusalOf(e) is { } refused)
        {
            throw refused;
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => InitializeAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _once.Dispose();

    private StoreRefusedException? RefusalOf(Exception trouble) => options.Value.IsSqlite ? SqliteRefusal.Of(trouble, options.Value) : PostgresRefusal.Of(trouble, options.Value);

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        var store = options.Value;
        var wait = new StartupWait(store.StartupWait, logger);
        await using var context = PortalDbContextFactory.CreateQuiet(store);
        if (store.IsSqlite)
        {
            LogSqlite(logger, store.DatabaseFile);
            await RefusingAsync(SqliteMigration.RunAsync(context, store, wait, cancellationToken));
        }
        else
        {
            LogPostgres(logger);
            await RefusingAsync(PostgresMigration.RunAsync(context, wait, cancellationToken));
        }
    }

    [LoggerMessage(5000, LogLevel.Information, "The database is the SQLite file {DatabaseFile}")]
    private static partial void LogSqlite(ILogger logger, string databaseFile);

    [LoggerMessage(5001, LogLevel.Information, "The database is PostgreSQL")]
    private static partial void LogPostgres(ILogger logger);
}
