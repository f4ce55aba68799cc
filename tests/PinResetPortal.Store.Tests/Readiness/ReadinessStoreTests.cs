using System.Text.Json;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Upkeep;
using PinResetPortal.Work.Overview;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Store.Readiness;

public abstract class ReadinessStoreTests : StoreTests
{
    private static readonly TenantId Contoso = new(Guid.Parse("aaaaaaaa-0000-4000-8000-000000000001"));

    private IReadinessStore Readiness => Store.Get<IReadinessStore>();

    [Fact]
    public async Task Latest_Saved_GivesEverythingBack()
    {
        var answer = Answer(Contoso, Verdict.NotReady, "consent.pin-reset-client") with
        {
            Findings =
            [
                new(new("consent.pin-reset-client", CheckArea.Consent, true, FindingStatus.Broken, "It is not consented.",
                    [new("servicePrincipal", "Näme", "id", "accountEnabled=false", "detail"), new("notVisible", "Group Policy")],
                    new Uri("https://entra.microsoft.com/#view/x/id/1?a=%2F")), true),
                new(new("policy.pin-recovery", CheckArea.Policy, true, FindingStatus.Unknown, "Could not be read.", [], null,
                    new UnreadableReason(UnreadableKind.SignInRequired, "message", "next", "permission", "role", 403, "AADSTS50079", "request",
                        new SignInChallenge(Contoso, ["a", "b"], """{"access_token":{}}"""))), false),
            ],
        };

        await Readiness.SaveAsync(Fabrikam, answer, Cancellation);
        var latest = await Readiness.LatestAsync(new(Fabrikam, Contoso), Cancellation);

        Assert.NotNull(latest);
        Assert.Equal(JsonSerializer.Serialize(answer), JsonSerializer.Serialize(latest));
        Assert.Equal(answer.Findings[0].Finding.Blade, latest.Findings[0].Finding.Blade);
    }

    [Fact]
    public async Task Latest_NeverRead_IsNull()
    {
        Assert.Null(await Readiness.LatestAsync(new(Fabrikam, Contoso), Cancellation));
        Assert.Empty(await Readiness.LatestMarksAsync(Fabrikam, Cancellation));
        Assert.Empty(await Readiness.HistoryAsync(new(Fabrikam, Contoso), 10, Cancellation));
    }

    [Fact]
    public async Task Save_OlderAnswerThanStored_IsIgnored()
    {
        var newer = Answer(Contoso, Verdict.Ready);
        await Readiness.SaveAsync(Fabrikam, newer, Cancellation);

        await Readiness.SaveAsync(Fabrikam, Answer(Contoso, Verdict.NotReady, "a") with { ReadAt = newer.ReadAt.AddTicks(-1) }, Cancellation);

        Assert.Equal(Verdict.Ready, (await Readiness.LatestAsync(new(Fabrikam, Contoso), Cancellation))?.Verdict);
        Assert.Single(await Readiness.HistoryAsync(new(Fabrikam, Contoso), 10, Cancellation));
    }

    [Fact]
    public async Task History_SameAnswersInARow_AreOneMark()
    {
        var start = Store.Time.GetUtcNow();
        await SaveSeriesAsync(
            (Verdict.NotReady, ["a", "b"]),
            (Verdict.NotReady, ["b", "a"]),
            (Verdict.NotReady, ["b"]),
            (Verdict.Ready, []),
            (Verdict.Ready, []),
            (Verdict.NotReady, ["c"]));

        var history = await Readiness.HistoryAsync(new(Fabrikam, Contoso), 10, Cancellation);

        Assert.Equal([Verdict.NotReady, Verdict.Ready, Verdict.NotReady, Verdict.NotReady], history.Select(mark => mark.Verdict));
        Assert.Equal([5, 3, 2, 0], history.Select(mark => (mark.ReadAt - start).TotalHours));
        Assert.Equal([5, 4, 2, 1], history.Select(mark => (mark.LastSeenAt!.Value - start).TotalHours));
        Assert.Equal(["a", "b"], history[3].BrokenChecks);
        Assert.Equal(2, (await Readiness.HistoryAsync(new(Fabrikam, Contoso), 2, Cancellation)).Count);
    }

    [Fact]
    public async Task Save_SameInstantOtherAnswer_LastOneCounts()
    {
        await Readiness.SaveAsync(Fabrikam, Answer(Contoso, Verdict.NotReady, "a"), Cancellation);
        await Readiness.SaveAsync(Fabrikam, Answer(Contoso, Verdict.Ready), Cancellation);

        Assert.Equal(Verdict.Ready, Assert.Single(await Readiness.HistoryAsync(new(Fabrikam, Contoso), 10, Cancellation)).Verdict);
    }

