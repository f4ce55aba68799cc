using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Store.Notifications;

/// <summary>What is told, over a real database: once each, no more than is known, and to whom it concerns.</summary>
public abstract class NotificationWatchTests : NotificationsTestBase
{
    [FactAttribute]
    public async Task Check_BreaksAndRecovers_IsToldOnceEachUnderOneKey()
    {
        var destination = await AddAsync(settings => settings with { Route = new() { Kinds = [NotificationKind.ProblemOpened, NotificationKind.ProblemRecovered] } });
        await ReadAsync(("a.check", FindingStatus.Healthy));
        await LookAsync();
        await ReadAsync(("a.check", FindingStatus.Broken));
        await LookAsync();
        await LookAsync();
        await ReadAsync(("a.check", FindingStatus.Healthy));
        await LookAsync();
        await LookAsync();

        var told = await ToldAsync(destination);
        Assert.Equal([new ProblemOpened("a.check", "Title of a.check", true), new ProblemRecovered("a.check", "Title of a.check", true, FindingStatus.Healthy)], told.Select(one => one.Data));
        Assert.Equal(["Contoso: the check 'Title of a.check' is broken.", "Contoso: the check 'Title of a.check' is broken no more."], told.Select(one => one.Summary));
        Assert.Equal([NotificationSeverity.Error, NotificationSeverity.Information], told.Select(one => one.Severity));
        Assert.Single(told.Select(one => one.DedupeKey).Distinct(), $"problem/{Contoso.Id}/a.check");
    }

    /// <summary>What could not be looked at is never well.</summary>
    [Theory]
    [InlineData("a.check")]
    [InlineData("b.check")]
    public async Task Check_CouldNotLook_IsNoRecovery(string check)
    {
        var destination = await AddAsync();
        await ReadAsync(("a.check", FindingStatus.Healthy), ("b.check", FindingStatus.Healthy));
        await LookAsync();
        await ReadAsync([.. new[] { "a.check", "b.check" }.Select(one => (one, one == check ? FindingStatus.Broken : FindingStatus.Healthy))]);
        await LookAsync();
        await ReadAsync([.. new[] { "a.check", "b.check" }.Select(one => (one, one == check ? FindingStatus.Unknown : FindingStatus.Healthy))]);
        await LookAsync();
        Assert.DoesNotContain(await ToldAsync(destination), one => one.Kind == NotificationKind.ProblemRecovered);

        await ReadAsync(("a.check", FindingStatus.Healthy), ("b.check", FindingStatus.Healthy));
        await LookAsync();
        Assert.Single(await ToldAsync(destination), one => one.Kind == NotificationKind.ProblemRecovered);
    }

    [FactAttribute]
    public async Task Tenant_ReadForTheFirstTime_IsNoNews()
    {
        var destination = await AddAsync();
        await ReadAsync(("a.check", FindingStatus.Broken));
        await LookAsync();

        Assert.Empty(await ToldAsync(destination));
        await ReadAsync(("a.check", FindingStatus.Healthy));
        await LookAsync();
        Assert.Equal([NotificationKind.StageChanged, NotificationKind.ProblemRecovered], (await ToldAsync(destination)).Select(one => one.Kind).Order().Reverse());
    }

    [FactAttribute]
    public async Task Stage_Changes_TellsBeforeAndAfter()
    {
        var destination = await AddAsync(settings => settings with { Route = new() { Kinds = [NotificationKind.StageChanged] } });
        await ReadAsync(("a.check", FindingStatus.Healthy));
        await LookAsync();
        await ReadAsync(("a.check", FindingStatus.Broken));
        await LookAsync();

        var told = Assert.Single(await ToldAsync(destination));
        Assert.Equal("Contoso: PIN reset is blocked (Title of a.check).", told.Summary);
        Assert.Equal((Core.Checks.TenantStage.SetUp, Core.Checks.TenantStage.Blocked), ((StageChanged)told.Data) is var data ? (data.Before, data.After) : default);
    }

