using System.Globalization;

namespace PinResetPortal.Work.Scans;

/// <summary>How a scan ended, in one sentence for pages and notifications: what could not be looked at is told with why, never as checked.</summary>
public static class ScanWords
{
    /// <summary>"24 of 26 tenants were read; 2 could not be read: 1 gave no usable answer, 1 did not let the portal read. What they said before stands."</summary>
    public static string Ended(ScanProgress progress)
    {
        var unread = progress.Failed + progress.Blocked;
        var read = progress.Done - unread;
        var skipped = progress.Total - progress.Done;
        List<string> parts = [string.Create(CultureInfo.InvariantCulture, $"{read} of {progress.Total} {(progress.Total == 1 ? "tenant was" : "tenants were")} read")];
        if (unread > 0)
        {
            string?[] why =
            [
                progress.Failed > 0 ? string.Create(CultureInfo.InvariantCulture, $"{progress.Failed} gave no usable answer") : null,
                progress.Blocked > 0 ? string.Create(CultureInfo.InvariantCulture, $"{progress.Blocked} did not let the portal read") : null,
            ];
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{unread} could not be read: {string.Join(", ", why.OfType<string>())}"));
        }

        if (skipped > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{skipped} {(skipped == 1 ? "was" : "were")} not looked at"));
        }

        return $"{string.Join("; ", parts)}.{(unread > 0 ? " What they said before stands." : "")}";
    }
}
