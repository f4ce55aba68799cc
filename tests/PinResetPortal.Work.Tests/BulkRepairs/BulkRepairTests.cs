using PinResetPortal.Core;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>What is planned, confirmed, sent and told.</summary>
public abstract class BulkRepairTests : BulkWorld
{
    [Fact]
    public async Task Prepare_Tenants_SumsUpEachPlanAndSendsNothing()
    {
        var tenants = await AddTenantsAsync(3);

        var bulk = await PlannedAsync(tenants);

        Assert.Equal((BulkRepairState.Planned, "3 tenants: create 3 service principals", "fix 3 tenants"), (bulk.Bulk.State, bulk.Summary!.Sentence, bulk.Summary.Confirmation));
        Assert.Empty(World.Sent);
        Assert.Equal("create-service", Assert.Single((await Service.FindPlanAsync(bulk.Bulk.Id, tenants[0], Olive, Cancellation))!).Planned.Id);
        Assert.Null(await Service.FindPlanAsync(bulk.Bulk.Id, tenants[0], Olive with { HomeTenantId = tenants[0] }, Cancellation));
    }

    [Fact]
    public async Task Prepare_TenantWithoutAccess_IsNamedAndTheOthersArePlanned()
    {
        var tenants = await AddTenantsAsync(2);
        World.Of(tenants[0]).Facts = TenantFactsBuilder.Healthy() with { TenantId = tenants[0], Access = new Fact<AccessFacts>.Unreadable(new(UnreadableKind.PortalNotConsented, "The portal is not consented.", "Give consent.")) };

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
            World.Of(tenant).Facts = TenantFactsBuilder.Healthy() with { TenantId = tenant, Access = new Fact<AccessFacts>.Unreadable(new(UnreadableKind.SignInRequired, "Sign in again.")) };
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
        World.Of(tenants[0]).Facts = TenantFactsBuilder.Healthy() with { TenantId = tenants[0] };
        World.Of(tenants[1]).Facts = TenantFactsBuilder.Healthy() with { TenantId = tenants[1], PinResetService = new Fact<ServicePrincipalFacts>.Unreadable(TenantFactsBuilder.Forbidden) };

        Assert.Equal("Nothing to repair in 1 tenant; 1 tenant could not be read", (await PlannedAsync([.. tenants.Take(2)])).Summary!.Sentence);
        var all = await PlannedAsync(tenants);
        Assert.Equal("1 tenant: create 1 service principal; 1 tenant could not be read", all.Summary!.Sentence);
        Assert.Contains("could not see", all.Summary.WhyUnreadable!, StringComparison.Ordinal);
        Assert.Equal(BulkRepairState.Planned, all.Bulk.State);
    }

    [Theory]
    [InlineData("other", "fix 2 tenants", 0, typeof(BulkResult.PlanChanged))]
    [InlineData(null, "fix 3 tenants", 0, typeof(BulkResult.Invalid))]
    [InlineData(null, "fix 2 tenants", 3, typeof(BulkResult.Invalid))]
    [InlineData(null, "fix 2 tenants", -1, typeof(BulkResult.Invalid))]
    public async Task Start_NotWhatWasShown_SendsNothing(string? hash, string typed, int pilot, Type expected)
    {
        var bulk = await PlannedAsync(await AddTenantsAsync(2));

        var result = await Service.StartAsync(bulk.Bulk.Id, Olive, hash ?? bulk.Summary!.PlanHash, typed, new(pilot), Cancellation);

        Assert.IsType(expected, result);
        await FireAsync(bulk.Bulk);
        Assert.Empty(World.Sent);
        Assert.Equal(BulkRepairState.Planned, (await FindAsync(bulk.Bulk.Id)).Bulk.State);
    }

