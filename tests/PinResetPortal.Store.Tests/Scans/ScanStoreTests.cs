using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Store.Scans;

public abstract class ScanStoreTests : StoreTests
{
    private static readonly TenantId Home = TenantId.Parse("11111111-1111-4111-8111-111111111111");

    private IScanStore Scans => Store.Get<IScanStore>();

    private DateTimeOffset Now => Store.Time.GetUtcNow();

    private DateTimeOffset Later => Now.AddMinutes(1);

    [Fact]
    public async Task Claim_TwoInstances_NeverTakeTheSameTenant()
    {
        await using var other = await OpenAnotherAsync();
        var scan = await AddAsync(Tenants(40));

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(turn =>
            (turn % 2 == 0 ? Scans : other.Get<IScanStore>()).ClaimAsync(turn % 2 == 0 ? "one" : "two", 8, Now, Later, Cancellation)));

        var taken = claims.SelectMany(claim => claim).Select(claimed => claimed.Tenant.Id).ToList();
        Assert.Equal(40, taken.Count);
        Assert.Equal(40, taken.Distinct().Count());
        var progress = await FindAsync(scan);
        Assert.Equal((ScanState.Running, 40, 40, 0), (progress.Scan.State, progress.Total, progress.Reading, progress.Done));
    }

    [Fact]
    public async Task Claim_LeaseHasRunOut_GoesToTheNextAndTheLateResultDoesNotCount()
    {
        var scan = await AddAsync(Tenants(1));
        var first = Assert.Single(await Scans.ClaimAsync("dead", 5, Now, Later, Cancellation));
        Assert.Empty(await Scans.ClaimAsync("alive", 5, Now, Later, Cancellation));
        Store.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Single(await Scans.ClaimAsync("alive", 5, Now, Later, Cancellation));
        await CompleteAsync("dead", scan, first.Tenant.Id, Verdict.NotReady);
        Assert.Null(Assert.Single(await ItemsAsync(scan)).Result);
        await CompleteAsync("alive", scan, first.Tenant.Id, Verdict.Ready);

        var item = Assert.Single(await ItemsAsync(scan));
        Assert.Equal((ScanItemState.Done, 2, Verdict.Ready), (item.State, item.Attempts, item.Result!.Verdict));
        Assert.Equal((ScanState.Completed, 1, Now), ((await FindAsync(scan)).Scan.State, (await FindAsync(scan)).Done, (await FindAsync(scan)).Scan.FinishedAt));
    }

    [Fact]
    public async Task Renew_Held_KeepsTheLeaseAndTellsWhoWaitsForGraph()
    {
        var scan = await AddAsync(Tenants(2));
        var claimed = await Scans.ClaimAsync("one", 2, Now, Later, Cancellation);
        Store.Time.Advance(TimeSpan.FromSeconds(50));

        var held = await Scans.RenewAsync("one", [claimed[0].Tenant.Id], Later, Cancellation);
        Store.Time.Advance(TimeSpan.FromSeconds(50));

        Assert.Equal(2, held.Count);
        Assert.Empty(await Scans.ClaimAsync("two", 2, Now, Later, Cancellation));
        Assert.Equal(1, (await FindAsync(scan)).Throttled);
    }

    [Fact]
    public async Task Claim_SameTenantInTwoScans_IsReadForOneAtATime()
    {
        var tenant = Tenants(1);
        await AddAsync(tenant);
        await AddAsync(tenant);

        var first = Assert.Single(await Scans.ClaimAsync("one", 5, Now, Later, Cancellation));
        Assert.Empty(await Scans.ClaimAsync("two", 5, Now, Later, Cancellation));
        await CompleteAsync("one", first.Scan.Id, first.Tenant.Id, Verdict.Ready);

        Assert.NotEqual(first.Scan.Id, Assert.Single(await Scans.ClaimAsync("two", 5, Now, Later, Cancellation)).Scan.Id);
    }

    [Fact]
    public async Task Claim_ASmallScanBesideALargeOne_GoesFirst()
    {
        await AddAsync(Tenants(30));
        var small = await AddAsync(Tenants(1));

        var claimed = await Scans.ClaimAsync("one", 4, Now, Later, Cancellation);

        Assert.Equal(small, claimed[0].Scan.Id);
        Assert.Equal(4, claimed.Count);
    }

    [Fact]
    public async Task Cancel_WhileItRuns_SkipsTheRestAndLetsGoOfWhatIsRead()
    {
        var scan = await AddAsync(Tenants(10));
        var claimed = await Scans.ClaimAsync("one", 4, Now, Later, Cancellation);
        await CompleteAsync("one", scan, claimed[0].Tenant.Id, Verdict.Ready);

        Assert.True(await Scans.CancelAsync(Home, scan, Now, Cancellation));
        await CompleteAsync("one", scan, claimed[1].Tenant.Id, Verdict.Ready);

        Assert.False(await Scans.CancelAsync(Home, scan, Now, Cancellation));
        Assert.Empty(await Scans.RenewAsync("one", [], Later, Cancellation));
        Assert.Empty(await Scans.ClaimAsync("one", 4, Now, Later, Cancellation));
        var progress = await FindAsync(scan);
        Assert.Equal((ScanState.Cancelled, 1, 0), (progress.Scan.State, progress.Done, progress.Reading));
        Assert.Equal(9, (await ItemsAsync(scan)).Count(item => item.State == ScanItemState.Skipped));
    }

    [Fact]
    public async Task Release_StoppedInOrder_OthersGoOnAtOnce()
    {
        await AddAsync(Tenants(3));
        await Scans.ClaimAsync("one", 3, Now, Later, Cancellation);

        await Scans.ReleaseAsync("one", Cancellation);

        Assert.Equal(3, (await Scans.ClaimAsync("two", 3, Now, Later, Cancellation)).Count);
    }

    [Fact]
    public async Task Complete_AnswersOfMany_AreStoredWithTheirResults()
    {
        var tenants = Tenants(3);
        var scan = await AddAsync(tenants);
        await Scans.ClaimAsync("one", 3, Now, Later, Cancellation);
        await Store.Get<IReadinessStore>().SaveAsync(Home, Answer(tenants[0], Verdict.Ready, Now.AddHours(-1)), Cancellation);
        await Store.Get<IReadinessStore>().SaveAsync(Home, Answer(tenants[1], Verdict.Ready, Now.AddHours(-1)), Cancellation);

        await Scans.CompleteAsync(
            "one",
            [
                new(scan, new(Home, tenants[0]), new(ScanOutcome.Read, Verdict.NotReady, null, 5), Answer(tenants[0], Verdict.NotReady, Now), null),
                new(scan, new(Home, tenants[1]), new(ScanOutcome.AppOnlyNotGranted, Verdict.Unknown, "Not granted.", 1), Answer(tenants[1], Verdict.Unknown, Now), null),
                new(scan, new(Home, tenants[2]), new(ScanOutcome.Failed, null, "No answer.", 9), Answer(tenants[2], Verdict.Unknown, Now), null),
            ],
            Now,
            Cancellation);

        var marks = await Store.Get<IReadinessStore>().LatestMarksAsync(Home, Cancellation);
        Assert.Equal(Verdict.NotReady, marks[tenants[0]].Verdict);
        Assert.Equal((Verdict.Ready, Now.AddHours(-1), Now), (marks[tenants[1]].Verdict, marks[tenants[1]].ReadAt, marks[tenants[1]].UnreadSince));
        Assert.Equal(Verdict.Unknown, marks[tenants[2]].Verdict);
        var progress = await FindAsync(scan);
        Assert.Equal((3, 1, 1, ScanState.Completed), (progress.Done, progress.Failed, progress.Blocked, progress.Scan.State));
        Assert.Equal("No answer.", Assert.Single(await Scans.ItemsAsync(Home, scan, ScanOutcome.Failed, 0, 10, Cancellation)).Result!.Reason);
    }

    private protected static TenantId[] Tenants(int count) => [.. Enumerable.Range(0, count).Select(_ => new TenantId(Guid.NewGuid()))];

    private protected async Task<Guid> AddAsync(IReadOnlyCollection<TenantId> tenants)
    {
        var scan = new Scan(Guid.NewGuid(), Home, ScanTrigger.Request, new(ActorKind.Application, "app", "app", Home, PortalRole.Operator), true, ScanState.Pending, Now);
        await Scans.AddAsync(scan, tenants, Cancellation);
        return scan.Id;
    }

    private async Task<ScanProgress> FindAsync(Guid scan) => await Scans.FindAsync(Home, scan, Cancellation) ?? throw new InvalidOperationException("The scan is gone.");

    private Task<IReadOnlyList<ScanItem>> ItemsAsync(Guid scan) => Scans.ItemsAsync(Home, scan, null, 0, 100, Cancellation);

    private Task CompleteAsync(string instance, Guid scan, TenantId tenant, Verdict verdict) =>
        Scans.CompleteAsync(instance, [new(scan, new(Home, tenant), new(ScanOutcome.Read, verdict, null, 3), Answer(tenant, verdict, Now), null)], Now, Cancellation);

    private static TenantReadiness Answer(TenantId tenant, Verdict verdict, DateTimeOffset at) => new(tenant, "Contoso", verdict, at, [], new(2, 10, 1, 5));

    public sealed class OnSqlite : ScanStoreTests
    {
        private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();

        [Fact]
        public async Task Recover_AfterTheProcessDied_GivesItsTenantsBackAtOnce()
        {
            await AddAsync(Tenants(2));
            await Store.Get<IScanStore>().ClaimAsync("dead", 2, Store.Time.GetUtcNow(), Store.Time.GetUtcNow().AddMinutes(1), Cancellation);

            await Store.Get<IScanStore>().RecoverAsync(Cancellation);

            Assert.Equal(2, (await Store.Get<IScanStore>().ClaimAsync("new", 2, Store.Time.GetUtcNow(), Store.Time.GetUtcNow().AddMinutes(1), Cancellation)).Count);
        }
    }

    public sealed class OnPostgres(PostgresServer server) : ScanStoreTests
    {
        private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);

        [Fact]
        public async Task Recover_BesideOthers_LeavesTheirLeases()
        {
            await AddAsync(Tenants(2));
            await Store.Get<IScanStore>().ClaimAsync("other", 2, Store.Time.GetUtcNow(), Store.Time.GetUtcNow().AddMinutes(1), Cancellation);

            await Store.Get<IScanStore>().RecoverAsync(Cancellation);

            Assert.Empty(await Store.Get<IScanStore>().ClaimAsync("new", 2, Store.Time.GetUtcNow(), Store.Time.GetUtcNow().AddMinutes(1), Cancellation));
        }
    }
}
