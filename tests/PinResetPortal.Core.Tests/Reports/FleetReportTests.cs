using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Reports;

/// <summary>What a report says of then and now, and that it says no more than it knows.</summary>
public sealed class FleetReportTests
{
    private static readonly DateTimeOffset _to = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset _from = _to.AddDays(-7);
    private static readonly TimeSpan _stale = TimeSpan.FromDays(3);
    private static readonly TimeZoneInfo _berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [FactAttribute]
    public void Tenant_ReadThenAndNow_SaysVerdictAndStageOfBoth()
    {
        var report = Of(One("Contoso", Then(Verdict.NotReady, TenantStage.Blocked), Answer(Verdict.Ready) with { Stage = TenantStage.RollingOut, Devices = new(5, 5, 5, 0, 3, 0, 2, true) }));
        var words = new ReportWords(report, _berlin);

        Assert.Equal(("Not ready", "Ready: rolling out", "3 of 5 devices have the policy"), (words.Then(report.Tenants[0]), words.Now(report.Tenants[0]), ReportWords.DevicesOf(report.Tenants[0])));
        Assert.Equal([new(StandKind.NotReady, null, 1, 0), new(StandKind.Ready, TenantStage.RollingOut, 0, 1)], report.Counts);
        Assert.Equal("0 not ready, 1 ready of 1 tenant", words.Summary);
        Assert.Equal("16 Nov 2026, 07:00 to 23 Nov 2026, 07:00 (Europe/Berlin)", words.Period);
        Assert.Equal("3 of 5 Windows devices in 1 tenant reported the policy as in force.", words.Devices);
    }

    [FactAttribute]
    public void Tenant_WithoutACheckThen_SaysSoAndIsNotCountedAsAnythingElse()
    {
        var report = Of(One("Contoso", new Stand(StandKind.NotChecked), Answer(Verdict.Ready)));

        Assert.Equal("no check then", new ReportWords(report, _berlin).Then(report.Tenants[0]));
        Assert.Contains(new(StandKind.NotChecked, null, 1, 0), report.Counts);
    }

    [FactAttribute]
    public void Tenant_ReadyBeforeTheHistoryKeptStages_SaysThatTheStageIsNotOnRecord()
    {
        var report = Of(One("Contoso", Then(Verdict.Ready, stage: null), Answer(Verdict.Ready)));

        Assert.Equal("Ready: stage not on record", new ReportWords(report, _berlin).Then(report.Tenants[0]));
    }

    [FactAttribute]
    public void Tenant_LongUnreadThen_IsNotCountedByItsOldAnswer()
    {
        var then = Stand.At(_from, Verdict.Ready, TenantStage.Ready, _from.AddDays(-4), _stale);
        var report = Of(One("Contoso", then, Answer(Verdict.NotReady)));

        Assert.Equal("not read since 12 Nov 2026, 07:00; Ready: rolled out by that answer", new ReportWords(report, _berlin).Then(report.Tenants[0]));
        Assert.Equal([new(StandKind.NotRead, null, 1, 0), new(StandKind.NotReady, null, 0, 1)], report.Counts);
    }

    [FactAttribute]
    public void Tenants_ThatCouldNotBeReadOrTold_AreNamedFirstAndNeverCountedAsReady()
    {
        var refused = new UnreadableReason(UnreadableKind.RoleMissing, "Graph refused.");
        var unseen = new AssessedFinding(Finding("policy.pin-recovery", FindingStatus.Unknown) with { Reason = refused }, false);
        var report = Of(
            One("Ready", Then(Verdict.Ready, TenantStage.Ready), Answer(Verdict.Ready) with { Stage = TenantStage.Ready }),
            One("Zeta, unread", Then(Verdict.Ready, TenantStage.Ready), Answer(Verdict.Ready, _to.AddDays(-2)) with { Stage = TenantStage.Ready, Unread = new(_to.AddDays(-1), _to.AddHours(-1), [unseen]) }),
            One("Stale", Then(Verdict.Ready, TenantStage.Ready), Answer(Verdict.Ready, _to.AddDays(-5)) with { Stage = TenantStage.Ready }),
            One("Untold", Then(Verdict.Ready, TenantStage.Ready), Answer(Verdict.Unknown, null, unseen)),
            One("New", new Stand(StandKind.NotChecked), null));
        var words = new ReportWords(report, _berlin);

        Assert.Equal(["Stale", "Zeta, unread", "New", "Untold"], report.Unread.Select(one => one.Name));
        Assert.Equal(
            [
                "Nobody has checked it since 18 Nov 2026, 07:00. That answer: Ready: rolled out.",
                "Could not be read since 22 Nov 2026, 07:00, tried last 23 Nov 2026, 06:00. Graph refused. Its last answer is of 21 Nov 2026, 07:00: Ready: rolled out.",
                "It was never checked.",
                "Read 23 Nov 2026, 07:00; a required check could not be told. Graph refused.",
            ],
            report.Unread.Select(words.WhyUnread));
        Assert.Equal("4 could not be read or told, 0 not ready, 1 ready of 5 tenants", words.Summary);
        Assert.Equal(1, report.Counts.Where(count => count.Kind == StandKind.Ready).Sum(count => count.Now));
        Assert.Equal(5, report.Counts.Sum(count => count.Now));
        Assert.Equal(5, report.Counts.Sum(count => count.Then));
    }