    [Fact]
    public async Task Start_PilotThatIsNoneOfIt_IsRefused()
    {
        var tenants = await AddTenantsAsync(3);
        World.Of(tenants[2]).Facts = TenantFactsBuilder.Healthy() with { TenantId = tenants[2] };
        var bulk = await PlannedAsync(tenants);

        foreach (var (pilot, field) in new (BulkPilot, string)[]
        {
            (new(Tenants: [tenants[0], new(Guid.NewGuid())]), "pilotTenants"),
            (new(Tenants: [tenants[2]]), "pilotTenants"),
            (new(Tenants: []), "pilotTenants"),
            (new(1, [tenants[0]]), "pilot"),
        })
        {
            Assert.Equal(field, Assert.IsType<BulkResult.Invalid>(await Service.StartAsync(bulk.Bulk.Id, Olive, bulk.Summary!.PlanHash, bulk.Summary.Confirmation, pilot, Cancellation)).Field);
        }

        Assert.Equal(BulkRepairState.Planned, (await FindAsync(bulk.Bulk.Id)).Bulk.State);
    }

    [Fact]
    public async Task Everything_ByReader_IsDenied()
    {
        var reader = Olive with { Role = PortalRole.Reader };
        var tenants = await AddTenantsAsync(1);
        var bulk = await PlannedAsync(tenants);
        var id = bulk.Bulk.Id;

        Assert.IsType<BulkResult.Denied>(await Service.PrepareAsync(reader, tenants, null, new(), Cancellation));
        Assert.IsType<BulkResult.Denied>(await Service.StartAsync(id, reader, bulk.Summary!.PlanHash, bulk.Summary.Confirmation, BulkPilot.None, Cancellation));
        Assert.IsType<BulkResult.Denied>(await Service.StopAsync(id, reader, Cancellation));
        Assert.IsType<BulkResult.Denied>(await Service.RetryAsync(id, reader, Cancellation));
        Assert.IsType<BulkResult.Denied>(await Service.GoOnAsync(id, reader, Cancellation));
        Assert.IsType<BulkResult.Denied>(await Service.UndoAsync(id, reader, Cancellation));
        Assert.NotNull(await Service.FindAsync(id, reader, Cancellation));
        Assert.Null(await Service.FindAsync(id, reader with { HomeTenantId = tenants[0] }, Cancellation));
        Assert.IsType<BulkResult.NotFound>(await Service.UndoAsync(id, Olive with { HomeTenantId = tenants[0] }, Cancellation));
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_PilotFirst_WaitsThenGoesOnWithTheRest(bool chosen)
    {
        var tenants = await AddTenantsAsync(3);
        var first = chosen ? tenants[1] : tenants[0];
        var bulk = await PlannedAsync(tenants);

        var pilot = await RunAsync(bulk, chosen ? new(Tenants: [first]) : new(1));

        Assert.Equal(BulkRepairState.PilotDone, pilot.Bulk.State);
        Assert.Equal(first, Assert.Single(World.Sent));
        Assert.Equal(first, Assert.Single(await ItemsAsync(bulk), item => item.IsPilot).TenantId);
        var all = await GoOnAsync(bulk);
        Assert.Equal([first, .. tenants.Where(tenant => tenant != first)], World.Sent);
        Assert.Equal((BulkRepairState.Completed, 3), (all.Bulk.State, all.Of(BulkRepairItemState.Verified)));
    }

    [Fact]
    public async Task Run_StoppedBehindThePilot_GoesOnWithTheRest()
    {
        var bulk = await PlannedAsync(await AddTenantsAsync(2));
        await RunAsync(bulk, new(1));
        Assert.IsType<BulkResult.Accepted>(await Service.StopAsync(bulk.Bulk.Id, Olive, Cancellation));

        Assert.Equal(BulkRepairState.Completed, (await GoOnAsync(bulk)).Bulk.State);
    }

    [Fact]
    public async Task Run_OneTenantFails_EachHasItsOwnResultAndRetryTakesOnlyTheFailed()
    {
        var tenants = await AddTenantsAsync(4);
        var bulk = await PlannedAsync(tenants);
        World.Of(tenants[0]).Next(_ => new ChangeOutcome.Refused(new(UnreadableKind.PermissionMissing, "403 from Graph.")));
        World.OnSend = tenant => tenant == tenants[1] ? throw new InvalidOperationException("A bug.") : Task.CompletedTask;
        var other = Operation.New(OperationKind.Fix, new(Home, tenants[2]), "hash", [], new(), [], Olive, Store.Time.GetUtcNow());
        Assert.True(await Runs.TryAddAsync(other, Cancellation));

        var done = await RunAsync(bulk);

        var items = await ItemsAsync(bulk);
        Assert.Equal([BulkRepairItemState.Failed, BulkRepairItemState.Failed, BulkRepairItemState.Failed, BulkRepairItemState.Verified], items.Select(item => item.State));
        Assert.Contains("403 from Graph.", items[0].Error!, StringComparison.Ordinal);
        Assert.Contains("Something unexpected", items[1].Error!, StringComparison.Ordinal);
        Assert.Equal(($"Another repair of this tenant is not finished (operation {other.Id}). Nothing was sent.", (Guid?)null), (items[2].Error, items[2].OperationId));
        Assert.Equal(Verdict.Ready, items[3].Verdict);
        Assert.Equal(BulkRepairState.Completed, done.Bulk.State);
        var retry = Assert.IsType<BulkResult.Accepted>(await Service.RetryAsync(bulk.Bulk.Id, Olive, Cancellation)).Bulk;
        Assert.Equal(bulk.Bulk.Id, retry.RetryOf);
        Assert.Equal(tenants.Take(3), (await Service.ItemsAsync(retry.Id, Olive, null, 0, 10, Cancellation))!.Select(item => item.TenantId));
    }

    [Fact]
    public async Task Run_TenantChangedSinceItsPlan_IsNotTouched()
    {
        var tenants = await AddTenantsAsync(1);
        var bulk = await PlannedAsync(tenants);
        World.Of(tenants[0]).Facts = World.Of(tenants[0]).Facts with { PinResetService = new ServicePrincipalFacts(ServicePrincipalPresence.SoftDeleted, "sp") };

        await RunAsync(bulk);

        Assert.Contains("changed since the plan was shown", Assert.Single(await ItemsAsync(bulk, BulkRepairItemState.Failed)).Error!, StringComparison.Ordinal);
        Assert.Empty(World.Sent);
    }

    [Fact]
    public async Task Run_EachTenant_IsReadTwiceAfterItsPlan()
    {
        var tenants = await AddTenantsAsync(2);
        var bulk = await PlannedAsync(tenants);
        var reads = 0;
        World.Of(tenants[0]).BeforeRead = _ => reads++;

        await RunAsync(bulk);

        Assert.Equal(2, reads);
    }

    [Fact]
    public async Task Stop_BeforeItIsConfirmed_GivesItUp()
    {
        var bulk = await PlannedAsync(await AddTenantsAsync(1));

        Assert.IsType<BulkResult.Accepted>(await Service.StopAsync(bulk.Bulk.Id, Olive, Cancellation));

        Assert.Equal(BulkRepairState.Cancelled, (await FindAsync(bulk.Bulk.Id)).Bulk.State);
        Assert.IsType<BulkResult.NotNow>(await Service.StartAsync(bulk.Bulk.Id, Olive, bulk.Summary!.PlanHash, bulk.Summary.Confirmation, BulkPilot.None, Cancellation));
    }

    public sealed class OnSqlite : BulkRepairTests
    {
        private protected override async Task<ITestDatabase> CreateDatabaseAsync() => await SqliteTestDatabase.MigratedAsync();
    }

    public sealed class OnPostgres(PostgresServer server) : BulkRepairTests
    {
        private protected override async Task<ITestDatabase> CreateDatabaseAsync() => await PostgresTestDatabase.MigratedAsync(server);
    }
}
