using System.Globalization;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.SelfChecks;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Work.SelfChecks;

/// <summary>What is told of the portal's credential: that it ends within 30 days, and that it does not work. Each once, until another one is in its place.</summary>
internal static class CredentialNotice
{
    private const string Well = "Well";

    /// <returns>Null: nothing is known, so what was told stands.</returns>
    public static Observation? Of(SelfFinding finding, PortalReport report, DateTimeOffset now)
    {
        var state = finding.Status switch
        {
            FindingStatus.Healthy => Well,
            FindingStatus.NeedsAttention => $"Ends {report.CredentialEndsAt?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
            FindingStatus.Broken => "Broken",
            _ => null,
        };
        if (state is null or Well)
        {
            return state is null ? null : new(PortalSelfCheck.Subject, state, null);
        }

        var works = finding.Status != FindingStatus.Broken;
        int? daysLeft = report.CredentialEndsAt is { } end ? (int)Math.Floor((end - now).TotalDays) : null;
        return new(PortalSelfCheck.Subject, state, new(
            Guid.NewGuid(), now, null, null, $"{finding.Summary} {finding.NextStep}{(finding.Command is { } command ? $" Command: {command}" : "")}",
            works ? NotificationSeverity.Warning : NotificationSeverity.Error, PortalSelfCheck.Subject, new CredentialEnding(works, report.CredentialEndsAt, daysLeft)));
    }
}
