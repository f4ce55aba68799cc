using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.EndToEnd.Chaos;

/// <summary>One or two portals over a database, and a Graph behind a wire: what faults strike. A process that ends by itself is started again, as a service manager does.</summary>
internal sealed class ChaosHouse : IAsyncDisposable
{
    private const int LongestLife = 12;

    private static readonly TimeSpan Start = TimeSpan.FromSeconds(40);
    private static readonly string Logs = Path.Combine(AppContext.BaseDirectory, "chaos");

    private readonly ChaosDatabase _database;
    private readonly EmulatorProcess _emulator;
    private readonly Wire _graph;
    private readonly ScratchFolder _scratch;
    private readonly List<Instance> _instances = [];
    private readonly SemaphoreSlim _graphFree = new(1, 1);
    private readonly SemaphoreSlim _databaseFree = new(1, 1);
    private readonly SemaphoreSlim _throttleFree = new(1, 1);
    private readonly CancellationTokenSource _over = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private Task _watching = Task.CompletedTask;

    private ChaosHouse(ChaosDatabase database, ScratchFolder scratch, EmulatorProcess emulator) =>
        (_database, _scratch, _emulator, _graph, Control) = (database, scratch, emulator, new(emulator.Address.Port), new(emulator.Address));

    public ChaosDatabase Database => _database;

    public EmulatorControl Control { get; }

    public Uri EmulatorAddress => _emulator.Address;

    public IReadOnlyList<Uri> Instances => [.. _instances.Select(instance => instance.Portal.Address)];

    /// <summary>How many faults of each kind took place.</summary>
    public ConcurrentDictionary<FaultKind, int> Struck { get; } = new();

    /// <summary>How often an instance ended that ran, and that nobody had killed.</summary>
    public int Crashes { get; private set; }

    /// <summary>How often one would not start as things were, and said why: the disk is full, the database is away.</summary>
    public int RefusedStarts { get; private set; }

    public static async Task<ChaosHouse> StartAsync(ChaosDatabase database)
    {
        Directory.CreateDirectory(Logs);
        var scratch = new ScratchFolder();
        var house = new ChaosHouse(database, scratch, await EmulatorProcess.StartAsync(scratch.Path, FreePort.Next()));
        await house.CalmAsync();
        await house.JoinAsync();
        house._watching = house.WatchAsync();
        return house;
    }

    /// <summary>The kinds that this machine and this database know.</summary>
    public IReadOnlyDictionary<FaultKind, TimeSpan> Possible(IReadOnlyDictionary<FaultKind, TimeSpan> all) =>
        all.Where(kind => (kind.Key != FaultKind.DiskFull || _database.Disk is not null) && (kind.Key != FaultKind.ClockJumped || FakeClock.Library is not null)).ToDictionary();

    /// <summary>Another instance, if the database can be shared.</summary>
    public async Task JoinAsync()
    {
        if (_instances.Count == _database.MostInstances)
        {
            return;
        }

        var number = _instances.Count + 1;
        var clock = FakeClock.Library is { } library ? new FakeClock(library, Path.Combine(_scratch.Path, $"clock-{number}")) : null;
        clock?.Set(TimeSpan.Zero);
        var settings = new Dictionary<string, string>(_database.Settings.Concat(clock?.Environment ?? new Dictionary<string, string>()))
        {
            ["Notifications__AllowPrivateAddresses"] = "true",
            ["Notifications__IntervalSeconds"] = "2",
        };
        _instances.Add(new(await PortalProcess.StartAsync(_database.Folder, FreePort.Next(), new Uri($"http://127.0.0.1:{_graph.Port}"), settings), clock, Path.Combine(Logs, $"{_database.Name}-{number}.log")));
        await File.WriteAllTextAsync(_instances[^1].Log, "");
    }

