using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Operations;
using PinResetPortal.Core.Overview;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Records;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Scans;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;

namespace PinResetPortal.Graph;

/// <summary>Graph answers nothing but 500, over HTTP: what pages, API, scans and runs make of it is the same, on both databases.</summary>
public abstract class UnreadableTests : IAsyncLifetime
{
    private EmulatedWorld? _world;
    private ITestDatabase? _database;
    private StoreUnderTest? _store;
    private Tenant? _tenant;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private StoreUnderTest Store => _store!;

    private Tenant Tenant => _tenant!;

    public async ValueTask InitializeAsync()
    {
        _world = await EmulatedWorld.StartAsync(options => (options.MaxAttempts, options.FirstPause) = (1, TimeSpan.FromMilliseconds(1)));
        var home = EmulatedWorld.Application.HomeTenantId;
        _tenant = _world.Add("{}") is var added ? added with { Relationship = new(RelationshipKind.Direct, Active: true, PartnerTenantId: home) } : null;
        _database = await CreateDatabaseAsync();
        _store = StoreUnderTest.Compose(_database.Configuration, after: services =>
        {
            services.AddPinResetCore();
            services.AddSingleton<TimeProvider>(new ImpatientTime());
            services.AddSingleton(_world.Reader);
            services.AddSingleton(_world.Executor);
            services.AddSingleton<ITenantDirectory, Scans.ScanInstance.NoDirectory>();
            services.CompleteFactsFromStore();
        });
        await _store.InitializeAsync();
        await Store.Get<ITenantStore>().UpsertAsync([Tenant], Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await _database!.DisposeAsync();
        await _world!.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [FactAttribute]
    public async Task Graph_AnswersNothing_PageApiScanAndRunKeepTheVerdictAndSaySinceWhen()
    {
        var known = await ReadAsync();
        Assert.True(known is { Verdict: Verdict.NotReady, Unread: null }, string.Join('\n', known.Findings.Select(assessed => $"{assessed.Finding.CheckId} {assessed.Finding.Status} {assessed.Finding.Reason}")));
        var operation = await PlanAndStartAsync();
        await _world!.FaultsAsync("""{"errorShare":1,"seed":1}""");

        var page = await ReadAsync();
        await ExpectKeptAsync(known, page.Unread!.Since);
        Assert.Equal((known.Verdict, known.ReadAt), (page.Verdict, page.ReadAt));

        Assert.Equal(ScanOutcome.Failed, (await ScanAsync()).Result.Outcome);
        await ExpectKeptAsync(known, page.Unread.Since);

        await Store.Get<OperationRunner>().RunAsync(operation.Id, EmulatedWorld.Application, Cancellation);
        var ended = (await Store.Get<IOperationStore>().FindAsync(operation.Id, Cancellation))!;
        Assert.Equal(OperationState.Failed, ended.State);
        Assert.All(ended.Steps, step => Assert.Equal(StepState.Skipped, step.State));
        await ExpectKeptAsync(known, page.Unread.Since);

        await _world.FaultsAsync("{}");
        Assert.Equal((Verdict.NotReady, null), ((await ReadAsync()).Verdict, (await ReadAsync()).Unread));
    }

    [FactAttribute]
    public async Task Graph_NeverAnswered_PageAndScanSayUnknown()
    {
        await _world!.FaultsAsync("""{"errorShare":1,"seed":1}""");

        var scanned = await ScanAsync();
        Assert.Equal(Verdict.Unknown, (await Store.Get<IReadinessStore>().LatestAsync(Tenant.Id, Cancellation))!.Verdict);
        Assert.Equal(ScanOutcome.Failed, scanned.Result.Outcome);
        Assert.Equal((Verdict.Unknown, null), ((await ReadAsync()).Verdict, (await ReadAsync()).Unread));
    }

    private protected abstract Task<ITestDatabase> CreateDatabaseAsync();

    private async Task<TenantReadiness> ReadAsync() => (await Store.Get<IReadinessService>().GetAsync(Tenant.Id, EmulatedWorld.Application, refresh: true, Cancellation))!;

    private async Task<Operation> PlanAndStartAsync()
    {
        var remediation = Store.Get<IRemediationService>();
        var plan = Assert.IsType<PlanResult.Planned>(await remediation.PlanAsync(Tenant.Id, EmulatedWorld.Application, null, new(), Cancellation)).Plan;
        return Assert.IsType<StartResult.Accepted>(await remediation.StartAsync(Tenant.Id, EmulatedWorld.Application, null, new(), plan.Hash, Cancellation)).Operation;
    }

    private async Task<FinishedTenant> ScanAsync()
    {
        var scans = Store.Get<IScanStore>();
        var started = Assert.IsType<ScanStart.Accepted>(await Store.Get<IScanService>().StartAsync(EmulatedWorld.Application, [Tenant.Id], refresh: true, Cancellation)).Progress;
        var now = TimeProvider.System.GetUtcNow();
        var claimed = Assert.Single(await scans.ClaimAsync("one", 1, now, now.AddHours(1), Cancellation));
        var finished = await Store.Get<TenantScan>().ReadAsync(claimed, new NoPause(), Cancellation);
        await scans.CompleteAsync("one", [finished], now, Cancellation);
        Assert.True((await scans.FindAsync(started.Scan.Id, Cancellation))!.Failed == 1, $"{finished.Result}");
        return finished;
    }

    /// <summary>List, overview, history and evidence say what the last read that could see said.</summary>
    private async Task ExpectKeptAsync(TenantReadiness known, DateTimeOffset since)
    {
        var now = TimeProvider.System.GetUtcNow();
        var mark = (await Store.Get<IReadinessStore>().LatestMarksAsync(Cancellation))[Tenant.Id];
        Assert.Equal((known.Verdict, known.ReadAt, since), (mark.Verdict, mark.ReadAt, mark.UnreadSince));
        Assert.Equal(known.Verdict, Assert.Single(await Store.Get<IReadinessStore>().HistoryAsync(Tenant.Id, 10, Cancellation)).Verdict);
        var home = EmulatedWorld.Application.HomeTenantId;
        Assert.Equal(1, (await Store.Get<IOverviewStore>().CountAsync(home, new(), now, Cancellation)).Unread);
        var record = await Store.Get<ITenantRecords>().MakeAsync(Tenant, EmulatedWorld.Application, Cancellation);
        Assert.Equal((known.Verdict, since), (record.Readiness!.Verdict, record.Readiness.Unread!.Since));
        Assert.NotEmpty(record.Readiness.Unread.Reasons);
    }

    private sealed class NoPause : Core.Facts.IReadPacer
    {
        public Task PauseAsync(TimeSpan pause, Core.Facts.ThrottleReach reach, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    public sealed class OnSqlite : UnreadableTests
    {
        private protected override Task<ITestDatabase> CreateDatabaseAsync() => Task.FromResult<ITestDatabase>(new SqliteTestDatabase());
    }

    public sealed class OnPostgres(PostgresServer server) : UnreadableTests
    {
        private protected override async Task<ITestDatabase> CreateDatabaseAsync() => await PostgresTestDatabase.CreateAsync(server);
    }
}
