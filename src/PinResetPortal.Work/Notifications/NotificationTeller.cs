using PinResetPortal.Work.Settings;

namespace PinResetPortal.Work.Notifications;

/// <summary>Tells what no store shows: that something came to its end. Once for each state of its subject; while muted, it waits in the outbox.</summary>
public sealed class NotificationTeller(INotificationOutbox outbox, PortalSettings settings)
{
    public async Task TellAsync(Observation ended, CancellationToken cancellationToken)
    {
        var current = (await settings.GetAsync(NotificationSettings.Key, new NotificationSettings(), cancellationToken)).Value;
        await outbox.NoteAsync([current.Heeded(ended)], current.Channels, cancellationToken);
    }
}
