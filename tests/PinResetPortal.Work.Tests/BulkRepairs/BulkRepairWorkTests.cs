using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>A bulk repair as work of the engine: deaths, stops in order, sleepers, and what somebody wants meanwhile.</summary>
public abstract class BulkRepairWorkTests : BulkWorld
{
    private Background.IWork Work => Assert.Single(Store.GetAll<Background.IWork>(), work => work.Kind == "bulk-repair");

    [Fact]
    public async Task Runs_OfABulkRepair_HaveALaneOfTheirOwn()
    {
        var tenants = await AddTenantsAsync(2);
        var bulk = await PlannedAsync([tenants[0]]);
        await RunAsync(bulk);
        var remediations = Store.Get<IRemediationService>();
        var plan = Assert.IsType<PlanResult.Planned>(await remediations.PlanAsync(tenants[1], Olive, null, new(), Cancellation)).Plan;
        await remediations.StartAsync(tenants[1], Olive, null, new(), plan.Hash, Cancellation);
        await Engine.SettledAsync();

        Assert.Equal(["bulk-lead", "bulk-lead", "bulk", "repair"], Engine.Started.Select(work => work.Lane));
    }

    [Fact]
    public async Task SignIn_OfPersonWithToken_IsSharedByTheRunsAndEndsWithTheBulkRepair()
    {
        SignIns.OfRequests = true;
        var tenants = await AddTenantsAsync(2);
        var bulk = Assert.IsType<BulkResult.Accepted>(await Service.PrepareAsync(Olive, tenants, null, new(), Cancellation)).Bulk;
        Assert.Equal("session-1", (await FindAsync(bulk.Id)).Bulk.StartedBy.Session);

        var planned = await PlannedAsync(bulk);
        Assert.Equal(["session-1"], SignIns.Ended);
        Assert.Null(planned.Bulk.StartedBy.Session);

        await ConfirmAsync(planned, new(1));
        Assert.Equal("session-2", (await FindAsync(bulk.Id)).Bulk.StartedBy.Session);
        await FireAsync(bulk);
        Assert.Equal(["session-1", "session-2"], SignIns.Ended);

        var over = await GoOnAsync(await FindAsync(bulk.Id));
        Assert.Equal((BulkRepairState.Completed, null), (over.Bulk.State, over.Bulk.StartedBy.Session));
        Assert.Equal(["session-1", "session-2", "session-3"], SignIns.Ended);
        foreach (var tenant in tenants)
        {
            Assert.Null(Assert.Single(await RunsOfAsync(tenant)).StartedBy.Session);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SignIn_GivenUpOrStopped_LeavesNoKeyInTheRow(bool planning)
    {
        SignIns.OfRequests = true;
        var bulk = Assert.IsType<BulkResult.Accepted>(await Service.PrepareAsync(Olive, await AddTenantsAsync(1), null, new(), Cancellation)).Bulk;
        if (!planning)
        {
            await ConfirmAsync(await PlannedAsync(bulk));
        }

        Assert.IsType<BulkResult.Accepted>(await Service.StopAsync(bulk.Id, Olive, Cancellation));

        Assert.Null((await FindAsync(bulk.Id)).Bulk.StartedBy.Session);
        Assert.Equal(["session-1"], SignIns.Ended);
    }

    [Fact]
    public async Task SignIn_WouldNotLast_NothingIsPreparedOrStarted()
    {
        var tenants = await AddTenantsAsync(1);
        var planned = await PlannedAsync(tenants);
        SignIns.Refusal = new(UnreadableKind.SignInRequired, "It would not last.");

        Assert.IsType<BulkResult.NoAccess>(await Service.PrepareAsync(Olive, tenants, null, new(), Cancellation));
        Assert.IsType<BulkResult.NoAccess>(await Service.StartAsync(planned.Bulk.Id, Olive, planned.Summary?.PlanHash ?? "", planned.Summary?.Confirmation ?? "", BulkPilot.None, Cancellation));
        Assert.Equal(BulkRepairState.Planned, (await FindAsync(planned.Bulk.Id)).Bulk.State);
        Assert.Single(await Service.ListAsync(Olive, 10, Cancellation));
    }

    [Fact]
    public async Task Open_RowWithoutFiring_IsFoundAndCarriedOn()
    {
        var bulk = Assert.IsType<BulkResult.Accepted>(await Service.PrepareAsync(Olive, await AddTenantsAsync(1), null, new(), Cancellation)).Bulk;

        Assert.Equal(BulkRepairWork.KeyOf(bulk), Assert.Single(await Work.OpenAsync(Cancellation)).Key);
        var planned = await PlannedAsync(bulk);
        Assert.Empty(await Work.OpenAsync(Cancellation));

        // Killed between the row and its firing: somebody has confirmed it, so nobody is asked again.
        await ConfirmAsync(planned);
        Assert.Single(await Work.OpenAsync(Cancellation));
        await FireAsync(bulk);
        Assert.Equal(BulkRepairState.Completed, (await FindAsync(bulk.Id)).Bulk.State);
        Assert.Empty(await Work.OpenAsync(Cancellation));
    }

    [Fact]
    public async Task Instance_ThatDiedWhileItLed_WaitsForAGoAheadAndFinishesTheInterruptedRun()
    {
        var tenants = await AddTenantsAsync(2);
        var bulk = await PlannedAsync(tenants);
        await ConfirmAsync(bulk);
        Engine.IsFull = true;
        var run = await BeginFirstAsync(bulk);
        await Runs.TrySaveAsync(run with { State = OperationState.Running, Interrupted = true }, Cancellation);

        await FireAsync(bulk.Bulk);

        var stopped = await FindAsync(bulk.Bulk.Id);
        Assert.Equal((BulkRepairState.Stopped, 1, 1), (stopped.Bulk.State, stopped.Of(BulkRepairItemState.Interrupted), stopped.Of(BulkRepairItemState.Planned)));
        Assert.Empty(World.Sent);
        Engine.IsFull = false;
        var done = await GoOnAsync(bulk);
        Assert.Equal((BulkRepairState.Completed, 2), (done.Bulk.State, done.Of(BulkRepairItemState.Verified)));
        Assert.Equal(run.Id, Assert.Single(await RunsOfAsync(tenants[0])).Id);
    }

    [Fact]
    public async Task Run_InterruptedWhileOthersGoOn_IsTakenUpAgain()
    {
        var tenants = await AddTenantsAsync(1);
        var bulk = await PlannedAsync(tenants);
        await ConfirmAsync(bulk);
        var run = await BeginFirstAsync(bulk);
        await Runs.TrySaveAsync(run with { State = OperationState.Running, Interrupted = true }, Cancellation);
        var now = (await FindAsync(bulk.Bulk.Id)).Bulk;
        await Rows.TrySaveAsync(now with { MayGoOn = true }, Cancellation);

        await FireAsync(bulk.Bulk);

        Assert.Equal((BulkRepairState.Completed, 1), ((await FindAsync(bulk.Bulk.Id)).Bulk.State, (await FindAsync(bulk.Bulk.Id)).Of(BulkRepairItemState.Verified)));
    }

    [Fact]
    public async Task Stop_OfTheInstance_HandsItOverAndNobodyIsAsked()
    {
        var tenants = await AddTenantsAsync(3);
        var bulk = await PlannedAsync(tenants);
        await ConfirmAsync(bulk);
        using var stop = new CancellationTokenSource();
        World.OnSend = _ => stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FireAsync(bulk.Bulk, stop.Token));
        await Engine.SettledAsync();

        Assert.Single(World.Sent);
        Assert.Equal(BulkRepairState.Running, (await FindAsync(bulk.Bulk.Id)).Bulk.State);
        await FireAsync(bulk.Bulk);
        Assert.Equal((BulkRepairState.Completed, 3), ((await FindAsync(bulk.Bulk.Id)).Bulk.State, (await FindAsync(bulk.Bulk.Id)).Of(BulkRepairItemState.Verified)));
        Assert.Equal(3, World.Sent.Count);
    }

    [Fact]
    public async Task Stop_OfTheInstanceWhilePlanning_HandsItOver()
    {
        var tenants = await AddTenantsAsync(3);
        var bulk = Assert.IsType<BulkResult.Accepted>(await Service.PrepareAsync(Olive, tenants, null, new(), Cancellation)).Bulk;
        using var stop = new CancellationTokenSource();
        World.OnRead = async (_, _, over) =>
        {
            await stop.CancelAsync();
            over.ThrowIfCancellationRequested();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FireAsync(bulk, stop.Token));

        Assert.Equal(3, (await FindAsync(bulk.Id)).Of(BulkRepairItemState.Unplanned));
        World.OnRead = (_, _, _) => Task.CompletedTask;
        Assert.Equal(3, (await PlannedAsync(bulk)).Summary?.Tenants);
    }

    [Fact]
    public async Task Stop_WhileItRuns_FinishesWhatRunsAndBeginsNoFurtherTenant()
    {
        var tenants = await AddTenantsAsync(3);
        var bulk = await PlannedAsync(tenants);
        World.OnSend = async _ => Assert.IsType<BulkResult.Accepted>(await Service.StopAsync(bulk.Bulk.Id, Olive, Cancellation));

        var stopped = await RunAsync(bulk);

        Assert.Single(World.Sent);
        Assert.Equal((BulkRepairState.Stopped, 1, 2), (stopped.Bulk.State, stopped.Of(BulkRepairItemState.Verified), stopped.Of(BulkRepairItemState.Planned)));
        World.OnSend = _ => Task.CompletedTask;
        Assert.Equal(3, (await GoOnAsync(bulk)).Of(BulkRepairItemState.Verified));
        Assert.Equal(tenants, World.Sent);
    }

    [Fact]
    public async Task Stop_WhileARunWaitsForItsPlace_SendsNothingAndTheTenantWaitsAgain()
    {
        var tenants = await AddTenantsAsync(2);
        var bulk = await PlannedAsync(tenants);
        await ConfirmAsync(bulk);
        Engine.IsFull = true;
        var run = await BeginFirstAsync(bulk);

        Assert.IsType<BulkResult.Accepted>(await Service.StopAsync(bulk.Bulk.Id, Olive, Cancellation));
        await Engine.FireAsync(OperationWork.KeyOf(run), CancellationToken.None);

        Assert.Empty(World.Sent);
        Assert.Equal(2, (await FindAsync(bulk.Bulk.Id)).Of(BulkRepairItemState.Planned));
        Engine.IsFull = false;
        Assert.Equal(2, (await GoOnAsync(bulk)).Of(BulkRepairItemState.Verified));
    }

    [Fact]
    public async Task Stop_WhileAReadOfPlanningHangs_EndsItAtOnce()
    {
        var bulk = Assert.IsType<BulkResult.Accepted>(await Service.PrepareAsync(Olive, await AddTenantsAsync(2), null, new(), Cancellation)).Bulk;
        using var wake = new CancellationTokenSource();
        Engine.OnWake = key => wake.Cancel();
        World.OnRead = async (_, _, over) =>
        {
            Assert.IsType<BulkResult.Accepted>(await Service.StopAsync(bulk.Id, Olive, Cancellation));
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, over);
        };

        await FireAsync(bulk, wake.Token);

        Assert.Equal(BulkRepairState.Cancelled, (await FindAsync(bulk.Id)).Bulk.State);
    }