    [FactAttribute]
    public async Task Tenant_CouldNotBeRead_IsToldOnceAfterADay()
    {
        var destination = await AddAsync();
        await ReadAsync(("a.check", FindingStatus.Healthy));
        await LookAsync();
        await ReadAsync(("a.check", FindingStatus.Unknown));
        Store.Time.Advance(TimeSpan.FromHours(23));
        await ReadAsync(("a.check", FindingStatus.Unknown));
        await LookAsync();
        Assert.Empty(await ToldAsync(destination));

        Store.Time.Advance(TimeSpan.FromHours(2));
        await ReadAsync(("a.check", FindingStatus.Unknown));
        await LookAsync();
        await LookAsync();

        var told = Assert.Single(await ToldAsync(destination));
        Assert.StartsWith("Contoso: the portal could not read this tenant since 2026-11-", told.Summary, StringComparison.Ordinal);
        Assert.Contains("that the tenant is set up, its devices were not read, was read on 2026-11-", told.Summary, StringComparison.Ordinal);
    }

    [FactAttribute]
    public async Task Relationship_Expiring_IsToldOnce()
    {
        var destination = await AddAsync();
        await Store.Get<ITenantStore>().UpsertAsync(Partner, [Contoso with { Relationship = Contoso.Relationship with { EndsAt = Store.Time.GetUtcNow().AddDays(20) } }], Cancellation);

        await LookAsync();
        await LookAsync();

        Assert.Equal(NotificationKind.RelationshipChanged, Assert.Single(await ToldAsync(destination)).Kind);
    }

    [FactAttribute]
    public async Task Repair_Ended_IsToldOnceAndOneThatWasTakenBackByItsUndoOnly()
    {
        var destination = await AddAsync();
        await ReadAsync(("a.check", FindingStatus.Healthy));
        await LookAsync();
        var fix = await RepairAsync(OperationKind.Fix, OperationState.Verified);
        await LookAsync();
        await LookAsync();
        await Store.Get<IOperationStore>().TrySaveAsync(fix with { State = OperationState.Undone, UpdatedAt = Store.Time.GetUtcNow() }, Cancellation);
        await RepairAsync(OperationKind.Undo, OperationState.Undone);
        await RepairAsync(OperationKind.Fix, OperationState.Failed);
        await LookAsync();

        Assert.Equal(
            [(OperationKind.Fix, OperationState.Verified), (OperationKind.Fix, OperationState.Failed), (OperationKind.Undo, OperationState.Undone)],
            (await ToldAsync(destination)).Select(one => (RepairEnded)one.Data).Select(one => (one.Operation, one.State)).Order());
    }

    [FactAttribute]
    public async Task Scan_OfOneTenantThatWentWell_IsSomebodysClick()
    {
        var destination = await AddAsync();
        await ScanAsync(ScanTrigger.Request);
        await LookAsync();
        Assert.Empty(await ToldAsync(destination));

        var scan = await ScanAsync(ScanTrigger.Schedule);
        await LookAsync();
        await LookAsync();
        Assert.Equal(scan, ((ScanFinished)Assert.Single(await ToldAsync(destination)).Data).ScanId);
    }

    [FactAttribute]
    public async Task Route_KindTagAndSeverity_DecideTogether()
    {
        var (gold, silver, errors, off) = (
            await AddAsync(settings => settings with { Route = new() { Tags = ["Gold", "x"] } }),
            await AddAsync(settings => settings with { Route = new() { Tags = ["silver"] } }),
            await AddAsync(settings => settings with { Route = new() { Least = NotificationSeverity.Error } }),
            await AddAsync());
        await ChangeAsync(off, one => one with { Enabled = false });
        await ReadAsync(("a.check", FindingStatus.Healthy), ("b.check", FindingStatus.Healthy));
        await LookAsync();
        await ReadAsync(("a.check", FindingStatus.Broken), ("b.check", FindingStatus.Broken));
        await LookAsync();

        Assert.Equal([NotificationKind.ProblemOpened, NotificationKind.ProblemOpened, NotificationKind.StageChanged], (await ToldAsync(gold)).Select(one => one.Kind).Order());
        Assert.Empty(await ToldAsync(silver));
        Assert.Equal([NotificationKind.ProblemOpened, NotificationKind.StageChanged], (await ToldAsync(errors)).Select(one => one.Kind).Order());
        Assert.Empty(await ToldAsync(off));
        Assert.Equal(new[] { gold.Id, errors.Id }.Order(), Engine.Asked.Select(asked => PinResetPortal.Work.Background.WorkId.Parse(asked.Key.Id).Row).Distinct().Order());
    }

