using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Quartz;

namespace PinResetPortal.Work.Background;

/// <summary>The engine alone, as one instance has it, with work that a test tells what to do.</summary>
internal sealed class EngineInstance : IAsyncDisposable
{
    private readonly IHost _host;

    private EngineInstance(IHost host) => _host = host;

    /// <summary>What this instance measures.</summary>
    public IMeterFactory Meters => _host.Services.GetRequiredService<IMeterFactory>();

    public IBackground Background => _host.Services.GetRequiredService<IBackground>();

    /// <param name="file">The file of SQLite; null: <paramref name="postgres"/>.</param>
    public static async Task<EngineInstance> StartAsync(string? file, string? postgres, IWork work, params IRound[] rounds)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddBackground(
            store =>
            {
                store.ProvisionSchema();
                if (postgres is null)
                {
                    store.UseSqlite(SqliteFactory.Instance, $"Data Source={file}");
                    return;
                }

                store.UsePostgres(NpgsqlFactory.Instance, postgres);
                store.UseClustering(cluster =>
                {
                    cluster.CheckinInterval = TimeSpan.FromSeconds(1);
                    cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(1);
                });
            },
            shared: postgres is not null);
        builder.Services.AddSingleton(work);
        builder.Services.AddSingleton(new WorkLane(WorkLanes.Repair, _ => 2));
        builder.Services.AddSingleton(new WorkLane("many", _ => 1));
        foreach (var round in rounds)
        {
            builder.Services.AddSingleton(round);
        }

        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new(host);
    }

    public static WorkItem Item(string id, string lane = WorkLanes.Repair, int priority = WorkItem.Ordinary) => new(new(ScriptedWork.OfKind, id), lane, priority);

    public Task StopAsync() => _host.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(TestContext.Current.CancellationToken);
        _host.Dispose();
    }
}

/// <summary>Work that does what the test says, and tells when it begins.</summary>
internal sealed class ScriptedWork(Func<string, CancellationToken, Task> run) : IWork
{
    public const string OfKind = "scripted";

    private readonly ConcurrentDictionary<string, int> _begun = new();
    private readonly ConcurrentDictionary<(string Id, int Times), TaskCompletionSource> _waiting = new();

    public string Kind => OfKind;

    /// <summary>Rows that should have a firing.</summary>
    public ConcurrentDictionary<string, WorkItem> Open { get; } = new();

    public int TimesBegun(string id) => _begun.GetValueOrDefault(id);

    /// <summary>Completes when the work has begun so often.</summary>
    public Task BegunAsync(string id, int times = 1)
    {
        var waiting = _waiting.GetOrAdd((id, times), _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (TimesBegun(id) >= times)
        {
            waiting.TrySetResult();
        }

        return waiting.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    public Task RunAsync(string id, CancellationToken wake)
    {
        var times = _begun.AddOrUpdate(id, 1, (_, before) => before + 1);
        if (_waiting.TryGetValue((id, times), out var waiting))
        {
            waiting.TrySetResult();
        }

        return run(id, wake);
    }

    public Task<IReadOnlyList<WorkItem>> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<WorkItem>>([.. Open.Values]);
}
