using System.Globalization;
using Microsoft.Extensions.Options;
using MimeKit;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Reports;
using PinResetPortal.Notifications;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Reports;

namespace PinResetPortal.Reports;

/// <summary>A report as a mail of two parts, plain text and HTML, of one model and in the same words; by the server of a mail destination.</summary>
internal sealed class ReportMail(MailPost post, ReportHtml html, IOptions<PortalOptions> options) : IReportMail
{
    public string Channel => MailChannel.Name;

    public bool IsAddress(string text) => MailboxAddress.TryParse(text, out var address) && address.Address == text && text.Contains('@', StringComparison.Ordinal);

    public async Task<SendResult> SendAsync(ReportSchedule schedule, FleetReport report, ChannelValues values, string messageId, CancellationToken cancellationToken)
    {
        var (portal, zone) = (options.Value.PublicUrl, schedule.Wanted.Timing.Zone);
        var page = portal is null ? null
            : new Uri(portal, string.Create(CultureInfo.InvariantCulture, $"reports/{schedule.Id}?from={report.From.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}"));
        var body = new MultipartAlternative
        {
            new TextPart("plain") { Text = ReportText.Of(report, zone, page) },
            new TextPart("html") { Text = await html.OfAsync(report, zone, portal, page) },
        };
        var entered = schedule.Wanted.To.Count == 0
            ? values
            : values with { Entered = new Dictionary<string, string>(values.Entered, StringComparer.Ordinal) { [MailPost.To] = string.Join(", ", schedule.Wanted.To) } };
        return await post.SendAsync(entered, $"PIN reset, {report.Title}: {new ReportWords(report, zone).Summary}", messageId, report.To, body, cancellationToken);
    }
}
