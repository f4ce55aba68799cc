using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>Service and runner over a real database; what befalls a tenant is scripted.</summary>
public abstract class BulkRepairTests : IAsyncLifetime
{
    private static readonly TenantId Home = ScanInstance.Home;
    private static readonly Actor Olive = new(ActorKind.User, "olive", "olive@fabrikam.example", Home, PortalRole.Operator, new());

    private readonly ScriptedRemediation _remediation = new();
    private ITestDatabase? _database;
    private StoreUnderTest? _store;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private StoreUnderTest Store => _store!;

    private IBulkRepairService Service => Store.Get<IBulkRepairService>();

    public async ValueTask InitializeAsync()
    {
        _database = await CreateDatabaseAsync();
        _store = StoreUnderTest.Compose(_database.Configuration, after: services =>
        {
            services.AddPinResetWork();
            services.AddSingleton<IRemediationService>(_remediation);
            services.AddSingleton<ITenantDirectory, ScanInstance.NoDirectory>();
            services.AddSingleton<ITenantFactReader>(new ScriptedReader());
            services.AddSingleton<IChangeExecutor, ScanInstance.NoChanges>();
            services.Configure<BulkRepairOptions>(options => options.Concurrency = 1);
        });
        await _store.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await _database!.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Prepare_Tenants_SumsUpEachPlanAndSendsNothing()
    {
        var tenants = await AddTenantsAsync(3);

        var bulk = await PlannedAsync(tenants);

        Assert.Equal((BulkRepairState.Planned, "3 tenants: create 3 service principals", "fix 3 tenants"), (bulk.Bulk.State, bulk.Summary!.Sentence, bulk.Summary.Confirmation));
        Assert.Empty(_remediation.Started);
    }

    [Fact]
    public async Task Prepare_TenantWithoutAccess_IsNamedAndTheOthersArePlanned()
    {
        var tenants = await AddTenantsAsync(2);
        _remediation.Content[tenants[0]] = TenantFactsBuilder.Healthy() with { Access = new Fact<AccessFacts>.Unreadable(new(UnreadableKind.PortalNotConsented, "The portal is not consented.", "Give consent.")) };

        var bulk = await PlannedAsync(tenants);

        Assert.Equal(1, bulk.Summary!.Tenants);
        var unread = Assert.Single(await ItemsAsync(bulk, BulkRepairItemState.Unreadable));
        Assert.Equal((tenants[0], "The portal is not consented. Give consent."), (unread.TenantId, unread.Error));
    }

    [Fact]
    public async Task Prepare_NothingCouldBeRead_NeverSaysNothing()
    {
        var tenants = await AddTenantsAsync(2);
        foreach (var tenant in tenants)
        {
            _remediation.Content[tenant] = TenantFactsBuilder.Healthy() with { Access = new Fact<AccessFacts>.Unreadable(new(UnreadableKind.SignInRequired, "Sign in again.")) };
        }

        var bulk = await PlannedAsync(tenants);

        Assert.Equal("2 tenants could not be read", bulk.Summary!.Sentence);
        Assert.Equal((0, 2, "Sign in again."), (bulk.Summary.NothingToDo, bulk.Summary.Unreadable, bulk.Summary.WhyUnreadable));
        Assert.Equal("Nobody knows whether there is something to repair in what could not be read. Sign in again.", bulk.Bulk.Note);
        Assert.Equal(2, bulk.Retryable);
    }

    [Fact]
    public async Task Prepare_SomeRead_SaysBoth()
    {
        var tenants = await AddTenantsAsync(3);
        _remediation.Content[tenants[0]] = TenantFactsBuilder.Healthy();
        _remediation.Content[tenants[1]] = TenantFactsBuilder.Healthy() with { PinResetService = new Fact<ServicePrincipalFacts>.Unreadable(TenantFactsBuilder.Forbidden) };

        Assert.Equal("Nothing to repair in 1 tenant; 1 tenant could not be read", (await PlannedAsync([.. tenants.Take(2)])).Summary!.Sentence);
        var all = await PlannedAsync(tenants);
        Assert.Equal("1 tenant: create 1 service principal; 1 tenant could not be read", all.Summary!.Sentence);
        Assert.Contains("could not see", all.Summary.WhyUnreadable!, StringComparison.Ordinal);
        Assert.Equal(BulkRepairState.Planned, all.Bulk.State);
    }

    [Fact]
    public async Task Run_InterruptedWhileItWaits_IsTakenUpAgain()
    {
        var bulk = await PlannedAsync(await AddTenantsAsync(1));
        _remediation.OnStart = tenant => Task.FromResult<StartResult?>(new StartResult.Accepted(_remediation.Run(tenant, OperationState.Running, interrupted: true)));
        var running = StartAsync(bulk);
        while (!running.IsCompleted)
        {
            Store.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await running;
        Assert.Single(_remediation.Resumed);
        Assert.Equal(BulkRepairState.Completed, (await FindAsync(bulk)).Bulk.State);
    }

    [Theory]
    [InlineData("other", "fix 2 tenants", 0, typeof(BulkResult.PlanChanged))]
    [InlineData(null, "fix 3 tenants", 0, typeof(BulkResult.Invalid))]
    [InlineData(null, "fix 2 tenants", 3, typeof(BulkResult.Invalid))]
    public async Task Start_NotWhatWasShown_SendsNothing(string? hash, string typed, int pilot, Type expected)
    {
        var bulk = await PlannedAsync(await AddTenantsAsync(2));

        var result = await Service.StartAsync(bulk.Bulk.Id, Olive, hash ?? bulk.Summary!.PlanHash, typed, pilot, Cancellation);

        Assert.IsType(expected, result);
        Assert.Empty(_remediation.Started);
        Assert.Equal(BulkRepairState.Planned, (await FindAsync(bulk)).Bulk.State);
    }

    [Fact]
    public async Task Everything_ByReader_IsDenied()
    {
        var reader = Olive with { Role = PortalRole.Reader };
        var tenants = await AddTenantsAsync(1);
        var bulk = await PlannedAsync(tenants);
        var id = bulk.Bulk.Id;

        Assert.IsType<BulkResult.Denied>(await Service.PrepareAsync(reader, tenants, null, new(), Cancellation));
        Assert.IsType<BulkResult.Denied>(await Service.StartAsync(id, reader, bulk.Summary!.PlanHash, bulk.Summary.Confirmation, 0, Cancellation));
        Assert.IsType<BulkResult.Denied>(await Service.StopAsync(id, reader, Cancellation));
        Assert.IsType<BulkResult.Denied>(await Service.RetryAsync(id, reader, Cancellation));
        Assert.IsType<BulkResult.Denied>(await Service.GoOnAsync(id, reader, Cancellation));
        Assert.NotNull(await Service.FindAsync(id, reader, Cancellation));
        Assert.Null(await Service.FindAsync(id, reader with { HomeTenantId = tenants[0] }, Cancellation));
    }

    [Fact]
    public async Task Prepare_ForGroupsOrByName_IsRefused()
    {
        var tenants = await AddTenantsAsync(1);

        Assert.IsType<BulkResult.Invalid>(await Service.PrepareAsync(Olive, tenants, null, new(Assign: new(AssignmentTarget.Group, [Guid.NewGuid().ToString()])), Cancellation));
        Assert.IsType<BulkResult.Invalid>(await Service.PrepareAsync(Olive, tenants, null, new(Name: "Hello"), Cancellation));
        Assert.IsType<BulkResult.CheckNotFound>(await Service.PrepareAsync(Olive, tenants, ["no.such"], new(), Cancellation));
        Assert.Equal("checks", Assert.IsType<BulkResult.Invalid>(await Service.PrepareAsync(Olive, tenants, [CheckIds.PinRecovery, CheckIds.Grants], new(), Cancellation)).Field);
        Assert.IsType<BulkResult.TenantNotFound>(await Service.PrepareAsync(Olive, [new(Guid.NewGuid())], null, new(), Cancellation));
    }

    [Fact]
    public async Task Run_PilotFirst_WaitsThenGoesOnWithTheRest()
    {
        var tenants = await AddTenantsAsync(3);
        var bulk = await PlannedAsync(tenants);

        await StartAsync(bulk, pilot: 1);

        Assert.Equal(BulkRepairState.PilotDone, (await FindAsync(bulk)).Bulk.State);
        Assert.Equal(tenants[0], Assert.Single(_remediation.Started));
        Assert.IsType<BulkResult.Accepted>(await Service.GoOnAsync(bulk.Bulk.Id, Olive, Cancellation));
        await RunAsync(bulk);
        Assert.Equal(tenants, _remediation.Started);
        Assert.Equal((BulkRepairState.Completed, 3), ((await FindAsync(bulk)).Bulk.State, (await FindAsync(bulk)).Of(BulkRepairItemState.Verified)));
    }

    [Fact]
    public async Task Run_OneTenantFails_EachHasItsOwnResultAndRetryTakesOnlyTheFailed()
    {
        var tenants = await AddTenantsAsync(4);
        var bulk = await PlannedAsync(tenants);
        _remediation.OnStart = tenant => Task.FromResult<StartResult?>(
            tenant == tenants[0] ? new StartResult.Accepted(_remediation.Run(tenant, OperationState.Failed, "403 from Graph."))
            : tenant == tenants[1] ? throw new InvalidOperationException("A bug.")
            : tenant == tenants[2] ? new StartResult.Busy(Guid.NewGuid())
            : null);

        await StartAsync(bulk);

        var items = await ItemsAsync(bulk, null);
        Assert.Equal([BulkRepairItemState.Failed, BulkRepairItemState.Failed, BulkRepairItemState.Failed, BulkRepairItemState.Verified], items.Select(item => item.State));
        Assert.Equal("403 from Graph.", items[0].Error);
        Assert.Contains(bulk.Bulk.Id.ToString(), items[1].Error!, StringComparison.Ordinal);
        Assert.Contains("not finished", items[2].Error!, StringComparison.Ordinal);
        var retry = Assert.IsType<BulkResult.Accepted>(await Service.RetryAsync(bulk.Bulk.Id, Olive, Cancellation)).Bulk;
        Assert.Equal(bulk.Bulk.Id, retry.RetryOf);
        Assert.Equal(tenants.Take(3), (await Service.ItemsAsync(retry.Id, Olive, null, 0, 10, Cancellation))!.Select(item => item.TenantId));
    }

    [Fact]
    public async Task Run_TenantChangedSinceItsPlan_IsNotTouched()
    {
        var bulk = await PlannedAsync(await AddTenantsAsync(1));
        _remediation.Salt = "changed";

        await StartAsync(bulk);

        Assert.Contains("changed since its plan", Assert.Single(await ItemsAsync(bulk, BulkRepairItemState.Failed)).Error!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_WhileItRuns_BeginsNoFurtherTenant_AndAnOldWorkerStaysStopped()
    {
        var tenants = await AddTenantsAsync(3);
        var bulk = await PlannedAsync(tenants);
        _remediation.OnStart = async _ =>
        {
            _remediation.OnStart = _ => Task.FromResult<StartResult?>(null);
            Assert.IsType<BulkResult.Accepted>(await Service.StopAsync(bulk.Bulk.Id, Olive, Cancellation));
            Assert.IsType<BulkResult.Accepted>(await Service.GoOnAsync(bulk.Bulk.Id, Olive, Cancellation));
            return null;
        };

        await StartAsync(bulk);

        // Somebody went on at once: the others belong to the next worker, not to this one.
        Assert.Single(_remediation.Started);
        Assert.Equal((BulkRepairState.Running, 2), ((await FindAsync(bulk)).Bulk.State, (await FindAsync(bulk)).Of(BulkRepairItemState.Planned)));
        await RunAsync(bulk);
        Assert.Equal(tenants, _remediation.Started);
    }

    [Fact]
    public async Task Stop_BeforeItIsConfirmed_GivesItUp()
    {
        var bulk = await PlannedAsync(await AddTenantsAsync(1));

        Assert.IsType<BulkResult.Accepted>(await Service.StopAsync(bulk.Bulk.Id, Olive, Cancellation));

        Assert.Equal(BulkRepairState.Cancelled, (await FindAsync(bulk)).Bulk.State);
        Assert.IsType<BulkResult.NotNow>(await Service.StartAsync(bulk.Bulk.Id, Olive, bulk.Summary!.PlanHash, bulk.Summary.Confirmation, 0, Cancellation));
    }

    [Fact]
    public async Task Recover_ProcessDied_WaitsForAGoAheadAndFinishesTheInterruptedRun()
    {
        var tenants = await AddTenantsAsync(2);
        var bulk = await PlannedAsync(tenants);
        var interrupted = _remediation.Run(tenants[0], OperationState.Running, interrupted: true);
        await Service.StartAsync(bulk.Bulk.Id, Olive, bulk.Summary!.PlanHash, bulk.Summary.Confirmation, 0, Cancellation);
        await Store.Get<IBulkRepairStore>().SaveItemAsync((await ItemsAsync(bulk, null))[0] with { State = BulkRepairItemState.Running, OperationId = interrupted.Id }, Cancellation);

        await Store.Get<BulkRepairWorker>().RecoverAsync(Cancellation);

        Assert.Equal(BulkRepairState.Stopped, (await FindAsync(bulk)).Bulk.State);
        Assert.IsType<BulkResult.Accepted>(await Service.GoOnAsync(bulk.Bulk.Id, Olive, Cancellation));
        await RunAsync(bulk);
        Assert.Equal(interrupted.Id, Assert.Single(_remediation.Resumed));
        Assert.Equal(tenants[1], Assert.Single(_remediation.Started));
        Assert.Equal((BulkRepairState.Completed, 2), ((await FindAsync(bulk)).Bulk.State, (await FindAsync(bulk)).Of(BulkRepairItemState.Verified)));
    }

    private protected abstract Task<ITestDatabase> CreateDatabaseAsync();

    /// <summary>By name.</summary>
    private async Task<IReadOnlyList<TenantId>> AddTenantsAsync(int count)
    {
        var tenants = Enumerable.Range(1, count).Select(number => new Tenant(new(Guid.NewGuid()), $"Customer {number}", null, new(RelationshipKind.Gdap, true, PartnerTenantId: Home))).ToList();
        await Store.Get<ITenantStore>().UpsertAsync(Home, tenants, Cancellation);
        return [.. tenants.Select(tenant => tenant.Id)];
    }

    private async Task<BulkProgress> PlannedAsync(IReadOnlyList<TenantId> tenants)
    {
        var bulk = Assert.IsType<BulkResult.Accepted>(await Service.PrepareAsync(Olive, tenants, null, new(), Cancellation)).Bulk;
        await Store.Get<BulkRepairRunner>().RunAsync(bulk.Id, Olive, Cancellation);
        return (await Service.FindAsync(bulk.Id, Olive, Cancellation))!;
    }

    private async Task StartAsync(BulkProgress bulk, int pilot = 0)
    {
        Assert.IsType<BulkResult.Accepted>(await Service.StartAsync(bulk.Bulk.Id, Olive, bulk.Summary!.PlanHash, bulk.Summary.Confirmation, pilot, Cancellation));
        await RunAsync(bulk);
    }

    private Task RunAsync(BulkProgress bulk) => Store.Get<BulkRepairRunner>().RunAsync(bulk.Bulk.Id, Olive, Cancellation);

    private async Task<BulkProgress> FindAsync(BulkProgress bulk) => (await Service.FindAsync(bulk.Bulk.Id, Olive, Cancellation))!;

    private async Task<IReadOnlyList<BulkRepairItem>> ItemsAsync(BulkProgress bulk, BulkRepairItemState? state) => (await Service.ItemsAsync(bulk.Bulk.Id, Olive, state, 0, 100, Cancellation))!;

    public sealed class OnSqlite : BulkRepairTests
    {
        private protected override async Task<ITestDatabase> CreateDatabaseAsync() => await SqliteTestDatabase.MigratedAsync();
    }

    public sealed class OnPostgres(PostgresServer server) : BulkRepairTests
    {
        private protected override async Task<ITestDatabase> CreateDatabaseAsync() => await PostgresTestDatabase.MigratedAsync(server);
    }
}
