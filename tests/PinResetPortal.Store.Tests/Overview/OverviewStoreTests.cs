using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Overview;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Store.Overview;

public abstract class OverviewStoreTests : StoreTests
{
    private static readonly TenantId Home = TenantId.Parse("11111111-1111-4111-8111-111111111111");
    private static readonly TenantId OtherHome = TenantId.Parse("99999999-1111-4111-8111-111111111111");

    private IOverviewStore Overview => Store.Get<IOverviewStore>();

    private DateTimeOffset Now => Store.Time.GetUtcNow();

    [Fact]
    public async Task Page_TenantsOfAnotherHome_AreNotThere()
    {
        await SaveAsync(Gdap(1, "Mine"));
        await Store.Get<ITenantStore>().UpsertAsync(OtherHome, [Gdap(1, "Mine too"), Gdap(2, "Theirs")], Cancellation);
        await SaveAsync(HomeTenant);

        Assert.Equal(["Fabrikam MSP", "Mine"], await NamesAsync(new()));
        Assert.Equal(2, (await CountAsync(new())).All);
    }

    [Fact]
    public async Task Page_HomeIsSomebodysCustomer_IsTheOwnTenantToItsPeople()
    {
        await SaveAsync(HomeTenant);
        await Store.Get<ITenantStore>().UpsertAsync(OtherHome, [HomeTenant with { Relationship = new(RelationshipKind.Gdap, Active: true, PartnerTenantId: OtherHome) }], Cancellation);

        var row = Assert.Single(await PageAsync(new()));

        Assert.Equal(RelationshipKind.Home, row.Tenant.Relationship.Kind);
        Assert.Single(await PageAsync(new() { Relationship = OverviewRelationship.Home }));
        Assert.Empty(await PageAsync(new() { Relationship = OverviewRelationship.Active }));
    }

    [Fact]
    public async Task Row_Checked_TellsWhatTheLastAnswerSaid()
    {
        await SaveAsync(Gdap(1, "Contoso") with { Tags = [] }, Gdap(2, "Never"));
        await AnswerAsync(1, Verdict.NotReady, Broken("consent.user-access"), Finding("policy.pin-recovery", FindingStatus.Unknown));

        var rows = await PageAsync(new());

        Assert.Equal((Verdict.NotReady, Now, FindingStatus.Broken, FindingStatus.Unknown, 10), (rows[0].Verdict, rows[0].ReadAt, rows[0].Consent, rows[0].Policy, rows[0].Coverage));
        Assert.Equal(["consent.user-access"], rows[0].BrokenChecks);
        Assert.Equal((TenantStage.Blocked, 1), (rows[0].Stage, rows[0].Devices?.Arrived));
        Assert.Equal((null, null, null, null), (rows[1].Verdict, rows[1].ReadAt, rows[1].Consent, rows[1].Coverage));
        Assert.Empty(rows[1].Trend);
    }

    [Theory]
    [InlineData("conto", "Contoso")]
    [InlineData("CAFÉ", "Café Ünï")]
    [InlineData("cafe u", "Café Ünï")]
    [InlineData("northwind.example", "Northwind")]
    [InlineData("aaaaaaaa-0000-4000-8000-000000000003", "Northwind")]
    [InlineData("%", null)]
    [InlineData("'", null)]
    public async Task Text_PartOfNameDomainOrId_Finds(string text, string? name)
    {
        await SaveAsync(Gdap(1, "Contoso"), Gdap(2, "Café Ünï"), Gdap(3, "Northwind") with { DefaultDomain = "northwind.example" });

        Assert.Equal(name is null ? [] : [name], await NamesAsync(new() { Text = text }));
    }

    [Fact]
    public async Task Filters_EachByItself_LeavesOnlyWhatMatches()
    {
        await SaveMixAsync();

        Assert.Equal(["Ada"], await NamesAsync(new() { Verdict = OverviewVerdict.NotReady }));
        Assert.Equal(["Bea"], await NamesAsync(new() { Verdict = OverviewVerdict.Ready }));
        Assert.Equal(["Cid"], await NamesAsync(new() { Verdict = OverviewVerdict.Unknown }));
        Assert.Equal(["Dan"], await NamesAsync(new() { Verdict = OverviewVerdict.NotChecked }));
        Assert.Equal(["Ada"], await NamesAsync(new() { Consent = FindingStatus.Broken }));
        Assert.Equal(["Cid"], await NamesAsync(new() { Policy = FindingStatus.Unknown }));
        Assert.Equal(["Ada"], await NamesAsync(new() { BrokenCheck = "consent.user-access" }));
        Assert.Empty(await NamesAsync(new() { BrokenCheck = "consent.user" }));
        Assert.Equal(["Cid"], await NamesAsync(new() { Only = [Id(3), Id(99)] }));
        Assert.Empty(await NamesAsync(new() { Only = [] }));
    }

