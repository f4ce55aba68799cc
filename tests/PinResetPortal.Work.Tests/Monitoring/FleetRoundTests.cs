using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Overview;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Monitoring;

/// <summary>What the metrics say of a real database, and that they say nothing when nobody counted.</summary>
public abstract class FleetRoundTests : StoreTests
{
    private static readonly TenantId OtherHome = TenantId.Parse("99999999-1111-4111-8111-111111111111");
    private static readonly Actor Ada = new(ActorKind.User, "ada", "ada@fabrikam.example", Fabrikam, PortalRole.Operator, new());

    private readonly OwnMeters _meters = new();

    [Fact]
    public async Task Count_EverythingInTheDatabase_IsMeasuredByVerdictStageAndState()
    {
        var (ready, blocked, never) = (Tenant(1), Tenant(2), Tenant(3));
        await Store.Get<ITenantStore>().UpsertAsync(Fabrikam, [ready, blocked, never], Cancellation);
        await Store.Get<ITenantStore>().UpsertAsync(OtherHome, [Tenant(4)], Cancellation);
        await AnswerAsync(ready, Verdict.Ready, TenantStage.Proven);
        await AnswerAsync(blocked, Verdict.NotReady, TenantStage.Blocked);
        await ScanAsync(ready);
        await OperationAsync(ready, interrupted: false);
        await OperationAsync(blocked, interrupted: true);
        await BulkRepairsAsync(BulkRepairState.Running, BulkRepairState.Stopped, BulkRepairState.Stopped, BulkRepairState.Completed, BulkRepairState.Cancelled);
        await DeliveriesAsync();
        Store.Time.Advance(TimeSpan.FromHours(2));

        await CountAsync();

        // Every minute, however many runs are open: their plans stay where they are.
        Assert.DoesNotContain(Store.Log.CommandsMatching("\"Steps\""), command => command.Contains("SELECT", StringComparison.Ordinal));

        Assert.Equal([("notChecked", 2), ("notReady", 1), ("ready", 1), ("unknown", 0)], Measured("pinreset.tenant.verdicts", "verdict"));
        Assert.Equal([("blocked", 1), ("proven", 1), ("ready", 0), ("rollingOut", 0), ("setUp", 0), ("unknown", 0)], Measured("pinreset.tenant.stages", "stage"));
        Assert.Equal([("interrupted", 1), ("pending", 1), ("running", 0), ("verifying", 0)], Measured("pinreset.operation.open", "state"));
        Assert.Equal([("pilotDone", 0), ("planned", 0), ("planning", 0), ("running", 1), ("stopped", 2)], Measured("pinreset.bulk_repair.open", "state"));
        Assert.Equal([("held", 1), ("waiting", 2)], Measured("pinreset.notification.backlog", "state"));
        Assert.Equal(0, One("pinreset.tenant.unread"));
        Assert.Equal(0, One("pinreset.scan.open"));
        Assert.Equal(7200, One("pinreset.scan.age"));
        Assert.Equal(7200, One("pinreset.notification.age"));
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(7260, One("pinreset.scan.age"));
    }

    [Fact]
    public async Task Count_NothingThere_IsZeroAndHasNoAgeOfAScan()
    {
        await CountAsync();

        Assert.All(Measured("pinreset.tenant.verdicts", "verdict"), one => Assert.Equal(0, one.Value));
        Assert.Equal(0, One("pinreset.notification.age"));
        Assert.Null(One("pinreset.scan.age"));
    }

    /// <summary>Another instance counts by now, or nobody does: an old number must not stand beside a new one.</summary>
    [Fact]
    public async Task Count_LongAgo_IsSaidNoMore()
    {
        await CountAsync();
        await new AuditRound(Meter, Store.Get<IAuditLog>(), new Homes(Fabrikam), Store.Time).RunAsync(Cancellation);
        Store.Time.Advance(FleetMeter.FleetLasts);

        Assert.Empty(Measured("pinreset.tenant.verdicts", "verdict"));
        Assert.Equal(0, One("pinreset.audit.problems"));
        Store.Time.Advance(FleetMeter.AuditLasts);
        Assert.Null(One("pinreset.audit.problems"));
    }

    [Fact]
    public async Task Audit_ChangedPastThePortal_IsAProblem()
    {
        var audit = Store.Get<IAuditLog>();
        await audit.AppendAsync(new(new TenantKey(Fabrikam, Tenant(1).Id), "ada", "Ada", AuditActions.RemediationIntent, null, "Starts", "{}"), Cancellation);
        var round = new AuditRound(Meter, audit, new Homes(Fabrikam), Store.Time);
        await round.RunAsync(Cancellation);
        Assert.Equal((1, 0), (One("pinreset.audit.entries"), One("pinreset.audit.problems")));

        await Store.ExecuteAsync([.. Database.DropAuditTriggers]);
        await round.RunAsync(Cancellation);

        Assert.Equal(1, One("pinreset.audit.problems"));
    }