    [FactAttribute]
    public async Task Told_ByAnotherInstanceMeanwhile_IsNotToldAgain()
    {
        var destination = await AddAsync();
        await ReadAsync(("a.check", FindingStatus.Healthy));
        await LookAsync();
        await ReadAsync(("a.check", FindingStatus.Broken));
        await using var another = await OpenAnotherAsync();

        // Both have compared before either has noted.
        await LookAsync(outbox: SleepyOutbox.Around(Outbox, () => LookAsync(another)));

        Assert.Equal(2, (await ToldAsync(destination)).Count);
    }

    [FactAttribute]
    public async Task Watch_NothingIsOn_DoesNothingAndOldNewsIsNotToldLater()
    {
        var destination = await AddAsync();
        await ReadAsync(("a.check", FindingStatus.Healthy));
        await LookAsync();
        destination = await ChangeAsync(destination, one => one with { Enabled = false });
        await ReadAsync(("a.check", FindingStatus.Broken));
        await LookAsync();
        Assert.Empty(await Outbox.ToldAsync(Partner, Cancellation));

        await ChangeAsync(destination, one => one with { Enabled = true });
        await LookAsync();

        Assert.Empty(await ToldAsync(destination));
    }

    [FactAttribute]
    public async Task Retention_ForgetsWhatNobodyTellsAgain()
    {
        var destination = await AddAsync();
        var scan = await ScanAsync(ScanTrigger.Schedule);
        var repair = await RepairAsync(OperationKind.Fix, OperationState.Verified);
        RoutedObservation Note(string subject) => new(new(subject, "Ended", null), []);
        await Outbox.NoteAsync(Partner, [Note($"scan/{scan}"), Note($"scan/{Guid.NewGuid()}"), Note($"repair/{repair.Id}"), Note($"repair/{Guid.NewGuid()}"), Note("stage/x")], Cancellation);
        await NoteAsync(destination);
        await Sender(new NotedChannel()).SendDueAsync(Partner, destination.Id, Cancellation);
        await NoteAsync(destination, "y");

        await Store.Get<PinResetPortal.Store.Upkeep.StoreRetention>().RunAsync(Cancellation);
        Assert.Equal([$"repair/{repair.Id}", $"scan/{scan}", "stage/x", "x", "y"], (await Outbox.ToldAsync(Partner, Cancellation)).Keys.Order(StringComparer.Ordinal));
        Assert.Equal(2, (await LogAsync(destination)).Count);

        Store.Time.Advance(TimeSpan.FromDays(31));
        await Store.Get<PinResetPortal.Store.Upkeep.StoreRetention>().RunAsync(Cancellation);
        Assert.Equal(DeliveryState.Waiting, Assert.Single(await LogAsync(destination)).State);
    }

    private async Task<Operation> RepairAsync(OperationKind kind, OperationState state)
    {
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        var by = new OperationActor(ActorKind.User, "ada", "ada", Partner, PortalRole.Operator);
        var run = new Operation(Guid.NewGuid(), new(Partner, Contoso.Id), kind, state, "plan", ["a.check"], new PolicyChoice(), [], by, Store.Time.GetUtcNow(), Store.Time.GetUtcNow());
        Assert.True(await Store.Get<IOperationStore>().TryAddAsync(run, Cancellation));
        return run;
    }

    private async Task<Guid> ScanAsync(ScanTrigger trigger)
    {
        var by = new OperationActor(ActorKind.Application, "schedule", "the schedule", Partner, PortalRole.Operator);
        var scan = new Scan(Guid.CreateVersion7(), Partner, trigger, by, true, ScanState.Completed, Store.Time.GetUtcNow(), FinishedAt: Store.Time.GetUtcNow());
        await Store.Get<IScanStore>().AddAsync(scan, [Contoso.Id], Cancellation);
        return scan.Id;
    }
}

public sealed class SqliteNotificationWatchTests : NotificationWatchTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();
}

public sealed class PostgresNotificationWatchTests(PostgresServer server) : NotificationWatchTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);
}