    [Fact]
    public async Task Counts_OfVerdicts_FollowTheOtherFiltersOnly()
    {
        await SaveMixAsync();

        Assert.Equal((1, 1, 1, 1), Numbers(await CountAsync(new() { Verdict = OverviewVerdict.Ready, Stage = TenantStage.SetUp })));
        Assert.Equal((1, 0, 0, 0), Numbers(await CountAsync(new() { Text = "ada" })));
        Assert.Equal((4, 1), ((await CountAsync(new())).Of((OverviewVerdict?)null), (await CountAsync(new())).Of(OverviewVerdict.NotChecked)));

        static (int NotReady, int Unknown, int Ready, int NotChecked) Numbers(OverviewCounts counts) => (counts.NotReady, counts.Unknown, counts.Ready, counts.NotChecked);
    }

    [Fact]
    public async Task Stage_OfReadyTenants_IsCountedFilteredAndSortedLeastFarFirst()
    {
        await SaveAsync(Gdap(1, "Ada"), Gdap(2, "Bea"), Gdap(3, "Cid"), Gdap(4, "Dan"));
        await AnswerAtAsync(1, TenantStage.Proven);
        await AnswerAtAsync(2, TenantStage.SetUp);
        await AnswerAtAsync(3, TenantStage.RollingOut);
        await AnswerAsync(4, Verdict.NotReady, Broken("policy.conflict"));

        var counts = await CountAsync(new() { Stage = TenantStage.Proven });

        Assert.Equal([1, 1, 0, 1], new[] { TenantStage.SetUp, TenantStage.RollingOut, TenantStage.Ready, TenantStage.Proven }.Select(stage => counts.Stages.GetValueOrDefault(stage)));
        Assert.Equal((1, 3), (counts.Of(new OverviewQuery { Stage = TenantStage.Proven }), counts.Of(new OverviewQuery { Verdict = OverviewVerdict.Ready })));
        Assert.Equal(["Cid"], await NamesAsync(new() { Stage = TenantStage.RollingOut }));
        Assert.Equal(["Dan", "Bea", "Cid", "Ada"], await NamesAsync(new() { Sort = OverviewSort.Verdict }));
    }

    [Fact]
    public async Task Faults_OfSeveralTenants_AreAddedUpMostFirst()
    {
        await SaveAsync(Gdap(1, "Ada"), Gdap(2, "Bea"), Gdap(3, "Cid"), Gdap(4, "Dan"));
        await Store.Get<ITenantStore>().UpsertAsync(OtherHome, [Gdap(2, "Mine too"), Gdap(5, "Theirs")], Cancellation);
        await AnswerAsync(1, Verdict.NotReady, Broken("consent.user-access"), Broken("policy.conflict"));
        await AnswerAsync(2, Verdict.NotReady, Broken("policy.conflict"));
        await AnswerAsync(3, Verdict.Ready, Finding("policy.conflict", FindingStatus.Healthy));
        await AnswerAsync(5, Verdict.NotReady, Broken("policy.conflict"));

        Assert.Equal([new("policy.conflict", 2), new("consent.user-access", 1)], await FaultsAsync(new() { BrokenCheck = "consent.user-access", Verdict = OverviewVerdict.Ready }));
        Assert.Equal([new("policy.conflict", 1)], await FaultsAsync(new() { Text = "bea" }));
    }

    [Fact]
    public async Task Unread_TenantWithAnEarlierAnswer_IsFoundAndCounted()
    {
        await SaveAsync(Gdap(1, "Ada"), Gdap(2, "Bea"));
        await AnswerAsync(1, Verdict.Ready, Finding("consent.user-access", FindingStatus.Healthy));
        await AnswerAsync(2, Verdict.Ready, Finding("consent.user-access", FindingStatus.Healthy));
        Store.Time.Advance(TimeSpan.FromHours(1));
        await AnswerAsync(1, Verdict.Unknown, Finding("consent.user-access", FindingStatus.Unknown));

        Assert.Equal(["Ada"], await NamesAsync(new() { Unread = true }));
        Assert.Equal(1, (await CountAsync(new())).Unread);
    }