    [Fact]
    public async Task Save_CouldNotSee_KeepsWhatAnEarlierReadSawAndNotesIt()
    {
        var home = Fabrikam;
        await Store.Get<ITenantStore>().UpsertAsync(home, [new Tenant(Contoso, "Contoso", null, new TenantRelationship(RelationshipKind.Gdap, true, PartnerTenantId: home))], Cancellation);
        var known = Answer(Contoso, Verdict.Ready);
        await Readiness.SaveAsync(Fabrikam, known, Cancellation);
        Store.Time.Advance(TimeSpan.FromHours(1));
        var since = Store.Time.GetUtcNow();
        await Readiness.SaveAsync(Fabrikam, Unseen(), Cancellation);
        Store.Time.Advance(TimeSpan.FromHours(1));

        var kept = await Readiness.SaveAsync(Fabrikam, Unseen(), Cancellation);

        foreach (var answer in new[] { kept, (await Readiness.LatestAsync(new(Fabrikam, Contoso), Cancellation))! })
        {
            Assert.Equal((Verdict.Ready, known.ReadAt), (answer.Verdict, answer.ReadAt));
            Assert.Equal((since, Store.Time.GetUtcNow(), "No answer."), (answer.Unread!.Since, answer.Unread.At, Assert.Single(answer.Unread.Reasons).Message));
        }

        var mark = (await Readiness.LatestMarksAsync(Fabrikam, Cancellation))[Contoso];
        Assert.Equal((Verdict.Ready, known.ReadAt, since, Store.Time.GetUtcNow()), (mark.Verdict, mark.ReadAt, mark.UnreadSince!.Value, mark.UnreadAt!.Value));
        Assert.Equal(known.ReadAt, Assert.Single(await Readiness.HistoryAsync(new(Fabrikam, Contoso), 10, Cancellation)).LastSeenAt);
        var overview = Store.Get<IOverviewStore>();
        var row = Assert.Single(await overview.PageAsync(home, new(), Store.Time.GetUtcNow(), 0, 10, Cancellation));
        Assert.Equal((Verdict.Ready, known.ReadAt, since), (row.Verdict, row.ReadAt, row.UnreadSince));
        var counts = await overview.CountAsync(home, new(), Store.Time.GetUtcNow(), Cancellation);
        Assert.Equal((0, 0, 1, 0, 1), (counts.NotReady, counts.Unknown, counts.Ready, counts.NotChecked, counts.Unread));
        Assert.Equal(0, (await overview.ChangesAsync(home, null, ["policy.pin-recovery"], known.ReadAt.AddDays(-1), 10, Cancellation)).Total);

        await Readiness.SaveAsync(Fabrikam, Answer(Contoso, Verdict.NotReady, "a"), Cancellation);

        var seen = (await Readiness.LatestAsync(new(Fabrikam, Contoso), Cancellation))!;
        Assert.Equal((Verdict.NotReady, null), (seen.Verdict, seen.Unread));
        Assert.Null((await Readiness.LatestMarksAsync(Fabrikam, Cancellation))[Contoso].UnreadSince);
    }

    [Fact]
    public async Task Save_NeverReadWell_IsUnknown()
    {
        await Readiness.SaveAsync(Fabrikam, Unseen(), Cancellation);

        Assert.Equal((Verdict.Unknown, null), ((await Readiness.LatestAsync(new(Fabrikam, Contoso), Cancellation))!.Verdict, (await Readiness.LatestAsync(new(Fabrikam, Contoso), Cancellation))!.Unread));
    }

    [Fact]
    public async Task Save_BlindAndSeeingReadsAtOnce_TheSeeingOneStands()
    {
        await using var another = await OpenAnotherAsync();
        var stores = new[] { Readiness, another.Get<IReadinessStore>() };
        var start = Store.Time.GetUtcNow();
        await Readiness.SaveAsync(Fabrikam, Answer(Contoso, Verdict.NotReady, "a"), Cancellation);

        await Task.WhenAll(Enumerable.Range(1, 6).Select(i => Task.Run(() => stores[i % 2].SaveAsync(
            Fabrikam,
            (i == 3 ? Answer(Contoso, Verdict.Ready) : Unseen()) with { ReadAt = start.AddMinutes(i) }, Cancellation))));

        Assert.Equal((Verdict.Ready, start.AddMinutes(3)), ((await Readiness.LatestAsync(new(Fabrikam, Contoso), Cancellation))!.Verdict, (await Readiness.LatestAsync(new(Fabrikam, Contoso), Cancellation))!.ReadAt));
    }

