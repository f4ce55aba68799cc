using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Work.Notifications;

/// <summary>What is told of things that came to their end. What ended longer ago is no news.</summary>
public static class EndedNews
{
    /// <summary>What the subject of a scan begins with; its id follows.</summary>
    public const string ScanSubject = "scan/";

    /// <summary>What the subject of a repair begins with; its id follows.</summary>
    public const string RepairSubject = "repair/";

    /// <summary>Longer than two looks can be apart: while no instance runs, no repair ends.</summary>
    public static readonly TimeSpan RepairNews = TimeSpan.FromHours(1);

    private static readonly TimeSpan ScanNews = TimeSpan.FromDays(1);

    /// <summary>The subject of a repair.</summary>
    internal static string SubjectOf(Guid runId) => $"{RepairSubject}{runId}";

    internal static Observation? Of(ScanProgress progress, IReadOnlyDictionary<string, string> told, DateTimeOffset now)
    {
        var (scan, subject) = (progress.Scan, $"{ScanSubject}{progress.Scan.Id}");
        if (!scan.IsFinished || told.ContainsKey(subject))
        {
            return null;
        }

        var unread = progress.Failed + progress.Blocked;

        // A scan of one tenant is somebody's click, who sees how it ends.
        var isNews = scan.FinishedAt > now - ScanNews && (progress.Failed > 0 || progress.Total > 1 || scan.Trigger == ScanTrigger.Schedule);
        return new(subject, scan.State.ToString(), isNews
            ? new(
                Guid.NewGuid(), now, null, null, ScanWords.Ended(progress), unread > 0 ? NotificationSeverity.Warning : NotificationSeverity.Information, subject,
                new ScanFinished(scan.Id, progress.Total, progress.Done - unread, progress.Failed, progress.Blocked, progress.Total - progress.Done))
            : null);
    }

    /// <returns>Null: it is not over.</returns>
    internal static Observation? Of(Operation run, IReadOnlyDictionary<TenantId, string> names, Func<string, string> titleOf, DateTimeOffset now)
    {
        var subject = SubjectOf(run.Id);
        if (!run.IsFinished)
        {
            return null;
        }

        // A repair that was taken back ends so by the run that took it back, which tells of itself.
        if (run is { Kind: OperationKind.Fix, State: OperationState.Undone })
        {
            return new(subject, run.State.ToString(), null);
        }

        var checks = run.Steps.Select(step => step.Planned.CheckId).Distinct(StringComparer.Ordinal).ToList();
        var name = names.GetValueOrDefault(run.TenantId) ?? $"{run.TenantId}";
        var what = $"{(run.Kind == OperationKind.Fix ? "a repair" : "taking a repair back")} ({string.Join(", ", checks.Select(titleOf))})";
        var (words, severity) = run.State switch
        {
            OperationState.Verified => ("ended: the same checks over fresh facts confirm it", NotificationSeverity.Information),
            OperationState.Undone => ("ended: its changes are undone", NotificationSeverity.Information),
            OperationState.NotYetVisible => ("ended: Graph accepted every step, but fresh facts do not show it yet", NotificationSeverity.Warning),
            OperationState.Cancelled => ("was cancelled", NotificationSeverity.Warning),
            _ => ("failed", NotificationSeverity.Error),
        };
        return new(subject, run.State.ToString(), new(
            Guid.NewGuid(), now, run.TenantId, name, $"{name}: {what} {words}.", severity, subject, new RepairEnded(run.Id, run.Kind, run.State, checks)));
    }
}
