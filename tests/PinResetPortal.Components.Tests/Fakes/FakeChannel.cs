using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Fakes;

/// <summary>A webhook that notes what it is given.</summary>
public sealed class FakeChannel : INotificationChannel
{
    public SendResult Answer { get; set; } = SendResult.Accepted;

    public List<(Notification Notification, NotificationSettings Settings)> Sent { get; } = [];

    public NotificationChannelKind Kind => NotificationChannelKind.Webhook;

    public Task<SendResult> SendAsync(Notification notification, NotificationSettings settings, CancellationToken cancellationToken)
    {
        Sent.Add((notification, settings));
        return Task.FromResult(Answer);
    }
}
