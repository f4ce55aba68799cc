using System.Globalization;
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

    private const int SoonDays = 30;
    private const int VerySoonDays = 7;

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

    internal static Observation? Of(
        Operation run, IReadOnlyDictionary<TenantId, string> names, IReadOnlyDictionary<string, string> told, Func<string, string> titleOf, DateTimeOffset now)
    {
        var subject = $"{RepairSubject}{run.Id}";

        // A repair that was taken back ends so by the run that took it back, which tells of itself.
        if (!run.IsFinished || told.ContainsKey(subject) || run is { Kind: OperationKind.Fix, State: OperationState.Undone })
        {
            return null;
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

    /// <summary>Told at 30 days, at 7, and when it has ended; for another end anew.</summary>
    internal static Observation? Of(CredentialEnd end, IReadOnlyDictionary<string, string> told, DateTimeOffset now)
    {
        var days = (int)Math.Floor((end.EndsAt - now).TotalDays);
        var subject = $"credential/{end.Key}";
        var state = string.Create(CultureInfo.InvariantCulture, $"{(days < 0 ? "Ended" : days < VerySoonDays ? "VerySoon" : days < SoonDays ? "Soon" : "Good")} {end.EndsAt.UtcDateTime:yyyy-MM-dd}");
        var before = told.GetValueOrDefault(subject);
        if (state == before || (before is null && days >= SoonDays))
        {
            return null;
        }

        var date = end.EndsAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new(subject, state, days >= SoonDays ? null : new(
            Guid.NewGuid(), now, null, null,
            days < 0
                ? $"The portal's certificate {end.Key} ended on {date}: it signs nobody in with it any more."
                : $"The portal's certificate {end.Key} ends on {date}. Make a new one before, or the portal can read no tenant.",
            days < VerySoonDays ? NotificationSeverity.Error : NotificationSeverity.Warning, subject, new CredentialEnding(end.Key, end.EndsAt, days)));
    }
}
