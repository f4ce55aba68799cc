using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PinResetPortal.Store.Schema;

namespace PinResetPortal.Store.Databases;

/// <summary>One instance of the portal's Store over a database, as the host composes it.</summary>
internal sealed class StoreUnderTest : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private StoreUnderTest(ServiceProvider services, FakeTimeProvider time, RecordedLog log)
    {
        _services = services;
        Time = time;
        Log = log;
    }

    public FakeTimeProvider Time { get; }

    public RecordedLog Log { get; }

    public static async Task<StoreUnderTest> OpenAsync(IEnumerable<KeyValuePair<string, string?>> configuration, string environment = "Test", FakeTimeProvider? time = null)
    {
        var store = Compose(configuration, environment, time);
        await store.InitializeAsync();
        return store;
    }

    /// <summary>Without a migrated database.</summary>
    public static StoreUnderTest Compose(
        IEnumerable<KeyValuePair<string, string?>> configuration,
        string environment = "Test",
        FakeTimeProvider? time = null,
        Action<IServiceCollection>? before = null,
        Action<IServiceCollection>? after = null)
    {
        time ??= new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 9, 30, 0, TimeSpan.Zero).AddTicks(1234567));
        var log = new RecordedLog();
        var services = new ServiceCollection();

        // EF Core stops looking at the log for a second after a message that nobody wanted: a test that counts queries wants them all.
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        services.AddMetrics();
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = environment });
        before?.Invoke(services);
        services.AddPinResetStore(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
        after?.Invoke(services);
        return new StoreUnderTest(services.BuildServiceProvider(), time, log);
    }

    public Task InitializeAsync() => _services.InitializeStoreAsync(TestContext.Current.CancellationToken);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public IEnumerable<T> GetAll<T>() => _services.GetServices<T>();

    public PortalDbContext CreateContext() => Get<IDbContextFactory<PortalDbContext>>().CreateDbContext();

    /// <summary>Runs SQL past the portal, as somebody with the database's password could.</summary>
    public async Task<int> ExecuteAsync(params string[] statements)
    {
        await using var context = CreateContext();
        var changed = 0;
        foreach (var statement in statements)
        {
            changed += await context.Database.ExecuteSqlRawAsync(statement, TestContext.Current.CancellationToken);
        }

        return changed;
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var context = CreateContext();
        await context.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using DbCommand command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Writes what stands beside a SQLite file into it.</summary>
    public async Task CloseAsync()
    {
        await using var context = CreateContext();
        if (context.Database.IsSqlite())
        {
            await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE);", TestContext.Current.CancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
