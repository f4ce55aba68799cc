using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Reports;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Reports;
using PinResetPortal.Work.Settings;

namespace PinResetPortal.Fakes;

/// <summary>Reports in memory; what is sent is noted.</summary>
internal sealed class FakeReports : IReportService, IReportMail
{
    public static readonly Guid Id = Guid.Parse("bbbbbbbb-0000-4000-8000-000000000001");

    public static Destination Mail { get; } = new(Guid.Parse("bbbbbbbb-0000-4000-8000-000000000002"), Some.Fabrikam.Id, "Mail server", "mail", true, new DestinationSettings(), 1, Some.Now, "ada");

    public List<ReportState> Present { get; } = [];

    public List<Guid> Sent { get; } = [];

    public SendResult Answer { get; set; } = SendResult.Accepted;

    public string Channel => "mail";

    public bool IsAddress(string text) => true;

    public void Add() => Present.Add(Of(Id, new("Weekly report", true, new(), new(ReportRhythm.Weekly, DayOfWeek.Monday, 1, new TimeOnly(7, 0), "Europe/Berlin"), Mail.Id, ["ada@fabrikam.example"]), 1));

    public Task<IReadOnlyList<ReportState>?> ListAsync(Actor actor, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ReportState>?>([.. Present]);

    public Task<EditOutcome<ReportState>> FindAsync(Actor actor, Guid id, CancellationToken cancellationToken) => Task.FromResult(Find(id));

    public Task<(EditOutcome<ReportState> Outcome, FleetReport? Report)> MakeAsync(Actor actor, Guid id, DateTimeOffset? from, CancellationToken cancellationToken)
    {
        var began = from ?? Some.Now.AddDays(-7);
        return Task.FromResult<(EditOutcome<ReportState>, FleetReport?)>(Find(id) is not EditOutcome<ReportState>.Done found ? (Find(id), null)
            : began < Some.Now.AddYears(-1) ? (new EditOutcome<ReportState>.Refused(new Dictionary<string, string> { ["from"] = "from is too long ago." }), null)
            : (found, Report(began)));
    }

    public Task<EditOutcome<ReportState>> AddAsync(Actor actor, ReportDraft draft, CancellationToken cancellationToken) => Task.FromResult(Save(actor, Of(Guid.NewGuid(), draft, 1)));

    public Task<EditOutcome<ReportState>> SaveAsync(Actor actor, Guid id, int revision, ReportDraft draft, CancellationToken cancellationToken) => Task.FromResult(Save(actor, Of(id, draft, revision + 1)));

    public Task<EditOutcome<ReportState>> RemoveAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        var found = Find(id);
        Present.RemoveAll(one => one.Schedule.Id == id);
        return Task.FromResult(found);
    }

    public Task<(EditOutcome<ReportState> Outcome, SendResult? Result)> SendNowAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        Sent.Add(id);
        return Task.FromResult<(EditOutcome<ReportState>, SendResult?)>((Find(id), Answer));
    }

    public Task<SendResult> SendAsync(ReportSchedule schedule, FleetReport report, ChannelValues values, string messageId, CancellationToken cancellationToken) => Task.FromResult(Answer);

    private static FleetReport Report(DateTimeOffset from) => FleetReport.Of(
        "Weekly report", "All tenants", from, Some.Now,
        [
            TenantReport.Of(
                Some.Contoso with { DisplayName = "Contoso <script>" }, new(StandKind.Ready, Verdict.Ready, TenantStage.SetUp, from), Some.NotConsented(Some.Contoso), Some.Now, TimeSpan.FromDays(3), _ => "Service application"),
            TenantReport.Of(Some.Fabrikam, new(StandKind.NotChecked), null, Some.Now, TimeSpan.FromDays(3), _ => "Service application"),
        ],
        [new(Some.Contoso.Id, "Contoso", false, ["Service application"], RepairEnd.Verified, Some.Now), new(Some.Contoso.Id, "Contoso", true, ["Service application"], RepairEnd.Undone, Some.Now.AddHours(-1))],
        mostRepairs: 1);

    private static ReportState Of(Guid id, ReportDraft wanted, int revision) =>
        new(new(id, wanted, revision, Some.Now, "ada"), new(Some.Now.AddDays(-1), 1, null, Some.Now.AddDays(-1)), Some.Now.AddDays(6));

    private EditOutcome<ReportState> Find(Guid id) => Present.FirstOrDefault(one => one.Schedule.Id == id) is { } state ? new EditOutcome<ReportState>.Done(state) : new EditOutcome<ReportState>.NotFound();

    private EditOutcome<ReportState> Save(Actor actor, ReportState state)
    {
        if (!actor.May(PortalRole.Admin))
        {
            return new EditOutcome<ReportState>.Denied(PortalRole.Admin);
        }

        Present.RemoveAll(one => one.Schedule.Id == state.Schedule.Id);
        Present.Add(state);
        return new EditOutcome<ReportState>.Done(state);
    }
}
