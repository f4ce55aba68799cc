using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Deployments;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Overview;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Store.Schema;

/// <summary>Everything stored belongs to a home tenant, and only that one sees it: two of them with one common customer.</summary>
public abstract class HomeTenantTests : StoreTests
{
    private static readonly TenantId _other = new(Guid.Parse("a0000002-0000-4000-8000-000000000002"));
    private static readonly TenantId _shared = new(Guid.Parse("aaaaaaaa-0000-4000-8000-000000000001"));
    private static readonly TenantKey _mine = new(Fabrikam, _shared);
    private static readonly TenantKey _theirs = new(_other, _shared);

    /// <summary>What belongs to no home tenant: keys of the portal itself, and tokens, whose keys name account and tenant.</summary>
    private static readonly Type[] _nobodys = [typeof(DataProtectionKey), typeof(TokenCacheRow)];

    [Fact]
    public void EveryTable_NamesItsHomeTenantOrHangsOnARowThatDoes()
    {
        using var context = Store.CreateContext();
        var without = context.Model.GetEntityTypes()
            .Where(type => !_nobodys.Contains(type.ClrType) && !IsOwned(type) && !type.GetForeignKeys().Any(key => IsOwned(key.PrincipalEntityType) && key.DeleteBehavior == Microsoft.EntityFrameworkCore.DeleteBehavior.Cascade))
            .Select(type => type.ClrType.Name);

        Assert.Empty(without);
        Assert.All(
            context.Model.GetEntityTypes().Where(IsOwned).Select(type => type.FindPrimaryKey()!.Properties.Select(property => property.Name).ToList()),
            key => Assert.True(key is ["Id"] or [nameof(IHomeRow.HomeTenantId), ..], string.Join(", ", key)));
    }

    [Fact]
    public async Task Answer_OfACommonCustomer_IsEachHomesOwn()
    {
        var readiness = Store.Get<IReadinessStore>();
        var overview = Store.Get<IOverviewStore>();
        await ListAsync(Fabrikam, "Contoso");
        await ListAsync(_other, "Contoso (theirs)");
        await readiness.SaveAsync(Fabrikam, Answer(Verdict.Ready), Cancellation);

        Assert.Null(await readiness.LatestAsync(_theirs, Cancellation));
        Assert.Empty(await readiness.HistoryAsync(_theirs, 10, Cancellation));
        Assert.Empty(await readiness.LatestMarksAsync(_other, Cancellation));
        var row = Assert.Single(await overview.PageAsync(_other, new(), Store.Time.GetUtcNow(), 0, 10, Cancellation));
        Assert.Equal(("Contoso (theirs)", null, 0), (row.Tenant.DisplayName, row.Verdict, row.Trend.Count));

        await readiness.SaveAsync(_other, Answer(Verdict.NotReady), Cancellation);
        Assert.Equal(Verdict.Ready, (await readiness.LatestAsync(_mine, Cancellation))?.Verdict);
        Assert.Equal(1, (await overview.CountAsync(Fabrikam, new(), Store.Time.GetUtcNow(), Cancellation)).Ready);
        var today = DateOnly.FromDateTime(Store.Time.GetUtcNow().UtcDateTime);
        Assert.Equal([new FleetDay(today, 0, 1, 0)], await overview.DaysAsync(_other, today, today, Cancellation));
    }

    [Fact]
    public async Task Audit_OfACommonCustomer_IsAChainForEachHome()
    {
        var log = Store.Get<IAuditLog>();
        await log.AppendAsync(Record(_mine), Cancellation);
        var theirs = await log.AppendAsync(Record(_theirs), Cancellation);

        Assert.Equal(1, theirs.Sequence);
        Assert.Equal([theirs], await log.ReadAsync(_other, null, 10, Cancellation));
        Assert.Equal([theirs], await log.ReadAsync(_other, _shared, 10, Cancellation));
        Assert.True((await log.VerifyAsync(_other, null, Cancellation)) is { Entries: 1, Holds: true });

        await Store.ExecuteAsync([.. Database.DropAuditTriggers]);
        await Store.ExecuteAsync($"""UPDATE "AuditEntries" SET "Summary" = 'forged' WHERE upper(CAST("HomeTenantId" AS text)) = '{Fabrikam.ToString().ToUpperInvariant()}'""");
        Assert.All((await log.VerifyAsync(_other, null, Cancellation)).Problems, problem => Assert.Equal(AuditProblemKind.GuardsMissing, problem.Kind));
        Assert.False((await log.VerifyAsync(Fabrikam, null, Cancellation)).Holds);
    }