    [Fact]
    public async Task Begin_ByTwoThatThinkTheyLead_BeginsATenantOnceAndNoneAfterAStop()
    {
        var tenants = await AddTenantsAsync(2);
        var bulk = await PlannedAsync(tenants);
        await ConfirmAsync(bulk);
        var steps = await Rows.FindPlanAsync(Home, bulk.Bulk.Id, tenants[0], Cancellation) ?? [];

        Assert.Equal(BulkBegin.Begun, await Rows.TryBeginAsync(New(tenants[0]), Cancellation));
        Assert.Equal(BulkBegin.NotNow, await Rows.TryBeginAsync(New(tenants[0]), Cancellation));
        await Service.StopAsync(bulk.Bulk.Id, Olive, Cancellation);
        Assert.Equal(BulkBegin.NotNow, await Rows.TryBeginAsync(New(tenants[1]), Cancellation));
        Assert.Empty(await RunsOfAsync(tenants[1]));

        Operation New(TenantId tenant) => Operation.New(OperationKind.Fix, new(Home, tenant), "hash", [], new(), steps, Olive, Store.Time.GetUtcNow()) with { BulkRepairId = bulk.Bulk.Id };
    }

    [Fact]
    public async Task Plan_ByASleeperAfterItWasShown_ChangesNothing()
    {
        var tenants = await AddTenantsAsync(1);
        var bulk = await PlannedAsync(tenants);
        var item = Assert.Single(await ItemsAsync(bulk));

        await Rows.SavePlanAsync(item with { PlanHash = "another" }, [], Cancellation);

        Assert.Equal(bulk.Summary?.PlanHash, (await FindAsync(bulk.Bulk.Id)).Summary?.PlanHash);
        Assert.Single(await Service.FindPlanAsync(bulk.Bulk.Id, tenants[0], Olive, Cancellation) ?? []);
    }

