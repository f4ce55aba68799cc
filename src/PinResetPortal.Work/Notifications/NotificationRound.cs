using PinResetPortal.Work.Background;

namespace PinResetPortal.Work.Notifications;

/// <summary>How often changes are looked for. Registered by the host.</summary>
/// <param name="Every">Asked when the engine is told of its rounds, after all options are validated.</param>
public sealed record NotificationPace(Func<IServiceProvider, TimeSpan> Every);

/// <summary>
/// Looks for what is to be told; each destination has work of its own. Nothing is lost when it fails: what was to be told still differs, and
/// what was to be sent is still in the outbox.
/// </summary>
internal sealed class NotificationRound(NotificationWatch watch, DestinationWork destinations, NotificationPace pace, IServiceProvider services) : IRound
{
    public string Name => "notifications";

    public TimeSpan? Every => pace.Every(services);

    public async Task RunAsync(CancellationToken stopping)
    {
        await watch.LookAsync(stopping);
        await destinations.WakeLateAsync(stopping);
    }
}