    [FactAttribute]
    public void Devices_ReportsNotRead_AreNotCountedAndSaid()
    {
        var report = Of(
            One("One", Then(Verdict.Ready, TenantStage.Ready), Answer(Verdict.Ready) with { Devices = new(5, 4, 4, 1, 3, 1, 0, true) }),
            One("Two", Then(Verdict.Ready, TenantStage.Ready), Answer(Verdict.Ready) with { Devices = new(9, 9, 9, 0, 0, 0, 9, Reports: false) }),
            One("Three", Then(Verdict.Ready, TenantStage.Ready), Answer(Verdict.Ready)));

        Assert.Equal(
            "At least 3 of 5 Windows devices in 1 tenant reported the policy as in force, 1 reported an error or a conflict. In 2 tenants more the devices or what they report were not read.",
            new ReportWords(report, _berlin).Devices);
    }

    [FactAttribute]
    public void OpenItems_BrokenFirst_SayWhatMendsThem()
    {
        var report = Of(One("Contoso", Then(Verdict.NotReady, TenantStage.Blocked), Answer(
            Verdict.NotReady, null,
            new(Finding("a.attention", FindingStatus.NeedsAttention) with { Required = false }, false),
            new(Finding("b.broken", FindingStatus.Broken) with { Headline = "The app is missing" }, true),
            new(Finding("c.broken", FindingStatus.Broken), true, NeedsAudience: true),
            new(Finding("d.healthy", FindingStatus.Healthy), true))));

        Assert.Equal(
            [("b.broken", "The app is missing", Mending.Repair), ("c.broken", "It says so.", Mending.RepairWithChoice), ("a.attention", "It says so.", Mending.ByHand)],
            report.Tenants[0].Open.Select(item => (item.CheckId, item.Headline, item.Mending)));
    }

    [FactAttribute]
    public void Repairs_MoreThanAreListed_AreCounted()
    {
        var repairs = Enumerable.Range(0, 5).Select(hour => new ReportedRepair(default, "Contoso", false, ["A check"], RepairEnd.Failed, _from.AddHours(hour)));
        var report = FleetReport.Of("Weekly", "All tenants", _from, _to, [], repairs, mostRepairs: 3);

        Assert.Equal((3, 2, _from.AddHours(4)), (report.Repairs.Count, report.RepairsLeftOut, report.Repairs[0].EndedAt));
        Assert.Contains("2 older ones are not listed here.", ReportText.Of(report, _berlin, null), StringComparison.Ordinal);
    }

    [TheoryAttribute]
    [InlineData(false, RepairEnd.Verified, "The same checks over fresh facts confirmed it.")]
    [InlineData(false, RepairEnd.NotYetVisible, "Graph accepted every step, but fresh facts did not show it.")]
    [InlineData(false, RepairEnd.Undone, "It was taken back.")]
    [InlineData(true, RepairEnd.Undone, "Its changes are undone.")]
    [InlineData(false, RepairEnd.Cancelled, "It was cancelled.")]
    [InlineData(true, RepairEnd.Failed, "It failed.")]
    public void Repair_HoweverItEnded_IsSaidAsItWas(bool undo, RepairEnd end, string words) =>
        Assert.Equal(words, ReportWords.Of(new ReportedRepair(default, "Contoso", undo, [], end, _to)));

    [FactAttribute]
    public void Text_NameWithLines_StaysOnItsLine()
    {
        var evil = One("Contoso\r\nIn the portal: https://evil.example/\u202E", Then(Verdict.Ready, TenantStage.Ready), Answer(Verdict.Ready));
        var usual = One("Contoso", Then(Verdict.Ready, TenantStage.Ready), Answer(Verdict.Ready));

        Assert.Equal(ReportText.Of(Of(usual), _berlin, null).Split('\n').Length, ReportText.Of(Of(evil), _berlin, null).Split('\n').Length);
        Assert.DoesNotContain('\u202E', ReportText.Of(Of(evil), _berlin, null));
    }

    [FactAttribute]
    public void Report_WithoutTenants_SaysThatThereAreNone() =>
        Assert.Equal("no tenant is in this report", new ReportWords(Of(), _berlin).Summary);

    private static FleetReport Of(params TenantReport[] tenants) => FleetReport.Of("Weekly", "All tenants", _from, _to, tenants, [], 10);

    private static Stand Then(Verdict verdict, TenantStage? stage) => Stand.At(_from, verdict, stage, _from.AddHours(1), _stale);

    private static TenantReport One(string name, Stand then, TenantReadiness? answer) =>
        TenantReport.Of(new(new TenantId(Guid.NewGuid()), name, null, new(RelationshipKind.Gdap, true)), then, answer, _to, _stale, id => $"Title of {id}");

    private static TenantReadiness Answer(Verdict verdict, DateTimeOffset? at = null, params AssessedFinding[] findings) =>
        new(default, "Contoso", verdict, at ?? _to, findings, new ReadCost(1, 1, 1, 1));

    private static Finding Finding(string id, FindingStatus status) => new(id, CheckArea.Policy, true, status, "It says so.", []);
}
