using Microsoft.Extensions.Logging;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Work.Reports;

/// <summary>Makes a report and sends it once, by the mail destination that it names.</summary>
internal sealed partial class ReportSender(
    IDestinationStore destinations, DestinationSecrets secrets, ReportMaker maker, IReportMail mail, TimeProvider time, ILogger<ReportSender> logger)
{
    /// <summary>A boundary: whatever nobody expected is a result.</summary>
    /// <param name="from">Where its period begins.</param>
    public async Task<SendResult> SendAsync(TenantId homeTenantId, ReportSchedule schedule, DateTimeOffset from, string messageId)
    {
        try
        {
            if (await destinations.FindAsync(homeTenantId, schedule.Wanted.DestinationId, CancellationToken.None) is not { Enabled: true } destination || destination.Channel != mail.Channel)
            {
                return new("The mail destination that it goes by is gone or switched off. Choose another one.");
            }

            var report = await maker.MakeAsync(homeTenantId, schedule, from, CancellationToken.None);

            // What is begun is brought to its end: an attempt that is broken off may have arrived, and would be made again.
            return await mail.SendAsync(schedule, report, secrets.Open(destination, time.GetUtcNow()), messageId, CancellationToken.None);
        }
        catch (Exception problem)
        {
            LogUnexpected(schedule.Id, problem);
            return new($"Something unexpected happened; it is in the log under report {schedule.Id}.");
        }
    }

    [LoggerMessage(2500, LogLevel.Error, "Report {ReportId} could not be made or sent")]
    private partial void LogUnexpected(Guid reportId, Exception problem);
}
