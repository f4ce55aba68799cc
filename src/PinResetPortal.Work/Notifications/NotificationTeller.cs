using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Settings;

namespace PinResetPortal.Work.Notifications;

/// <summary>Tells what no store shows: that something came to its end. Once for each state of its subject; while muted, it waits in the outbox.</summary>
public sealed class NotificationTeller(INotificationOutbox outbox, PortalSettings settings)
{
    /// <param name="homeTenantId">Whose matter it is: only its channels hear of it.</param>
    public async Task TellAsync(TenantId homeTenantId, Observation ended, CancellationToken cancellationToken)
    {
        var current = (await settings.GetAsync(homeTenantId, NotificationSettings.Key, new NotificationSettings(), cancellationToken)).Value;
        await outbox.NoteAsync(homeTenantId, [current.Heeded(ended)], current.Channels, cancellationToken);
    }
}
