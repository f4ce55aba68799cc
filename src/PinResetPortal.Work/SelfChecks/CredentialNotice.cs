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
        return state is null ? null : new(PortalSelfCheck.Subject, state, state == Well ? null : new(
            Guid.NewGuid(), NotificationKind.PortalCredential, now, null, null, $"{finding.Summary} {finding.NextStep}{(finding.Command is { } command ? $" Command: {command}" : "")}", After: state));
    }
}