    private async Task<Operation> BeginFirstAsync(BulkProgress bulk)
    {
        // As the leader does, which then died.
        var item = (await ItemsAsync(bulk))[0];
        var steps = await Rows.FindPlanAsync(Home, bulk.Bulk.Id, item.TenantId, Cancellation) ?? [];
        var run = Operation.New(OperationKind.Fix, new(Home, item.TenantId), item.PlanHash ?? "", [.. steps.Select(step => step.Planned.CheckId)], new(), steps, Olive, Store.Time.GetUtcNow()) with { BulkRepairId = bulk.Bulk.Id };
        Assert.Equal(BulkBegin.Begun, await Rows.TryBeginAsync(run, Cancellation));
        var now = (await FindAsync(bulk.Bulk.Id)).Bulk;
        await Rows.TrySaveAsync(now with { MayGoOn = false }, Cancellation);
        return run;
    }

    public sealed class OnSqlite : BulkRepairWorkTests
    {
        private protected override async Task<ITestDatabase> CreateDatabaseAsync() => await SqliteTestDatabase.MigratedAsync();
    }

    public sealed class OnPostgres(PostgresServer server) : BulkRepairWorkTests
    {
        private protected override async Task<ITestDatabase> CreateDatabaseAsync() => await PostgresTestDatabase.MigratedAsync(server);
    }
}