    [Fact]
    public async Task Tag_WholeWordWhateverItsCase_Finds()
    {
        await SaveAsync(Gdap(1, "Ada"), Gdap(2, "Bea"), Gdap(3, "Cid"));
        await TagAsync(1, "VIP", "Zürich");
        await TagAsync(2, "vip-2");
        await TagAsync(3, "vip");

        Assert.Equal(["Ada", "Cid"], await NamesAsync(new() { Tag = "vip" }));
        Assert.Equal(["Bea"], await NamesAsync(new() { Tag = "VIP-2" }));
        Assert.Equal(["Ada"], await NamesAsync(new() { Tag = "zürich" }));
        Assert.Equal(3, (await Overview.TagsAsync(Home, Cancellation)).Count);
        Assert.Empty(await Overview.TagsAsync(OtherHome, Cancellation));
    }

    [Fact]
    public async Task Relationship_EachState_IsToldAsTheTenantTellsIt()
    {
        Tenant[] tenants =
        [
            Gdap(1, "Open end"),
            Gdap(2, "Far", Now.AddDays(31)),
            Gdap(3, "Soon", Now.AddDays(30)),
            Gdap(4, "Over", Now),
            Gdap(5, "Extends", Now.AddDays(2), extends: 180),
            Gdap(6, "Gone", listed: false),
            Gdap(7, "Terminated", Now.AddDays(100), active: false),
            new(Id(8), "By hand", null, new(RelationshipKind.Direct, Active: true, PartnerTenantId: Home)),
            HomeTenant,
        ];
        await SaveAsync(tenants);

        foreach (var relationship in Enum.GetValues<OverviewRelationship>())
        {
            var expected = tenants.Where(tenant => Of(tenant) == relationship).Select(tenant => tenant.DisplayName).Order(StringComparer.OrdinalIgnoreCase);
            Assert.Equal(expected, await NamesAsync(new() { Relationship = relationship }));
        }

        OverviewRelationship Of(Tenant tenant) => (tenant.Relationship.Kind, tenant.Relationship.StateAt(Now)) switch
        {
            (RelationshipKind.Home, _) => OverviewRelationship.Home,
            (RelationshipKind.Direct, _) => OverviewRelationship.Direct,
            (_, RelationshipState.Expiring) => OverviewRelationship.Expiring,
            (_, RelationshipState.Active) => OverviewRelationship.Active,
            _ => OverviewRelationship.Ended,
        };
    }

    [Fact]
    public async Task Stale_OldAnswerOrNone_Finds()
    {
        await SaveAsync(Gdap(1, "Old"), Gdap(2, "Fresh"), Gdap(3, "Never"));
        await AnswerAsync(1, Verdict.Ready);
        Store.Time.Advance(OverviewQuery.StaleAfter + TimeSpan.FromTicks(1));
        await AnswerAsync(2, Verdict.Ready);

        Assert.Equal(["Never", "Old"], await NamesAsync(new() { Stale = true }));
    }

    [Fact]
    public async Task Sort_EachOrderBothWays_IsTheSameInBothDatabases()
    {
        await SaveMixAsync();

        Assert.Equal(["Ada", "Bea", "Cid", "Dan"], await NamesAsync(new()));
        Assert.Equal(["Dan", "Cid", "Bea", "Ada"], await NamesAsync(new() { Descending = true }));
        Assert.Equal(["Ada", "Cid", "Dan", "Bea"], await NamesAsync(new() { Sort = OverviewSort.Verdict }));
        Assert.Equal(["Bea", "Dan", "Cid", "Ada"], await NamesAsync(new() { Sort = OverviewSort.Verdict, Descending = true }));
        Assert.Equal(["Dan", "Ada", "Bea", "Cid"], await NamesAsync(new() { Sort = OverviewSort.LastChecked }));
        Assert.Equal(["Cid", "Bea", "Ada", "Dan"], await NamesAsync(new() { Sort = OverviewSort.LastChecked, Descending = true }));
        Assert.Equal(["Ada", "Bea", "Cid", "Dan"], await NamesAsync(new() { Sort = OverviewSort.Coverage }));
        Assert.Equal(["Bea", "Ada", "Cid", "Dan"], await NamesAsync(new() { Sort = OverviewSort.Coverage, Descending = true }));
    }

