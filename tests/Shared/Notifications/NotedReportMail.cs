using PinResetPortal.Core.Reports;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Work.Reports;

/// <summary>Reports that are sent are noted, and answered as a test wants them to be.</summary>
internal sealed class NotedReportMail : IReportMail
{
    public string Channel => "mail";

    public SendResult Answer { get; set; } = SendResult.Accepted;

    public Action? Meanwhile { get; set; }

    public List<(ReportSchedule Schedule, FleetReport Report, ChannelValues Values, string MessageId)> Sent { get; } = [];

    public bool IsAddress(string text) => text.Contains('@', StringComparison.Ordinal);

    public Task<SendResult> SendAsync(ReportSchedule schedule, FleetReport report, ChannelValues values, string messageId, CancellationToken cancellationToken)
    {
        Meanwhile?.Invoke();
        Sent.Add((schedule, report, values, messageId));
        return Task.FromResult(Answer);
    }
}
