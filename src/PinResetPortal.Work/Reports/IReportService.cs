using PinResetPortal.Core.Reports;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Settings;

namespace PinResetPortal.Work.Reports;

/// <summary>The reports of the actor's home tenant: a Reader sees them, an Admin changes and sends them. Pages and API call the same one.</summary>
public interface IReportService
{
    /// <returns>By name; null when the actor may not look.</returns>
    Task<IReadOnlyList<ReportState>?> ListAsync(Actor actor, CancellationToken cancellationToken);

    Task<EditOutcome<ReportState>> FindAsync(Actor actor, Guid id, CancellationToken cancellationToken);

    /// <summary>The report as it stands now, out of what is stored: nothing is read from the tenants.</summary>
    /// <param name="from">Where the period begins; null: a week or a month ago, as its rhythm is.</param>
    /// <returns>The outcome of finding it, and the report.</returns>
    Task<(EditOutcome<ReportState> Outcome, FleetReport? Report)> MakeAsync(Actor actor, Guid id, DateTimeOffset? from, CancellationToken cancellationToken);

    Task<EditOutcome<ReportState>> AddAsync(Actor actor, ReportDraft draft, CancellationToken cancellationToken);

    /// <param name="revision">The revision that was edited.</param>
    Task<EditOutcome<ReportState>> SaveAsync(Actor actor, Guid id, int revision, ReportDraft draft, CancellationToken cancellationToken);

    Task<EditOutcome<ReportState>> RemoveAsync(Actor actor, Guid id, CancellationToken cancellationToken);

    /// <summary>Sends it now to those who get it, about the period that ends now; when it is due next stays as it is.</summary>
    /// <returns>The outcome of finding it, and what the mail server said.</returns>
    Task<(EditOutcome<ReportState> Outcome, SendResult? Result)> SendNowAsync(Actor actor, Guid id, CancellationToken cancellationToken);
}
