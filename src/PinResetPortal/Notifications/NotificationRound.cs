using Microsoft.Extensions.Options;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>
/// Looks for what is to be told; each destination has work of its own. Nothing is lost when it fails: what was to be told still differs, and what was to
/// be sent is still in the outbox.
/// </summary>
internal sealed class NotificationRound(NotificationWatch watch, DestinationWork destinations, IOptions<NotificationOptions> options) : IRound
{
    public string Name => "notifications";

    public TimeSpan? Every => TimeSpan.FromSeconds(options.Value.IntervalSeconds);

    public async Task RunAsync(CancellationToken stopping)
    {
        await watch.LookAsync(stopping);
        await destinations.WakeLateAsync(stopping);
    }
}
