using PinResetPortal.Cli.Calling;
using PinResetPortal.Cli.Outcomes;
using PinResetPortal.Cli.Screens;

namespace PinResetPortal.Cli.Commands;

/// <summary>From what the portal knows of a tenant to a code, and to lines.</summary>
internal static class Judgement
{
    /// <summary>A known fault is a finding even while nobody can look; readiness that could not be seen again is not told.</summary>
    public static ExitCode Of(Readiness readiness) => Of(readiness.Verdict) is ExitCode.Fine && readiness.Unread is not null ? ExitCode.NotTold : Of(readiness.Verdict);

    public static ExitCode Of(string? verdict) => verdict switch
    {
        "Ready" => ExitCode.Fine,
        "NotReady" => ExitCode.Finding,
        _ => ExitCode.NotTold,
    };

    /// <summary>One that was found counts more than one that could not be told.</summary>
    public static ExitCode Worst(IEnumerable<ExitCode> codes) => codes.Distinct().ToList() is var all && all.Contains(ExitCode.Finding) ? ExitCode.Finding
        : all.Contains(ExitCode.NotTold) ? ExitCode.NotTold
        : ExitCode.Fine;

    public static void Draw(Readiness readiness, bool everything, Screen screen)
    {
        screen.Line($"{readiness.DisplayName} ({readiness.TenantId}): {readiness.Verdict}, stage {readiness.Stage}, read {readiness.ReadAt:u}");
        screen.Line(readiness.Devices is { } devices
            ? $"Windows devices: {devices.Windows}, reached for certain {devices.Reached}, of these arrived {devices.Arrived}, failed {devices.Failed}"
            : "Windows devices: could not be read");
        if (readiness.Unread is { } unread)
        {
            screen.Line($"Could not be read since {unread.Since:u} (tried {unread.TriedAt:u}), so this is the answer of before:");
            foreach (var finding in unread.Findings.Where(finding => finding.Status == "Unknown"))
            {
                screen.Line($"  {finding.CheckId}: {finding.Summary}");
            }
        }

        var shown = readiness.Findings.Where(finding => everything || finding.Status is not ("Healthy" or "NotApplicable")).ToList();
        if (shown.Count > 0)
        {
            screen.Line();
            screen.Table(
                ["STATUS", "DECIDES", "REPAIR", "CHECK", "WHAT"],
                shown.Select(one => (string[])[one.Status, one.Required ? "yes" : "advice", one.NeedsAudience ? "--assign" : one.Fixable ? "yes" : "-", one.CheckId, one.Summary]));
        }
    }
}
