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

    [Fact]
    public async Task Add_ManyTenants_AreOpenInChunksUntilEachHasItsResult()
    {
        var tenants = Tenants(2 * ScanChunk.Size + 1);
        var scan = await AddAsync(tenants);

        var second = await TakeAsync(scan, 1);
        await SaveAsync(scan, second.Tenants.Select(tenant => tenant.Id));

        Assert.Equal(tenants.Skip(ScanChunk.Size).Take(ScanChunk.Size).Order(), second.Tenants.Select(tenant => tenant.Id).Order());
        Assert.Equal([new(Home, scan, 0, tenants.Length), new OpenChunk(Home, scan, 2, tenants.Length)], await Scans.OpenAsync(Cancellation));
        Assert.Equal((ScanState.Running, ScanChunk.Size), ((await FindAsync(scan)).Scan.State, (await FindAsync(scan)).Done));
        Assert.Null(await Scans.TakeAsync(Home, scan, 1, Now, Cancellation));
    }

    [Fact]
    public async Task Take_ChunkThatSomebodyBegan_IsWhatIsLeftOfIt()
    {
        var scan = await AddAsync(Tenants(3));
        var first = await TakeAsync(scan, 0);
        await SaveAsync(scan, [first.Tenants[0].Id]);

        var again = await TakeAsync(scan, 0);

        Assert.Equal(first.Tenants.Skip(1).Select(tenant => tenant.Id), again.Tenants.Select(tenant => tenant.Id));
        Assert.Equal([1, 2, 2], (await ItemsAsync(scan)).Select(item => item.Attempts).Order());
    }

    [Fact]
    public async Task Take_OfAnotherHomeTenant_IsNothing()
    {
        var scan = await AddAsync(Tenants(1));

        Assert.Null(await Scans.TakeAsync(new(Guid.NewGuid()), scan, 0, Now, Cancellation));
        Assert.Equal(ScanState.Pending, (await FindAsync(scan)).Scan.State);
    }

    /// <summary>An instance that slept is taken over while it still lives; both read, and one of them counts.</summary>
    [Fact]
    public async Task Save_TenantHasItsResult_TheLaterOneDoesNotCount()
    {
        var tenants = Tenants(2);
        var scan = await AddAsync(tenants);
        await TakeAsync(scan, 0);
        await SaveAsync(scan, [tenants[0]], Verdict.Ready);
        Assert.Equal((false, true), (await Scans.IsOpenAsync(scan, tenants[0], Cancellation), await Scans.IsOpenAsync(scan, tenants[1], Cancellation)));
        Store.Time.Advance(TimeSpan.FromMinutes(1));

        var saved = await Scans.SaveAsync(
            new(Home, scan, [.. News(scan, tenants, Verdict.NotReady).Finished.Select(one => one with { Result = one.Result with { Outcome = one.TenantId == tenants[0] ? ScanOutcome.Failed : ScanOutcome.Read } })], [], []), Now, Cancellation);

        Assert.Equal([ScanOutcome.Read], saved.Outcomes);
        Assert.True(saved.IsOver);
        var verdicts = (await ItemsAsync(scan)).ToDictionary(item => item.TenantId, item => item.Result!.Verdict);
        Assert.Equal((Verdict.Ready, Verdict.NotReady), (verdicts[tenants[0]], verdicts[tenants[1]]));
        Assert.Equal(Verdict.Ready, (await Store.Get<IReadinessStore>().LatestMarksAsync(Home, Cancellation))[tenants[0]].Verdict);
        Assert.Equal((ScanState.Completed, 2, Now), ((await FindAsync(scan)).Scan.State, (await FindAsync(scan)).Done, (await FindAsync(scan)).Scan.FinishedAt));
    }

    [Fact]
    public async Task Save_LastResultsOfTwoInstancesAtOnce_EndTheScanOnce()
    {
        await using var other = await OpenAnotherAsync();
        for (var turn = 0; turn < 10; turn++)
        {
            var tenants = Tenants(2 * ScanChunk.Size);
            var scan = await AddAsync(tenants);
            await Task.WhenAll(TakeAsync(scan, 0), TakeAsync(scan, 1));

            var ended = await Task.WhenAll(
                Scans.SaveAsync(News(scan, tenants.Take(ScanChunk.Size)), Now, Cancellation),
                other.Get<IScanStore>().SaveAsync(News(scan, tenants.Skip(ScanChunk.Size)), Now, Cancellation));

            Assert.Single(ended, saved => saved.IsOver);
            Assert.Equal((ScanState.Completed, tenants.Length), ((await FindAsync(scan)).Scan.State, (await FindAsync(scan)).Done));
        }

        Assert.Empty(await Scans.OpenAsync(Cancellation));
    }

    [Fact]
    public async Task Save_WhoIsRead_TellsHowManyAndWhoWaitsForGraph()
    {
        var tenants = Tenants(5);
        var scan = await AddAsync(tenants);
        await TakeAsync(scan, 0);

        await Scans.SaveAsync(new(Home, scan, [], tenants[..2], [tenants[2]]), Now, Cancellation);
        var before = await FindAsync(scan);
        await Scans.SaveAsync(new(Home, scan, [], [tenants[2]], []), Now, Cancellation);
        var after = await FindAsync(scan);
        await TakeAsync(scan, 0);

        Assert.Equal((3, 1, 3, 0), (before.Reading, before.Throttled, after.Reading, after.Throttled));
        Assert.Equal(0, (await FindAsync(scan)).Reading);
    }

    /// <summary>A scan of an earlier version may have lost its end: all have their results, and nobody ended it.</summary>
    [Fact]
    public async Task Open_ScanWithoutTenantsThatAreLeft_IsEndedByWhoeverTakesIt()
    {
        var scan = await AddAsync(Tenants(1));
        await Store.ExecuteAsync($"""UPDATE "ScanItems" SET "State" = 'Done' """);

        Assert.Equal(new OpenChunk(Home, scan, 0, 1), Assert.Single(await Scans.OpenAsync(Cancellation)));
        Assert.Null(await Scans.TakeAsync(Home, scan, 0, Now, Cancellation));

        Assert.Equal(ScanState.Completed, (await FindAsync(scan)).Scan.State);
        Assert.Empty(await Scans.OpenAsync(Cancellation));
    }

    [Fact]
    public async Task Cancel_WhileItRuns_SkipsTheRestAndNamesWhatWasBegun()
    {
        var scan = await AddAsync(Tenants(2 * ScanChunk.Size));
        var begun = await TakeAsync(scan, 1);
        await SaveAsync(scan, [begun.Tenants[0].Id]);

        Assert.Equal([1], await Scans.CancelAsync(Home, scan, Now, Cancellation));
        await SaveAsync(scan, [begun.Tenants[1].Id]);

        Assert.Null(await Scans.CancelAsync(Home, scan, Now, Cancellation));
        Assert.False(await Scans.IsOpenAsync(scan, begun.Tenants[1].Id, Cancellation));
        Assert.Empty(await Scans.OpenAsync(Cancellation));
        Assert.Null(await Scans.TakeAsync(Home, scan, 0, Now, Cancellation));
        var progress = await FindAsync(scan);
        Assert.Equal((ScanState.Cancelled, 1, 0), (progress.Scan.State, progress.Done, progress.Reading));
        Assert.Equal(2 * ScanChunk.Size - 1, (await ItemsAsync(scan)).Count(item => item.State == ScanItemState.Skipped));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task End_SignInOfThePerson_IsKeptWhileItRuns(bool cancelled)
    {
        var tenants = Tenants(1);
        var scan = new Scan(Guid.NewGuid(), Home, ScanTrigger.Request, new(ActorKind.User, "ada", "Ada", Home, PortalRole.Operator, "encrypted"), true, ScanState.Pending, Now);
        await Scans.AddAsync(scan, tenants, Cancellation);
        await TakeAsync(scan.Id, 0);
        Assert.Equal("encrypted", (await FindAsync(scan.Id)).Scan.StartedBy.Session);

        await (cancelled ? Scans.CancelAsync(Home, scan.Id, Now, Cancellation) : (Task)SaveAsync(scan.Id, tenants));

        var ended = (await FindAsync(scan.Id)).Scan;
        Assert.Equal((true, null, "Ada"), (ended.IsFinished, ended.StartedBy.Session, ended.StartedBy.Name));
    }

    [Fact]
    public async Task Save_AnswersOfMany_AreStoredWithTheirResults()
    {
        var tenants = Tenants(3);
        var scan = await AddAsync(tenants);
        await Store.Get<IReadinessStore>().SaveAsync(Home, Answer(tenants[0], Verdict.Ready, Now.AddHours(-1)), Cancellation);
        await Store.Get<IReadinessStore>().SaveAsync(Home, Answer(tenants[1], Verdict.Ready, Now.AddHours(-1)), Cancellation);

        FinishedTenant[] finished =
        [
            new(tenants[0], new(ScanOutcome.Read, Verdict.NotReady, null, 5), Answer(tenants[0], Verdict.NotReady, Now), null),
            new(tenants[1], new(ScanOutcome.AppOnlyNotGranted, Verdict.Unknown, "Not granted.", 1), Answer(tenants[1], Verdict.Unknown, Now), null),
            new(tenants[2], new(ScanOutcome.Failed, null, "No answer.", 9), Answer(tenants[2], Verdict.Unknown, Now), null),
        ];
        await Scans.SaveAsync(new(Home, scan, finished, [], []), Now, Cancellation);

        var marks = await Store.Get<IReadinessStore>().LatestMarksAsync(Home, Cancellation);
        Assert.Equal(Verdict.NotReady, marks[tenants[0]].Verdict);
        Assert.Equal((Verdict.Ready, Now.AddHours(-1), Now), (marks[tenants[1]].Verdict, marks[tenants[1]].ReadAt, marks[tenants[1]].UnreadSince));
        Assert.Equal(Verdict.Unknown, marks[tenants[2]].Verdict);
        var progress = await FindAsync(scan);
        Assert.Equal((3, 1, 1, ScanState.Completed), (progress.Done, progress.Failed, progress.Blocked, progress.Scan.State));
        Assert.Equal("No answer.", Assert.Single(await Scans.ItemsAsync(Home, scan, ScanOutcome.Failed, 0, 10, Cancellation)).Result!.Reason);
    }

    private static TenantId[] Tenants(int count) => [.. Enumerable.Range(0, count).Select(_ => new TenantId(Guid.NewGuid()))];

    private async Task<Guid> AddAsync(IReadOnlyCollection<TenantId> tenants)
    {
        var scan = new Scan(Guid.NewGuid(), Home, ScanTrigger.Request, new(ActorKind.Application, "app", "app", Home, PortalRole.Operator), true, ScanState.Pending, Now);
        await Scans.AddAsync(scan, tenants, Cancellation);
        return scan.Id;
    }

    private async Task<ScanProgress> FindAsync(Guid scan) => await Scans.FindAsync(Home, scan, Cancellation) ?? throw new InvalidOperationException("The scan is gone.");

    private Task<IReadOnlyList<ScanItem>> ItemsAsync(Guid scan) => Scans.ItemsAsync(Home, scan, null, 0, 1000, Cancellation);

    private async Task<ScanChunk> TakeAsync(Guid scan, int part) =>
        await Scans.TakeAsync(Home, scan, part, Now, Cancellation) ?? throw new InvalidOperationException("Nothing of the chunk is left.");

    private Task<ChunkSaved> SaveAsync(Guid scan, IEnumerable<TenantId> tenants, Verdict verdict = Verdict.Ready) => Scans.SaveAsync(News(scan, tenants, verdict), Now, Cancellation);

    private ChunkNews News(Guid scan, IEnumerable<TenantId> tenants, Verdict verdict = Verdict.Ready) =>
        new(Home, scan, [.. tenants.Select(tenant => new FinishedTenant(tenant, new(ScanOutcome.Read, verdict, null, 3), Answer(tenant, verdict, Now), null))], [], []);

    private static TenantReadiness Answer(TenantId tenant, Verdict verdict, DateTimeOffset at) => new(tenant, "Contoso", verdict, at, [], new(2, 10, 1, 5));

    public sealed class OnSqlite : ScanStoreTests
    {
        private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();
    }

    public sealed class OnPostgres(PostgresServer server) : ScanStoreTests
    {
        private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);
    }
}