    public async Task StrikeAsync(Fault fault)
    {
        var instance = _instances[fault.Instance % _instances.Count];
        await (fault.Kind switch
        {
            FaultKind.Killed => AloneAsync(instance.Free, () => KillAsync(instance, fault.Lasts, TimeSpan.FromSeconds(fault.Instance % LongestLife))),
            FaultKind.Paused => AloneAsync(instance.Free, () => ForAsync(fault.Lasts, instance.Portal.PauseAsync, instance.Portal.ContinueAsync)),
            FaultKind.ClockJumped => AloneAsync(instance.Free, () => ForAsync(
                fault.Lasts, () => instance.SetClock(fault.Instance / 2 % 2 == 0 ? ChaosForm.Jump : -ChaosForm.Jump), () => instance.SetClock(TimeSpan.Zero))),
            FaultKind.DatabaseAway => AloneAsync(_databaseFree, () => _database.AwayAsync(fault.Lasts)),
            FaultKind.DiskFull => AloneAsync(_databaseFree, () => ForAsync(fault.Lasts, () => Done(() => _database.Disk?.Fill()), () => Done(() => _database.Disk?.Free()))),
            FaultKind.GraphAway => AloneAsync(_graphFree, () => ForAsync(fault.Lasts, () => Done(_graph.Cut), () => Done(_graph.Mend))),
            FaultKind.BodiesStalled => AloneAsync(_graphFree, () => ForAsync(fault.Lasts, () => Done(_graph.Stall), () => Done(_graph.Mend))),
            _ => AloneAsync(_throttleFree, () => ForAsync(fault.Lasts, () => Control.FaultsAsync(new JsonObject(Latency()) { ["throttleShare"] = 0.3, ["retryAfter"] = "1", ["seed"] = fault.Instance }), CalmAsync)),
        });
        Struck.AddOrUpdate(fault.Kind, 1, (_, count) => count + 1);
    }

    /// <summary>Waits until every instance answers.</summary>
    public Task WaitAsync() => Task.WhenAll(_instances.Select(instance => Eventually.BeTrueAsync(
        async () => await IsReadyAsync(instance), $"an answer at {instance.Portal.Address}:{Environment.NewLine}{instance.Portal.Output}", TimeSpan.FromMinutes(2))));

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _watching;
        foreach (var instance in _instances)
        {
            await instance.DisposeAsync();
        }

        await _graph.DisposeAsync();
        Control.Dispose();
        await _emulator.DisposeAsync();
        _http.Dispose();
        foreach (var free in new[] { _graphFree, _databaseFree, _throttleFree })
        {
            free.Dispose();
        }

        _over.Dispose();
        _scratch.Dispose();
    }

    private static Dictionary<string, JsonNode?> Latency() => new() { ["latencyMs"] = new JsonObject { ["mean"] = 60, ["spread"] = 30 } };

    private Task CalmAsync() => Control.FaultsAsync(new JsonObject(Latency()));

    private static Task Done(Action act)
    {
        act();
        return Task.CompletedTask;
    }

    private static async Task AloneAsync(SemaphoreSlim free, Func<Task> act)
    {
        await free.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await act();
        }
        finally
        {
            free.Release();
        }
    }

    private static async Task ForAsync(TimeSpan lasts, Func<Task> begin, Func<Task> end)
    {
        await begin();
        try
        {
            await Task.Delay(lasts, TimeProvider.System, TestContext.Current.CancellationToken);
        }
        finally
        {
            await end();
        }
    }

    /// <summary>Nothing strikes it again until it answers, or a start has had its time, and has lived a while: else nothing would ever be under way.</summary>
    private async Task KillAsync(Instance instance, TimeSpan lasts, TimeSpan life)
    {
        await instance.Portal.KillAsync();
        await Task.Delay(lasts, TimeProvider.System, TestContext.Current.CancellationToken);
        await instance.LaunchAgainAsync();
        var since = TimeProvider.System.GetTimestamp();
        while (!instance.Portal.HasEnded && !await IsReadyAsync(instance) && TimeProvider.System.GetElapsedTime(since) < Start)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await Task.Delay(life, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    private async Task<bool> IsReadyAsync(Instance instance)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(instance.Portal.Address, "/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task WatchAsync()
    {
        using var pause = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await pause.WaitForNextTickAsync(_over.Token))
            {
                foreach (var instance in _instances.ToArray())
                {
                    if (instance.Portal.HasEnded && await instance.Free.WaitAsync(0))
                    {
                        _ = instance.Portal.Output.Contains("Now listening on", StringComparison.Ordinal) ? Crashes++ : RefusedStarts++;
                        await instance.LaunchAgainAsync();
                        instance.Free.Release();
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }

    private sealed class Instance(PortalProcess portal, FakeClock? clock, string log) : IAsyncDisposable
    {
        public PortalProcess Portal => portal;

        public string Log => log;

        /// <summary>One thing at a time befalls it.</summary>
        public SemaphoreSlim Free { get; } = new(1, 1);

        public Task SetClock(TimeSpan by) => Done(() => clock?.Set(by));

        public async Task LaunchAgainAsync()
        {
            await KeepLogAsync();
            await portal.LaunchAgainAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await KeepLogAsync();
            await portal.DisposeAsync();
            Free.Dispose();
        }

        private Task KeepLogAsync() => File.AppendAllTextAsync(log, portal.Output + Environment.NewLine + "---- ended" + Environment.NewLine);
    }
}