    [Fact]
    public async Task Save_ManyAtOnceToOneTenant_LatestStays()
    {
        await using var another = await OpenAnotherAsync();
        var stores = new[] { Readiness, another.Get<IReadinessStore>() };
        var start = Store.Time.GetUtcNow();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
            Task.Run(() => stores[i % 2].SaveAsync(Fabrikam, Answer(Contoso, Verdict.Ready) with { ReadAt = start.AddMinutes(i) }, Cancellation))));

        Assert.Equal(start.AddMinutes(3), (await Readiness.LatestAsync(new(Fabrikam, Contoso), Cancellation))?.ReadAt);
        Assert.Equal(start.AddMinutes(3), (await Readiness.HistoryAsync(new(Fabrikam, Contoso), 10, Cancellation))[0].LastSeenAt);
    }

    [Fact]
    public async Task LatestMarks_TwoThousandTenants_IsOneQuery()
    {
        var tenants = Enumerable.Range(0, 2000).Select(_ => new TenantId(Guid.NewGuid())).ToList();
        await using (var context = Store.CreateContext())
        {
            context.ReadinessAnswers.AddRange(tenants.Select(tenant => new ReadinessAnswerRow
            {
                HomeTenantId = Fabrikam,
                TenantId = tenant,
                Verdict = Verdict.NotReady,
                ReadAt = Store.Time.GetUtcNow(),
                BrokenChecks = """["a","b"]""",
                Statuses = "{}",
                Document = "{}",
            }));
            await context.SaveChangesAsync(Cancellation);
        }

        var marks = await Readiness.LatestMarksAsync(Fabrikam, Cancellation);

        Assert.Equal(tenants.Order(), marks.Keys.Order());
        var mark = marks[tenants[0]];
        Assert.Equal((tenants[0], Verdict.NotReady, Store.Time.GetUtcNow()), (mark.TenantId, mark.Verdict, mark.ReadAt));
        Assert.Equal(["a", "b"], mark.BrokenChecks);
        var query = Assert.Single(Store.Log.CommandsMatching("FROM \"ReadinessAnswers\" AS"));
        Assert.DoesNotContain("Document", query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retention_OldMarks_GoExceptTheLatest()
    {
        var other = new TenantId(Guid.NewGuid());
        await Readiness.SaveAsync(Fabrikam, Answer(other, Verdict.Ready), Cancellation);
        await SaveSeriesAsync((Verdict.NotReady, ["a"]), (Verdict.Ready, []));
        Store.Time.Advance(TimeSpan.FromDays(400) - TimeSpan.FromHours(2));
        await SaveSeriesAsync((Verdict.NotReady, ["b"]));

        await Store.Get<StoreRetention>().RunAsync(Cancellation);

        Assert.Equal([Verdict.NotReady, Verdict.Ready], (await Readiness.HistoryAsync(new(Fabrikam, Contoso), 10, Cancellation)).Select(mark => mark.Verdict));
        Assert.Single(await Readiness.HistoryAsync(new(Fabrikam, other), 10, Cancellation));
    }

    private async Task SaveSeriesAsync(params (Verdict Verdict, string[] Broken)[] series)
    {
        foreach (var (verdict, broken) in series)
        {
            await Readiness.SaveAsync(Fabrikam, Answer(Contoso, verdict, broken), Cancellation);
            Store.Time.Advance(TimeSpan.FromHours(1));
        }
    }

    private TenantReadiness Unseen() => Answer(Contoso, Verdict.Unknown) with
    {
        Findings =
        [
            new(new("policy.pin-recovery", CheckArea.Policy, true, FindingStatus.Unknown, "Could not be read.", [], null, new UnreadableReason(UnreadableKind.Unavailable, "No answer.")), false),
        ],
    };

    private TenantReadiness Answer(TenantId tenantId, Verdict verdict, params string[] broken) => new(
        tenantId,
        "Contoso",
        verdict,
        Store.Time.GetUtcNow(),
        [.. broken.Select(check => new AssessedFinding(new Finding(check, CheckArea.Consent, true, FindingStatus.Broken, "Broken.", []), true))],
        new ReadCost(4, 20, 2, 900));
}

public sealed class SqliteReadinessStoreTests : ReadinessStoreTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();
}

public sealed class PostgresReadinessStoreTests(PostgresServer server) : ReadinessStoreTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);
}