    private FleetMeter Meter => field ??= new(_meters, Store.Time);

    private Task CountAsync() => new FleetRound(
        Meter, Store.Get<IOverviewStore>(), Store.Get<IScanStore>(), Store.Get<IOperationStore>(), Store.Get<IBulkRepairStore>(), Store.Get<INotificationOutbox>(), new Homes(Fabrikam, OtherHome), Store.Time).RunAsync(Cancellation);

    private IReadOnlyList<(string What, long Value)> Measured(string name, string tag)
    {
        using var collector = new MetricCollector<long>(_meters, WorkMeter.Name, name);
        collector.RecordObservableInstruments();
        return [.. collector.GetMeasurementSnapshot().Select(one => ((string)one.Tags[tag]!, one.Value)).OrderBy(one => one.Item1, StringComparer.Ordinal)];
    }

    private double? One(string name)
    {
        using var collector = new MetricCollector<double>(_meters, WorkMeter.Name, name);
        collector.RecordObservableInstruments();
        return collector.LastMeasurement?.Value;
    }

    private static Tenant Tenant(int number) =>
        new(TenantId.Parse($"aaaaaaaa-0000-4000-8000-{number:D12}"), $"Customer {number}", null, new(RelationshipKind.Gdap, true, PartnerTenantId: number == 4 ? OtherHome : Fabrikam));

    private Task<TenantReadiness> AnswerAsync(Tenant tenant, Verdict verdict, TenantStage stage) => Store.Get<IReadinessStore>().SaveAsync(
        Fabrikam,
        new(tenant.Id, tenant.DisplayName, verdict, Store.Time.GetUtcNow(), [new(new("a.check", CheckArea.Policy, true, verdict == Verdict.Ready ? FindingStatus.Healthy : FindingStatus.Broken, "Said so.", []), false)], new ReadCost(1, 1, 1, 1)) { Stage = stage },
        Cancellation);

    private async Task ScanAsync(Tenant tenant)
    {
        var (scans, now) = (Store.Get<IScanStore>(), Store.Time.GetUtcNow());
        var scan = new Scan(Guid.NewGuid(), Fabrikam, ScanTrigger.Schedule, OperationActor.Of(Ada), true, ScanState.Pending, now);
        await scans.AddAsync(scan, [tenant.Id], Cancellation);
        await scans.TakeAsync(Fabrikam, scan.Id, 0, now, Cancellation);
        Assert.True((await scans.SaveAsync(new(Fabrikam, scan.Id, [new(tenant.Id, new(ScanOutcome.Read, Verdict.Ready, null, 1), null, null)], [], []), now, Cancellation)).IsOver);
    }

    private async Task OperationAsync(Tenant tenant, bool interrupted)
    {
        var run = Operation.New(OperationKind.Fix, new(Fabrikam, tenant.Id), "hash", [], new(), [], Ada, Store.Time.GetUtcNow());
        Assert.True(await Store.Get<IOperationStore>().TryAddAsync(interrupted ? run with { State = OperationState.Running, Interrupted = true } : run, Cancellation));
    }

    private async Task BulkRepairsAsync(params BulkRepairState[] states)
    {
        foreach (var state in states)
        {
            var now = Store.Time.GetUtcNow();
            await Store.Get<IBulkRepairStore>().AddAsync(new(Guid.NewGuid(), Fabrikam, state, OperationActor.Of(Ada), null, new(), now, now), [], Cancellation);
        }
    }

    /// <summary>Two that are to be sent, one that is held, and one of a home tenant that is admitted no more.</summary>
    private async Task DeliveriesAsync()
    {
        var stranger = TenantId.Parse("88888888-1111-4111-8111-111111111111");
        foreach (var (home, states) in new[] { (Fabrikam, new[] { DeliveryState.Waiting, DeliveryState.Held, DeliveryState.Waiting }), (stranger, [DeliveryState.Waiting]) })
        {
            var (destination, now) = (Guid.NewGuid(), Store.Time.GetUtcNow());
            await Store.Get<IDestinationStore>().AddAsync(new(destination, home, "Tickets", "webhook", true, new DestinationSettings(), 1, now, "ada"), Cancellation);
            await Store.Get<INotificationOutbox>().NoteAsync(
                home,
                [.. states.Select((state, index) => new RoutedObservation(
                    new($"subject/{index}", "Ready", new(Guid.NewGuid(), now, null, null, "Changed.", NotificationSeverity.Information, $"subject/{index}", new TestData())), [new(destination, state, now)]))],
                Cancellation);
        }
    }
}

public sealed class SqliteFleetRoundTests : FleetRoundTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();
}

public sealed class PostgresFleetRoundTests(PostgresServer server) : FleetRoundTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);
}
