using PinResetPortal.Core.Reports;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Work.Reports;

/// <summary>The way by which reports go out. Implemented by the host.</summary>
public interface IReportMail
{
    /// <summary>The <see cref="INotificationChannel.Kind"/> whose destinations reports go by.</summary>
    string Channel { get; }

    /// <returns>Whether a text is one mail address.</returns>
    bool IsAddress(string text);

    /// <summary>Sends a report one time.</summary>
    /// <param name="values">Of the destination.</param>
    /// <param name="messageId">The same for every attempt of one time that it was due.</param>
    Task<SendResult> SendAsync(ReportSchedule schedule, FleetReport report, ChannelValues values, string messageId, CancellationToken cancellationToken);
}
