using System.Security.Claims;
using Microsoft.Extensions.Logging.Abstractions;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Reports;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Store.Notifications;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Reports;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Store.Reports;

/// <summary>Reports out of a real database: when they go out, once for each time, and what they are made of.</summary>
public abstract class ReportsTests : StoreTests
{
    private static readonly TenantId _contoso = new(Guid.Parse("aaaaaaaa-0000-4000-8000-000000000001"));

    private readonly NotedReportMail _mail = new();
    private readonly MemoryNotifications _engine = new();
    private readonly AuditNotes _audit = new();
    private Guid _destination;

    private static Actor Admin => ActorOf(PortalRole.Admin, Fabrikam);

    [Fact]
    public async Task Report_Due_GoesOutOnceHoweverOftenAndWhereverItIsFired()
    {
        var id = await AddAsync();
        var due = await OnlyAsync();
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero), due.NotBefore);
        await using var other = await OpenAnotherAsync();

        await Work().RunAsync(due.Key.Id, Cancellation);
        Assert.Empty(_mail.Sent);
        Store.Time.SetUtcNow(due.NotBefore.GetValueOrDefault());
        await Work().RunAsync(due.Key.Id, Cancellation);
        await Work(other).RunAsync(due.Key.Id, Cancellation);

        var (sent, report, _, messageId) = Assert.Single(_mail.Sent);
        Assert.Equal((id, due.NotBefore.GetValueOrDefault().AddDays(-7), due.NotBefore), (sent.Id, report.From, report.To));
        Assert.Equal($"report-{id:N}-{due.NotBefore.GetValueOrDefault().ToUnixTimeSeconds()}", messageId);
        Assert.Equal(due.NotBefore.GetValueOrDefault().AddDays(7), (await OnlyAsync()).NotBefore);
        Assert.Equal(AuditActions.ReportSent, _audit.Records[^1].Action);
        Assert.Equal("reports", _audit.Records[^1].ActorId);
    }

    [Fact]
    public async Task Report_MissedForWeeks_GoesOutOnceAboutTheLatestPeriod()
    {
        await AddAsync();
        var due = await OnlyAsync();

        Store.Time.SetUtcNow(due.NotBefore.GetValueOrDefault().AddDays(23));
        await Work().RunAsync(due.Key.Id, Cancellation);

        Assert.Equal(due.NotBefore.GetValueOrDefault().AddDays(14), Assert.Single(_mail.Sent).Report.From);
        Assert.Equal(due.NotBefore.GetValueOrDefault().AddDays(28), (await OnlyAsync()).NotBefore);
    }

    [Fact]
    public async Task Report_ServerAway_IsTriedAgainWithTheSameIdAndGivenUpInTheEnd()
    {
        await AddAsync();
        var due = await OnlyAsync();
        _mail.Answer = new("The mail server did not answer in time.");
        for (var attempt = 1; attempt <= ReportWork.MostAttempts; attempt++)
        {
            Store.Time.SetUtcNow((await OnlyAsync()).NotBefore.GetValueOrDefault());
            await Work().RunAsync(due.Key.Id, Cancellation);
            Assert.Equal(attempt, _mail.Sent.Count);
        }

        Assert.Single(_mail.Sent.Select(one => one.MessageId).Distinct());
        Assert.True((await OnlyAsync()).NotBefore > Store.Time.GetUtcNow().AddDays(1));
        var state = Assert.Single((await Service().ListAsync(Admin, Cancellation))!);
        Assert.True(state.Last is { Again: null, SentAt: null, Attempts: ReportWork.MostAttempts, Problem: "The mail server did not answer in time." });
        Assert.StartsWith("Gave up sending", _audit.Records[^1].Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_SomethingUnexpected_IsTriedAgainLaterAndTellsNoException()
    {
        await AddAsync();
        var due = await OnlyAsync();
        Store.Time.SetUtcNow(due.NotBefore.GetValueOrDefault());
        _mail.Meanwhile = () => throw new InvalidOperationException("Nobody expected that.");

        await Work().RunAsync(due.Key.Id, Cancellation);

        Assert.True((await OnlyAsync()).NotBefore > Store.Time.GetUtcNow());
        Assert.DoesNotContain("Nobody expected that", Assert.Single((await Service().ListAsync(Admin, Cancellation))!).Last!.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_ChangedRemovedOrSwitchedOff_FiresAsItIsNow()
    {
        var id = await AddAsync();
        var draft = Draft() with { DestinationId = _destination };
        await Service().SaveAsync(Admin, id, 1, draft with { Timing = Weekly with { Rhythm = ReportRhythm.Monthly, Day = 1 } }, Cancellation);
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 6, 0, 0, TimeSpan.Zero), (await OnlyAsync()).NotBefore);
        Assert.IsType<EditOutcome<ReportState>.ChangedMeanwhile>(await Service().SaveAsync(Admin, id, 1, draft, Cancellation));

        await Service().SaveAsync(Admin, id, 2, draft with { Enabled = false }, Cancellation);
        Assert.Empty(await Work().OpenAsync(Cancellation));
        await Service().RemoveAsync(Admin, id, Cancellation);
        Assert.Empty((await Service().ListAsync(Admin, Cancellation))!);
        await Work().RunAsync(_engine.Asked[^1].Key.Id, Cancellation);
        Assert.Empty(_mail.Sent);
        Assert.Equal(4, _engine.Asked.Count);
    }

    [Fact]
    public async Task Report_OfAnotherHomeTenant_IsNotThere()
    {
        var id = await AddAsync();
        var stranger = ActorOf(PortalRole.Admin, _contoso);

        Assert.Empty((await Service().ListAsync(stranger, Cancellation))!);
        Assert.IsType<EditOutcome<ReportState>.NotFound>(await Service().FindAsync(stranger, id, Cancellation));
        Assert.IsType<EditOutcome<ReportState>.NotFound>((await Service().MakeAsync(stranger, id, null, Cancellation)).Outcome);
        Assert.IsType<EditOutcome<ReportState>.NotFound>((await Service().SendNowAsync(stranger, id, Cancellation)).Outcome);
        Assert.IsType<EditOutcome<ReportState>.NotFound>(await Service().RemoveAsync(stranger, id, Cancellation));
        Assert.Equal(["destinationId"], Assert.IsType<EditOutcome<ReportState>.Refused>(await Service().AddAsync(stranger, Draft(), Cancellation)).Errors.Keys);
    }

    [Fact]
    public async Task Report_ByALesserRole_IsSeenAndNotChanged()
    {
        var id = await AddAsync();
        var (reader, nobody) = (ActorOf(PortalRole.Reader, Fabrikam), ActorOf(PortalRole.None, Fabrikam));

        Assert.NotNull((await Service().MakeAsync(reader, id, null, Cancellation)).Report);
        Assert.Null(await Service().ListAsync(nobody, Cancellation));
        EditOutcome<ReportState>[] outcomes =
        [
            await Service().AddAsync(reader, Draft(), Cancellation), await Service().SaveAsync(reader, id, 1, Draft(), Cancellation), await Service().RemoveAsync(reader, id, Cancellation),
            (await Service().SendNowAsync(reader, id, Cancellation)).Outcome,
        ];
        Assert.All(outcomes, outcome => Assert.Equal(new EditOutcome<ReportState>.Denied(PortalRole.Admin), outcome));
        Assert.Equal(5, _audit.Records.Count(record => record.Action == AuditActions.AccessDenied));
    }

    [Fact]
    public async Task SendNow_ByAnAdmin_LeavesWhenItIsDueAsItIs()
    {
        var id = await AddAsync();
        var due = await OnlyAsync();

        var (_, result) = await Service().SendNowAsync(Admin, id, Cancellation);

        Assert.True(result is { Sent: true });
        Assert.Equal((due.NotBefore, 1), ((await OnlyAsync()).NotBefore, _mail.Sent.Count));
    }

    [Fact]
    public async Task Report_WhoseDestinationIsGone_SaysSo()
    {
        var id = await AddAsync();
        await Store.Get<IDestinationStore>().RemoveAsync(Fabrikam, _destination, Cancellation);

        Assert.Contains("gone or switched off", (await Service().SendNowAsync(Admin, id, Cancellation)).Result!.Problem, StringComparison.Ordinal);
        Assert.Empty(_mail.Sent);
    }

    [Fact]
    public async Task Report_ThenAndNow_AreThoseOfTheHistory()
    {
        var start = Store.Time.GetUtcNow();
        await ReadAsync(Verdict.NotReady, TenantStage.Blocked);
        Store.Time.SetUtcNow(start.AddDays(2));
        await ReadAsync(Verdict.Ready, TenantStage.SetUp);
        Store.Time.SetUtcNow(start.AddDays(4));
        await ReadAsync(Verdict.Ready, TenantStage.RollingOut);
        var id = await AddAsync();

        Assert.Equal(new Stand(StandKind.NotChecked), await ThenAsync(start.AddHours(-1)));
        Assert.Equal((StandKind.NotReady, TenantStage.Blocked), Of(await ThenAsync(start.AddDays(1))));
        Assert.Equal((StandKind.Ready, TenantStage.SetUp), Of(await ThenAsync(start.AddDays(3))));
        Assert.Equal((StandKind.Ready, TenantStage.RollingOut), Of((await MakeAsync(start.AddDays(1))).Tenants[0].Now));

        static (StandKind Kind, TenantStage? Stage) Of(Stand stand) => (stand.Kind, stand.Stage);

        async Task<Stand> ThenAsync(DateTimeOffset from) => (await MakeAsync(from)).Tenants[0].Then;

        async Task<FleetReport> MakeAsync(DateTimeOffset from) => (await Service().MakeAsync(Admin, id, from, Cancellation)).Report!;
    }

    [Fact]
    public async Task Report_OfATag_IsAboutItsTenantsOnly()
    {
        await ReadAsync(Verdict.Ready, TenantStage.SetUp);
        var id = await AddAsync(draft => draft with { Scope = new("GOLD") });
        var tenant = (await Store.Get<ITenantStore>().FindAsync(new(Fabrikam, _contoso), Cancellation))!;
        Assert.Empty((await Service().MakeAsync(Admin, id, null, Cancellation)).Report!.Tenants);

        await Store.Get<ITenantStore>().SetTagsAsync(Fabrikam, tenant, ["gold"], Cancellation);

        Assert.Single((await Service().MakeAsync(Admin, id, null, Cancellation)).Report!.Tenants);
    }

    public static TheoryData<ReportDraft, string> Wrong => new()
    {
        { Draft() with { Name = " " }, "name" },
        { Draft() with { Scope = new("gold", _contoso) }, "tag" },
        { Draft() with { Scope = new(" ") }, "tag" },
        { Draft() with { Scope = new(null, new TenantId(Guid.NewGuid())) }, "tenantId" },
        { Draft() with { Timing = Weekly with { Day = 31 } }, "day" },
        { Draft() with { Timing = Weekly with { TimeZone = "Mars/Olympus" } }, "timeZone" },
        { Draft() with { To = ["ada@fabrikam.example", "no address"] }, "to" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Add_Wrong_SaysWhichFieldAndWritesNothing(ReportDraft draft, string field)
    {
        await DestinationAsync();

        var refused = Assert.IsType<EditOutcome<ReportState>.Refused>(await Service().AddAsync(Admin, draft with { DestinationId = _destination }, Cancellation));

        Assert.Equal([field], refused.Errors.Keys);
        Assert.Empty((await Service().ListAsync(Admin, Cancellation))!);
    }

    [Theory]
    [InlineData("2026-03-22T12:00:00Z", "2026-03-23T06:00:00Z", "2026-03-30T05:00:00Z")] // The clocks go forward on 29 March.
    [InlineData("2026-10-18T12:00:00Z", "2026-10-19T05:00:00Z", "2026-10-26T06:00:00Z")]
    public void Timing_OverAChangeOfTheClocks_KeepsItsTimeOfDay(string from, string first, string second)
    {
        var one = Weekly.NextAfter(DateTimeOffset.Parse(from, null))!.Value;

        Assert.Equal((DateTimeOffset.Parse(first, null), DateTimeOffset.Parse(second, null)), (one, Weekly.NextAfter(one)!.Value));
        Assert.Equal(one, Weekly.PeriodBefore(Weekly.NextAfter(one)!.Value));
    }

    private static ReportTiming Weekly { get; } = new(ReportRhythm.Weekly, DayOfWeek.Monday, 1, new TimeOnly(7, 0), "Europe/Berlin");

    private static ReportDraft Draft() => new("Weekly", true, new(), Weekly, default, []);

    private static Actor ActorOf(PortalRole role, TenantId home) => new(ActorKind.User, "ada", "ada", home, role, new ClaimsPrincipal());

    private async Task<Guid> AddAsync(Func<ReportDraft, ReportDraft>? change = null)
    {
        await DestinationAsync();
        var draft = Draft() with { DestinationId = _destination };
        return Assert.IsType<EditOutcome<ReportState>.Done>(await Service().AddAsync(Admin, change?.Invoke(draft) ?? draft, Cancellation)).Value.Schedule.Id;
    }

    private async Task DestinationAsync()
    {
        _destination = Guid.NewGuid();
        await Store.Get<IDestinationStore>().AddAsync(new(_destination, Fabrikam, "Mail", _mail.Channel, true, new DestinationSettings(), 1, Store.Time.GetUtcNow(), "ada"), Cancellation);
    }

    private async Task ReadAsync(Verdict verdict, TenantStage stage)
    {
        var home = new Tenant(_contoso, "Contoso", null, new(RelationshipKind.Gdap, true, PartnerTenantId: Fabrikam));
        await Store.Get<ITenantStore>().UpsertAsync(Fabrikam, [home], Cancellation);
        await Store.Get<IReadinessStore>().SaveAsync(Fabrikam, new(_contoso, "Contoso", verdict, Store.Time.GetUtcNow(), [], new ReadCost(1, 1, 1, 1)) { Stage = stage }, Cancellation);
    }

    /// <summary>The one firing that there should be.</summary>
    private async Task<Work.Background.WorkItem> OnlyAsync() => Assert.Single(await Work().OpenAsync(Cancellation));

    private ReportService Service() => new(
        Settings(Store), new(Store.Get<ISettingsStore>()), Sender(Store), Maker(Store), _mail, Store.Get<IDestinationStore>(), Store.Get<ITenantStore>(), _engine, _audit, Store.Time);

    private ReportWork Work(StoreUnderTest? store = null) => new(
        Settings(store ?? Store), new((store ?? Store).Get<ISettingsStore>()), Sender(store ?? Store), new Homes(Fabrikam), _engine, _audit, Store.Time, NullLogger<ReportWork>.Instance);

    private PortalSettings Settings(StoreUnderTest store) => new(store.Get<ISettingsStore>(), _audit);

    private ReportSender Sender(StoreUnderTest store) =>
        new(store.Get<IDestinationStore>(), new DestinationSecrets(new TurnedSecrets()), Maker(store), _mail, Store.Time, NullLogger<ReportSender>.Instance);

    private static ReportMaker Maker(StoreUnderTest store) =>
        new(store.Get<ITenantStore>(), store.Get<IReadinessStore>(), store.Get<IOperationStore>(), new CheckCatalog([new SomeCheck("a.check", true)]), store.Time);

    public sealed class OnSqlite : ReportsTests
    {
        private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();
    }

    public sealed class OnPostgres(PostgresServer server) : ReportsTests
    {
        private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);
    }
}