    [Fact]
    public async Task Page_SkipAndTake_TogetherAreEverythingOnce()
    {
        await SaveAsync([.. Enumerable.Range(1, 25).Select(number => Gdap(number, "Same name"))]);

        var pages = new List<TenantId>();
        for (var skip = 0; skip < 30; skip += 10)
        {
            pages.AddRange((await Overview.PageAsync(Home, new(), Now, skip, 10, Cancellation)).Select(row => row.Tenant.Id));
        }

        Assert.Equal(25, pages.Distinct().Count());
        Assert.Equal(pages, await Overview.IdsAsync(Home, new(), Now, Cancellation));
        var written = new List<TenantId>();
        await Overview.ReadAllAsync(Home, new(), Now, row => { written.Add(row.Tenant.Id); return Task.CompletedTask; }, Cancellation);
        Assert.Equal(pages, written);
    }

    [Fact]
    public async Task Page_AnyNumberOfRows_IsTwoQueriesWithoutDocuments()
    {
        await SaveMixAsync();
        var before = Store.Log.CommandsMatching("SELECT").Count;

        await PageAsync(new() { Sort = OverviewSort.Verdict, Text = "a" });

        var queries = Store.Log.CommandsMatching("SELECT").Skip(before).ToList();
        Assert.Equal(2, queries.Count);
        Assert.DoesNotContain(queries, query => query.Contains("Document", StringComparison.Ordinal) || query.Contains("Statuses", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trend_Stretches_AreThoseOfTheLastDaysOldestFirst()
    {
        await SaveAsync(Gdap(1, "Ada"));
        await AnswerAsync(1, Verdict.Unknown);
        Store.Time.Advance(TimeSpan.FromDays(40));
        var start = Now;
        await AnswerAsync(1, Verdict.NotReady, Broken("consent.user-access"));
        Store.Time.Advance(TimeSpan.FromDays(1));
        await AnswerAsync(1, Verdict.NotReady, Broken("consent.user-access"));
        Store.Time.Advance(TimeSpan.FromDays(1));
        await AnswerAsync(1, Verdict.Ready);

        var trend = Assert.Single(await PageAsync(new())).Trend;

        Assert.Equal([new(Verdict.NotReady, start, start.AddDays(1)), new VerdictStretch(Verdict.Ready, start.AddDays(2), start.AddDays(2))], trend);
    }

    [Fact]
    public async Task Changes_SinceYesterday_AreTheNewestFirstWithoutFirstReads()
    {
        await SaveAsync(Gdap(1, "Ada"), Gdap(2, "Bea"));
        await Store.Get<ITenantStore>().UpsertAsync(OtherHome, [Gdap(3, "Theirs")], Cancellation);
        foreach (var number in new[] { 1, 2, 3 })
        {
            await AnswerAsync(number, Verdict.Ready, Finding("policy.conflict", FindingStatus.Healthy), Finding("devices.supported", FindingStatus.Healthy));
        }

        Store.Time.Advance(TimeSpan.FromDays(2));
        foreach (var number in new[] { 1, 2, 3 })
        {
            await AnswerAsync(number, Verdict.NotReady, Broken("policy.conflict"), Broken("devices.supported"));
            Store.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var changes = await Overview.ChangesAsync(Home, null, ["policy.conflict"], Now.AddDays(-1), 1, Cancellation);

        Assert.Equal(new CheckChange(Id(2), "Bea", "policy.conflict", FindingStatus.Healthy, FindingStatus.Broken, Now.AddMinutes(-2)), Assert.Single(changes.Latest));
        Assert.Equal((2, 2), (changes.Total, changes.Counts[FindingStatus.Broken]));
        Assert.Equal(1, (await Overview.ChangesAsync(Home, Id(1), ["policy.conflict"], Now.AddDays(-1), 10, Cancellation)).Total);
        Assert.Equal(0, (await Overview.ChangesAsync(Home, null, ["policy.conflict"], Now, 10, Cancellation)).Total);
    }

    [Fact]
    public async Task Days_Verdicts_HoldUntilTheNextOne()
    {
        await SaveAsync(Gdap(1, "Ada"), Gdap(2, "Bea"));
        var first = DateOnly.FromDateTime(Now.UtcDateTime);
        await AnswerAsync(1, Verdict.NotReady);
        Store.Time.Advance(TimeSpan.FromDays(1));
        await AnswerAsync(2, Verdict.Unknown);
        await AnswerAsync(1, Verdict.Unknown);
        Store.Time.Advance(TimeSpan.FromHours(1));
        await AnswerAsync(1, Verdict.Ready);
        Store.Time.Advance(TimeSpan.FromDays(2));
        await AnswerAsync(2, Verdict.Ready);

        var days = await Overview.DaysAsync(Home, first.AddDays(-1), first.AddDays(3), Cancellation);

        Assert.Equal(
            [new(first.AddDays(-1), 0, 0, 0), new(first, 0, 1, 0), new(first.AddDays(1), 1, 0, 1), new(first.AddDays(2), 1, 0, 1), new FleetDay(first.AddDays(3), 2, 0, 0)],
            days);
        Assert.Equal([new FleetDay(first.AddDays(3), 2, 0, 0)], await Overview.DaysAsync(Home, first.AddDays(3), first.AddDays(3), Cancellation));
        Assert.Equal(0, Assert.Single(await Overview.DaysAsync(OtherHome, first, first, Cancellation)).NotReady);
    }

    private static Tenant HomeTenant => new(Home, "Fabrikam MSP", "fabrikam.example", new(RelationshipKind.Home, Active: true));

    private static TenantId Id(int number) => TenantId.Parse($"aaaaaaaa-0000-4000-8000-{number:D12}");

    private static Tenant Gdap(int number, string name, DateTimeOffset? endsAt = null, int? extends = null, bool active = true, bool listed = true) =>
        new(Id(number), name, null, new(RelationshipKind.Gdap, active, endsAt, Home) { AutoExtends = extends is { } days ? TimeSpan.FromDays(days) : null, Listed = listed });

    private static AssessedFinding Finding(string check, FindingStatus status) => new(
        new(check, check.StartsWith("consent", StringComparison.Ordinal) ? CheckArea.Consent : check.StartsWith("policy", StringComparison.Ordinal) ? CheckArea.Policy : CheckArea.Devices, true, status, "It is so.", []),
        false);

    private static AssessedFinding Broken(string check) => Finding(check, FindingStatus.Broken);

    /// <summary>Ada is not ready, Bea ready, Cid unknown, Dan was never checked; Ada was checked first, Cid last.</summary>
    private async Task SaveMixAsync()
    {
        await SaveAsync(Gdap(4, "Dan"), Gdap(3, "Cid"), Gdap(2, "Bea"), Gdap(1, "Ada"));
        await AnswerAsync(1, Verdict.NotReady, Broken("consent.user-access"), Finding("policy.conflict", FindingStatus.Healthy));
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        await AnswerAsync(2, Verdict.Ready, Finding("consent.user-access", FindingStatus.Healthy));
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        await AnswerAsync(3, Verdict.Unknown, Finding("policy.conflict", FindingStatus.Unknown));
    }

    private Task SaveAsync(params Tenant[] tenants) => Store.Get<ITenantStore>().UpsertAsync(Home, tenants, Cancellation);

    private async Task TagAsync(int number, params string[] tags)
    {
        var store = Store.Get<ITenantStore>();
        await store.SetTagsAsync(Home, (await store.FindAsync(new(Home, Id(number)), Cancellation))!, tags, Cancellation);
    }

    /// <summary>On Ada's devices the policy has arrived on 1 of 10, on Bea's on 9.</summary>
    private Task<TenantReadiness> AnswerAsync(int number, Verdict verdict, params AssessedFinding[] findings) =>
        Store.Get<IReadinessStore>().SaveAsync(
            Home,
            new(Id(number), "Name", verdict, Now, findings, new ReadCost(1, 1, 1, 1))
            {
                Stage = verdict == Verdict.Ready ? TenantStage.RollingOut : TenantStage.Blocked,
                Devices = number > 2 ? null : new(10, 10, 10, 0, number == 1 ? 1 : 9, 0, 1, Reports: true),
            },
            Cancellation);

    private Task<TenantReadiness> AnswerAtAsync(int number, TenantStage stage) =>
        Store.Get<IReadinessStore>().SaveAsync(
            Home,
            new(Id(number), "Name", Verdict.Ready, Now, [Finding("consent.user-access", FindingStatus.Healthy)], new ReadCost(1, 1, 1, 1)) { Stage = stage }, Cancellation);

    private Task<IReadOnlyList<OverviewFault>> FaultsAsync(OverviewQuery query) => Overview.FaultsAsync(Home, query, Now, Cancellation);

    private Task<OverviewCounts> CountAsync(OverviewQuery query) => Overview.CountAsync(Home, query, Now, Cancellation);

    private Task<IReadOnlyList<OverviewRow>> PageAsync(OverviewQuery query) => Overview.PageAsync(Home, query, Now, 0, 100, Cancellation);

    private async Task<IEnumerable<string>> NamesAsync(OverviewQuery query) => (await PageAsync(query)).Select(row => row.Tenant.DisplayName);
}

public sealed class SqliteOverviewStoreTests : OverviewStoreTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();
}

public sealed class PostgresOverviewStoreTests(PostgresServer server) : OverviewStoreTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);
}
