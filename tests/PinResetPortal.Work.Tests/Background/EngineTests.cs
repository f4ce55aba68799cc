using Microsoft.Data.Sqlite;
using Npgsql;
using PinResetPortal.Store.Databases;

namespace PinResetPortal.Work.Background;

/// <summary>What every kind of work relies on, on both databases.</summary>
public abstract class EngineTests : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected abstract Task<EngineInstance> StartAsync(IWork work, params IRound[] rounds);

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    [FactAttribute]
    public async Task Row_WithoutAFiring_IsGivenOne()
    {
        var work = new ScriptedWork((_, _) => Task.CompletedTask);
        work.Open["left"] = EngineInstance.Item("left");
        await using var engine = await StartAsync(work);

        await work.BegunAsync("left");

        // Not finished, and its firing is over: it is begun again.
        await work.BegunAsync("left", times: 2);
    }

    [FactAttribute]
    public async Task Work_ThatThrows_IsBegunAgainAndThenNoMore()
    {
        var work = new ScriptedWork((_, _) => throw new InvalidOperationException("The database is away."));
        work.Open["row"] = EngineInstance.Item("row");
        await using var engine = await StartAsync(work);
        await engine.Background.StartAsync(EngineInstance.Item("row"), Cancellation);

        await work.BegunAsync("row", times: 2);
    }

    [FactAttribute]
    public async Task Start_WhileItRuns_FiresOnceMoreAfterIt()
    {
        var go = new TaskCompletionSource();
        var running = 0;
        var most = 0;
        var work = new ScriptedWork(async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await go.Task.WaitAsync(Cancellation);
            Interlocked.Decrement(ref running);
        });
        await using var engine = await StartAsync(work);
        await engine.Background.StartAsync(EngineInstance.Item("one"), Cancellation);
        await work.BegunAsync("one");

        await engine.Background.StartAsync(EngineInstance.Item("one"), Cancellation);
        await engine.Background.StartAsync(EngineInstance.Item("one"), Cancellation);
        await engine.Background.StartAsync(EngineInstance.Item("other"), Cancellation);
        await work.BegunAsync("other");
        Assert.Equal(1, work.TimesBegun("one"));
        go.SetResult();
        await work.BegunAsync("one", times: 2);
        await engine.StopAsync();

        Assert.Equal((2, 2), (work.TimesBegun("one"), most));
    }

    /// <summary>Whoever asks for a firing now gets one, whatever was asked for later, and the later one comes all the same: two in all.</summary>
    [FactAttribute]
    public async Task Start_NotBefore_TakesNoEarlierFiringAwayAndComesByItself()
    {
        var work = new ScriptedWork((_, _) => Task.CompletedTask);
        await using var engine = await StartAsync(work);
        var soon = TimeProvider.System.GetUtcNow().AddSeconds(2);
        await engine.Background.StartAsync(EngineInstance.Item("one") with { NotBefore = TimeProvider.System.GetUtcNow().AddHours(1) }, Cancellation);
        await engine.Background.StartAsync(EngineInstance.Item("one") with { NotBefore = soon }, Cancellation);
        Assert.Equal(0, work.TimesBegun("one"));

        await engine.Background.StartAsync(EngineInstance.Item("one"), Cancellation);
        await work.BegunAsync("one", times: 2);
        Assert.True(TimeProvider.System.GetUtcNow() >= soon);
    }

    [FactAttribute]
    public async Task Lane_ThatIsFull_KeepsNoOtherOneWaiting()
    {
        var go = new TaskCompletionSource();
        var work = new ScriptedWork((_, _) => go.Task.WaitAsync(Cancellation));
        await using var engine = await StartAsync(work);
        foreach (var id in new[] { "1", "2", "3" })
        {
            await engine.Background.StartAsync(EngineInstance.Item(id, "many"), Cancellation);
        }

        await work.BegunAsync("1");
        await engine.Background.StartAsync(EngineInstance.Item("urgent", "many", priority: 9), Cancellation);
        await engine.Background.StartAsync(EngineInstance.Item("single"), Cancellation);

        await work.BegunAsync("single");
        Assert.Equal((0, 0), (work.TimesBegun("2"), work.TimesBegun("urgent")));
        go.SetResult();
        await work.BegunAsync("urgent");
        await work.BegunAsync("3");
    }

    [FactAttribute]
    public async Task Stop_WhileWorkWaits_HandsItToTheNextStart()
    {
        var first = new ScriptedWork((_, wake) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, wake));
        var engine = await StartAsync(first);
        await engine.Background.StartAsync(EngineInstance.Item("long"), Cancellation);
        await first.BegunAsync("long");
        await engine.DisposeAsync();

        var second = new ScriptedWork((_, _) => Task.CompletedTask);
        await using var next = await StartAsync(second);
        await second.BegunAsync("long");
    }

    [FactAttribute]
    public async Task Wake_OfWorkThatWaits_ReachesIt()
    {
        var woken = new TaskCompletionSource();
        var work = new ScriptedWork((_, wake) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, wake).ContinueWith(_ => woken.SetResult(), TaskScheduler.Default));
        await using var engine = await StartAsync(work);
        await engine.Background.StartAsync(EngineInstance.Item("long"), Cancellation);
        await work.BegunAsync("long");

        await engine.Background.WakeAsync(EngineInstance.Item("long").Key, Cancellation);

        await woken.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    public sealed class OnSqlite : EngineTests
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("pinreset-engine-").FullName;

        public override ValueTask InitializeAsync() => ValueTask.CompletedTask;

        public override ValueTask DisposeAsync()
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(_folder, recursive: true);
            return ValueTask.CompletedTask;
        }

        private protected override Task<EngineInstance> StartAsync(IWork work, params IRound[] rounds) =>
            EngineInstance.StartAsync(Path.Combine(_folder, "scheduler.db"), null, work, rounds);
    }

    public sealed class OnPostgres(PostgresServer server) : EngineTests
    {
        private string _database = "";

        public override async ValueTask InitializeAsync() => _database = await server.CreateDatabaseAsync();

        public override async ValueTask DisposeAsync() => await server.DropDatabaseAsync(_database);

        [FactAttribute]
        public async Task Wake_OnAnotherInstance_ReachesIt()
        {
            var woken = new TaskCompletionSource();
            var work = new ScriptedWork((_, wake) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, wake).ContinueWith(_ => woken.TrySetResult(), TaskScheduler.Default));
            await using var engine = await StartAsync(work);
            await engine.Background.StartAsync(EngineInstance.Item("long"), Cancellation);
            await work.BegunAsync("long");
            await using var other = await StartAsync(new ScriptedWork((_, _) => Task.CompletedTask));

            await other.Background.WakeAsync(EngineInstance.Item("long").Key, Cancellation);

            await woken.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        }

        /// <summary>The instance lives, but its role may no longer log in: it misses its check-ins, as one that was asleep does.</summary>
        [FactAttribute]
        public async Task Instance_ThatMissesItsCheckIns_LosesItsWorkToAnotherOne()
        {
            var role = $"instance_{Guid.NewGuid():N}";
            await ExecuteAsync($"CREATE ROLE {role} SUPERUSER LOGIN");
            var asleep = new NpgsqlConnectionStringBuilder(_database) { Username = role }.ToString();
            var end = new CancellationTokenSource();
            var first = new ScriptedWork((_, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end.Token));
            var engine = await EngineInstance.StartAsync(null, asleep, first);
            try
            {
                await engine.Background.StartAsync(EngineInstance.Item("long"), Cancellation);
                await first.BegunAsync("long");
                var second = new ScriptedWork((_, _) => Task.CompletedTask);
                await using var other = await StartAsync(second);
                await ExecuteAsync($"ALTER ROLE {role} NOLOGIN");
                await ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{role}'");

                await second.BegunAsync("long");
            }
            finally
            {
                await ExecuteAsync($"ALTER ROLE {role} LOGIN");
                await end.CancelAsync();
                await engine.DisposeAsync();
            }
        }

        [FactAttribute]
        public async Task Round_OfTwoInstances_RunsOnOneOfThemAtATime()
        {
            var rounds = new CountedRound();
            await using var one = await StartAsync(new ScriptedWork((_, _) => Task.CompletedTask), rounds);
            await using var two = await StartAsync(new ScriptedWork((_, _) => Task.CompletedTask), rounds);

            await rounds.Fifth.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);

            Assert.Equal(1, rounds.Most);
            Assert.InRange(rounds.Times, 5, 6);
            Assert.True(TimeProvider.System.GetUtcNow() - rounds.FirstAt > TimeSpan.FromSeconds(3), "Two instances ran a round of a second twice as often.");
        }

        private protected override Task<EngineInstance> StartAsync(IWork work, params IRound[] rounds) => EngineInstance.StartAsync(null, _database, work, rounds);

        private async Task ExecuteAsync(string sql)
        {
            await using var connection = new NpgsqlConnection(_database);
            await connection.OpenAsync(Cancellation);
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        private sealed class CountedRound : IRound
        {
            private int _running;

            public string Name => "counted";

            public TimeSpan? Every => TimeSpan.FromSeconds(1);

            public int Times { get; private set; }

            public int Most { get; private set; }

            public DateTimeOffset FirstAt { get; private set; }

            public TaskCompletionSource Fifth { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

            public async Task RunAsync(CancellationToken stopping)
            {
                Most = Math.Max(Most, Interlocked.Increment(ref _running));
                FirstAt = Times++ == 0 ? TimeProvider.System.GetUtcNow() : FirstAt;
                await Task.Yield();
                Interlocked.Decrement(ref _running);
                if (Times == 5)
                {
                    Fifth.SetResult();
                }
            }
        }
    }
}
