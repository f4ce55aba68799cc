using PinResetPortal.Core;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>A whole bulk repair is taken back: planned, confirmed once, one undo for each tenant.</summary>
public abstract class BulkUndoTests : BulkWorld
{
    [Fact]
    public async Task Undo_OfTheWholeRun_IsPlannedFirstConfirmedOnceAndHasOneRecordEach()
    {
        var tenants = await AddTenantsAsync(2);
        var bulk = await RunAsync(await PlannedAsync(tenants));
        Assert.Equal(2, bulk.Undoable);

        var undo = await UndoAsync(bulk);

        Assert.Equal((bulk.Bulk.Id, BulkRepairState.Planned), (undo.Bulk.UndoOf, undo.Bulk.State));
        Assert.Equal(("2 tenants: delete 2 service principals", "undo 2 tenants"), (undo.Summary?.Sentence, undo.Summary?.Confirmation));
        Assert.IsType<PlannedChange.DeleteServicePrincipal>(Assert.Single(await Service.FindPlanAsync(undo.Bulk.Id, tenants[0], Olive, Cancellation) ?? []).Planned.Change);
        Assert.Equal(2, World.Sent.Count);

        var done = await RunAsync(undo);

        Assert.Equal((BulkRepairState.Completed, 2), (done.Bulk.State, done.Of(BulkRepairItemState.Undone)));
        Assert.Equal(2, (await FindAsync(bulk.Bulk.Id)).Of(BulkRepairItemState.Undone));
        foreach (var tenant in tenants)
        {
            var runs = await RunsOfAsync(tenant);
            Assert.Equal(runs.Single(run => run.Kind == OperationKind.Fix).Id, Assert.Single(runs, run => run.Kind == OperationKind.Undo).UndoOf);
        }

        var entries = await Store.Get<IAuditLog>().ReadAsync(Home, Home, 50, Cancellation);
        Assert.Single(entries, entry => entry.Record.Action == AuditActions.BulkUndoStarted);
    }

    [Fact]
    public async Task Undo_TenantsThatCannot_AreNamedWithTheirReasonAndNotTouched()
    {
        var tenants = await AddTenantsAsync(5);
        World.Of(tenants[1]).Facts = TenantFactsBuilder.Healthy() with { TenantId = tenants[1] };
        var bulk = await RunAsync(await PlannedAsync(tenants));
        var single = Assert.Single(await RunsOfAsync(tenants[2]));
        Assert.IsType<StartResult.Accepted>(await Store.Get<IRemediationService>().UndoAsync(single.Id, Olive, Cancellation));
        await Engine.SettledAsync();
        World.Of(tenants[3]).Facts = World.Of(tenants[3]).Facts with { PinResetService = new ServicePrincipalFacts(ServicePrincipalPresence.Absent) };
        World.OnLook = tenant => tenant == tenants[4] ? new ChangeObservation.CannotTell(new(UnreadableKind.Unavailable, "Graph is away.")) : null;
        var sent = World.Sent.Count;

        var undo = await UndoAsync(bulk);
        World.OnLook = _ => null;
        await RunAsync(undo);

        var items = await ItemsAsync(undo);
        Assert.Equal(
            [BulkRepairItemState.Undone, BulkRepairItemState.LeftAlone, BulkRepairItemState.LeftAlone, BulkRepairItemState.LeftAlone, BulkRepairItemState.Unreadable],
            items.Select(item => item.State));
        Assert.Equal("Nothing was sent in this tenant.", items[1].Error);
        Assert.Equal("Its repair was already taken back.", items[2].Error);
        Assert.Contains("somebody changed it since", items[3].Error!, StringComparison.Ordinal);
        Assert.Equal("Graph is away.", items[4].Error);
        Assert.Equal(tenants[0], Assert.Single(World.Sent.Skip(sent)));
        Assert.Equal("1 tenant: delete 1 service principal; 3 tenants cannot be taken back; 1 tenant could not be read", undo.Summary?.Sentence);
    }

    [Fact]
    public async Task Undo_TenantChangedSinceItsPlan_IsNotTouched()
    {
        var tenants = await AddTenantsAsync(1);
        var bulk = await RunAsync(await PlannedAsync(tenants));
        var undo = await UndoAsync(bulk);
        World.Of(tenants[0]).Facts = World.Of(tenants[0]).Facts with { PinResetService = new ServicePrincipalFacts(ServicePrincipalPresence.Absent) };
        var sent = World.Sent.Count;

        await RunAsync(undo);

        Assert.Contains("changed since the plan was shown", Assert.Single(await ItemsAsync(undo, BulkRepairItemState.Failed)).Error!, StringComparison.Ordinal);
        Assert.Equal(sent, World.Sent.Count);
        Assert.Equal(BulkRepairItemState.Verified, Assert.Single(await ItemsAsync(bulk)).State);
        var again = Assert.IsType<BulkResult.Accepted>(await Service.RetryAsync(undo.Bulk.Id, Olive, Cancellation)).Bulk;
        Assert.Equal(((Guid?)undo.Bulk.Id, (Guid?)bulk.Bulk.Id), (again.RetryOf, again.UndoOf));
    }

    [Fact]
    public async Task Undo_CannotBeLookedAtWhenItsTurnComes_SendsNothing()
    {
        var tenants = await AddTenantsAsync(1);
        var undo = await UndoAsync(await RunAsync(await PlannedAsync(tenants)));
        World.OnLook = _ => new ChangeObservation.CannotTell(new(UnreadableKind.Unavailable, "Graph is away."));
        var sent = World.Sent.Count;

        await RunAsync(undo);

        Assert.Contains("Graph is away.", Assert.Single(await ItemsAsync(undo, BulkRepairItemState.Failed)).Error!, StringComparison.Ordinal);
        Assert.Equal(sent, World.Sent.Count);
    }

    [Fact]
    public async Task Undo_NothingSentOrOfAnUndo_IsRefused()
    {
        var tenants = await AddTenantsAsync(1);
        var bulk = await PlannedAsync(tenants);
        Assert.IsType<BulkResult.NotNow>(await Service.UndoAsync(bulk.Bulk.Id, Olive, Cancellation));
        await ConfirmAsync(bulk);
        Assert.IsType<BulkResult.NotNow>(await Service.UndoAsync(bulk.Bulk.Id, Olive, Cancellation));
        await FireAsync(bulk.Bulk);

        var undo = await UndoAsync(await FindAsync(bulk.Bulk.Id));
        Assert.IsType<BulkResult.NotNow>(await Service.UndoAsync(undo.Bulk.Id, Olive, Cancellation));
    }

    private async Task<BulkProgress> UndoAsync(BulkProgress bulk) =>
        await PlannedAsync(Assert.IsType<BulkResult.Accepted>(await Service.UndoAsync(bulk.Bulk.Id, Olive, Cancellation)).Bulk);

    public sealed class OnSqlite : BulkUndoTests
    {
        private protected override async Task<ITestDatabase> CreateDatabaseAsync() => await SqliteTestDatabase.MigratedAsync();
    }

    public sealed class OnPostgres(PostgresServer server) : BulkUndoTests
    {
        private protected override async Task<ITestDatabase> CreateDatabaseAsync() => await PostgresTestDatabase.MigratedAsync(server);
    }
}
