using System.Globalization;

namespace PinResetPortal.Core.Reports;

/// <summary>A report as plain text: what a mail program shows that shows no HTML.</summary>
public static class ReportText
{
    /// <param name="page">Where the same is in the portal; null: nobody knows the portal's address.</param>
    public static string Of(FleetReport report, TimeZoneInfo zone, Uri? page)
    {
        var words = new ReportWords(report, zone);
        List<string> lines = [report.Title, words.Period, $"{report.Scope}: {words.Summary}.", ""];
        if (report.Unread.Count > 0)
        {
            lines.Add("NOT READ, OR NOT TO BE TOLD");
            lines.AddRange(report.Unread.Select(tenant => $"- {tenant.Name}: {words.WhyUnread(tenant)}"));
            lines.Add("");
        }

        lines.Add("THEN AND NOW (tenants)");
        lines.AddRange(report.Counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"- {ReportWords.Of(count)}: {count.Then} then, {count.Now} now")));
        if (words.Devices is { } devices)
        {
            lines.Add($"- {devices}");
        }

        lines.AddRange(["", "TENANTS"]);
        lines.AddRange(report.Read.Select(tenant => $"- {tenant.Name}: {words.Then(tenant)} -> {words.Now(tenant)}; {ReportWords.DevicesOf(tenant)}"));
        lines.AddRange(["", "OPEN ITEMS"]);
        var open = report.Tenants.Where(tenant => tenant.Open.Count > 0).ToList();
        lines.AddRange(open.Count == 0
            ? ["- None in the answers that there are."]
            : open.SelectMany(tenant => tenant.Open.Select(item => $"- {tenant.Name}: {ReportWords.Word(item.Status)}: {item.Headline} {ReportWords.Of(item)}")));
        lines.AddRange(["", "REPAIRS IN THE PERIOD"]);
        lines.AddRange(report.Repairs.Count == 0
            ? ["- None ended in it."]
            : report.Repairs.Select(repair => $"- {words.When(repair.EndedAt)}: {repair.TenantName}: {ReportWords.Kind(repair)}. {ReportWords.Of(repair)}"));
        if (report.RepairsLeftOut > 0)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"- {report.RepairsLeftOut} older ones are not listed here."));
        }

        if (page is not null)
        {
            lines.AddRange(["", $"In the portal: {page}"]);
        }

        return string.Join("\r\n", lines);
    }
}