    [Fact]
    public async Task Audit_EntryMovedToAnotherHome_DoesNotMatchItsHash()
    {
        var log = Store.Get<IAuditLog>();
        await log.AppendAsync(Record(_mine), Cancellation);
        await Store.ExecuteAsync([.. Database.DropAuditTriggers]);
        foreach (var table in new[] { "AuditEntries", "AuditHeads" })
        {
            await Store.ExecuteAsync($"""UPDATE "{table}" SET "HomeTenantId" = '{_other.ToString().ToUpperInvariant()}'""");
        }

        Assert.Contains("does not match its hash", (await log.VerifyAsync(_other, null, Cancellation)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfAnotherHome_IsNotFoundButKeepsTheTenantBusy()
    {
        var operations = Store.Get<IOperationStore>();
        var theirs = Run(_theirs);
        Assert.True(await operations.TryAddAsync(theirs, Cancellation));

        Assert.Null(await operations.FindAsync(Fabrikam, theirs.Id, Cancellation));
        Assert.Empty(await operations.ListAsync(Fabrikam, null, 10, Cancellation));
        Assert.Empty(await operations.ListAsync(Fabrikam, _shared, 10, Cancellation));
        Assert.False(await operations.TryAddAsync(Run(_mine), Cancellation));
    }

    [Fact]
    public async Task ScanAndBulkRepair_OfAnotherHome_AreNotFound()
    {
        var (scans, bulks, now) = (Store.Get<IScanStore>(), Store.Get<IBulkRepairStore>(), Store.Time.GetUtcNow());
        var scan = new Scan(Guid.NewGuid(), _other, ScanTrigger.Request, By(_other), true, ScanState.Pending, now);
        var bulk = new BulkRepair(Guid.NewGuid(), _other, BulkRepairState.Planning, By(_other), null, new(), now, now);
        await scans.AddAsync(scan, [_shared], Cancellation);
        await bulks.AddAsync(bulk, [_shared], Cancellation);

        Assert.Null(await scans.FindAsync(Fabrikam, scan.Id, Cancellation));
        Assert.Empty(await scans.ItemsAsync(Fabrikam, scan.Id, null, 0, 10, Cancellation));
        Assert.Null(await scans.CancelAsync(Fabrikam, scan.Id, now, Cancellation));
        Assert.Empty(await scans.ListAsync(Fabrikam, 10, Cancellation));
        Assert.Null(await bulks.FindAsync(Fabrikam, bulk.Id, Cancellation));
        Assert.Empty(await bulks.ItemsAsync(Fabrikam, bulk.Id, null, 0, 10, Cancellation));
        Assert.Empty(await bulks.CountAsync(Fabrikam, bulk.Id, Cancellation));
        Assert.Single(await bulks.ItemsAsync(_other, bulk.Id, null, 0, 10, Cancellation));
    }

    [Fact]
    public async Task SettingsNewsAndDeployments_OfAnotherHome_AreNotThere()
    {
        var (settings, outbox, deployments, now) = (Store.Get<ISettingsStore>(), Store.Get<INotificationOutbox>(), Store.Get<IDeploymentStore>(), Store.Time.GetUtcNow());
        await settings.SaveAsync(_other, "notifications", 0, "{}", "eve", Cancellation);
        var destinations = Store.Get<IDestinationStore>();
        var theirs = new Destination(Guid.NewGuid(), _other, "Tickets", "webhook", true, new DestinationSettings(), 1, now, "eve");
        await destinations.AddAsync(theirs, Cancellation);
        var test = new Notification(Guid.NewGuid(), now, _shared, "Contoso", "Changed.", NotificationSeverity.Information, "x", new TestData());
        await outbox.NoteAsync(_other, [new(new("x", "Ready", test), [new(theirs.Id, DeliveryState.Waiting, now)])], Cancellation);

        // Even with the id of a destination of theirs.
        await outbox.NoteAsync(Fabrikam, [new(new("y", "Ready", test), [new(theirs.Id, DeliveryState.Waiting, now)])], Cancellation);
        await deployments.SaveAsync(_other, [new(_shared, new IntunePolicy { Id = "p", Name = "Hello", Kind = PolicyKind.SettingsCatalog, Settings = [], Assignments = [] }, Guid.NewGuid(), now, "eve")], Cancellation);

        Assert.Null(await settings.FindAsync(Fabrikam, "notifications", Cancellation));
        Assert.NotNull(await settings.SaveAsync(Fabrikam, "notifications", 0, "{}", "ada", Cancellation));
        Assert.Equal(["y"], (await outbox.ToldAsync(Fabrikam, Cancellation)).Keys);
        Assert.Empty(await destinations.ListAsync(Fabrikam, Cancellation));
        Assert.Null(await destinations.FindAsync(Fabrikam, theirs.Id, Cancellation));
        Assert.Null(await destinations.TrySaveAsync(theirs with { HomeTenantId = Fabrikam }, Cancellation));
        Assert.False(await destinations.RemoveAsync(Fabrikam, theirs.Id, Cancellation));
        Assert.Empty(await outbox.DueAsync(Fabrikam, theirs.Id, now.AddMinutes(1), 10, Cancellation));
        Assert.Empty(await outbox.LogAsync(Fabrikam, theirs.Id, 10, Cancellation));
        Assert.Single(await outbox.LogAsync(_other, theirs.Id, 10, Cancellation));
        Assert.Empty(await deployments.ListAsync(_mine, Cancellation));
        Assert.False(await deployments.AcceptAsync(_mine, "p", new("n", "o", now, "x", now), Cancellation));
        await deployments.RemoveAsync(_mine, "p", Cancellation);
        Assert.Single(await deployments.ListAsync(_theirs, Cancellation));
    }

    [Fact]
    public async Task Tenant_KnownToAnotherHome_IsUsedAppOnlyAfterItConsentedAnew()
    {
        var (tenants, log) = (Store.Get<ITenantStore>(), Store.Get<IAuditLog>());
        await ListAsync(_other, "Contoso");
        await log.AppendAsync(Record(_theirs), Cancellation);
        await tenants.RemoveAsync(_theirs, Cancellation);

        await ListAsync(Fabrikam, "Contoso");
        await ListAsync(Fabrikam, "Contoso, read again");

        Assert.False((await tenants.FindAsync(_mine, Cancellation))!.AppOnlyConfirmed);
        await tenants.ConfirmAppOnlyAsync(_mine, Cancellation);
        Assert.True((await tenants.FindAsync(_mine, Cancellation))!.AppOnlyConfirmed);
        await ListAsync(_other, "Contoso");
        Assert.False((await tenants.FindAsync(_theirs, Cancellation))!.AppOnlyConfirmed);
    }

    [Fact]
    public async Task Tenant_TakenOffTheListWhileItIsRead_StaysOff()
    {
        var tenants = Store.Get<ITenantStore>();
        await tenants.LearnAsync(Fabrikam, new(_shared, "Contoso", null, new(RelationshipKind.Direct, true, PartnerTenantId: Fabrikam)), Cancellation);

        Assert.Empty(await tenants.ListAsync(Fabrikam, Cancellation));
    }

    private static bool IsOwned(IReadOnlyEntityType type) => type.ClrType.IsAssignableTo(typeof(IHomeRow));

    private static OperationActor By(TenantId home) => new(ActorKind.User, "eve", "eve", home, PortalRole.Operator);

    private static AuditRecord Record(TenantKey key) => new(key, "eve", "eve", AuditActions.RemediationStep, null, "Did it.", null);

    private Operation Run(TenantKey key) => new(
        Guid.NewGuid(), key, OperationKind.Fix, OperationState.Running, "hash", [], new PolicyChoice(), [], By(key.Home), Store.Time.GetUtcNow(), Store.Time.GetUtcNow());

    private TenantReadiness Answer(Verdict verdict) => new(_shared, "Contoso", verdict, Store.Time.GetUtcNow(), [], new ReadCost(1, 1, 1, 1));

    private Task ListAsync(TenantId home, string name) =>
        Store.Get<ITenantStore>().UpsertAsync(home, [new(_shared, name, null, new(RelationshipKind.Gdap, true, PartnerTenantId: home))], Cancellation);
}

public sealed class SqliteHomeTenantTests : HomeTenantTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();
}

public sealed class PostgresHomeTenantTests(PostgresServer server) : HomeTenantTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);
}
