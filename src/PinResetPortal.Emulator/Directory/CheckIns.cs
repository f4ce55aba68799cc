namespace PinResetPortal.Emulator.Directory;

/// <summary>
/// Devices that were asked to check in and are going to, one after the other. How long one takes is not documented
/// (https://learn.microsoft.com/intune/intune-service/remote-actions/device-sync): here it is short, so that a rollout can be watched.
/// Used under the tenant's lock only.
/// </summary>
internal sealed class CheckIns
{
    /// <summary>Between two devices, and before the first.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromSeconds(3);

    private readonly Queue<(string DeviceId, DateTimeOffset At)> _waiting = new();
    private DateTimeOffset _last;

    public void Ask(string deviceId, DateTimeOffset now)
    {
        _last = (_last > now ? _last : now) + Between;
        _waiting.Enqueue((deviceId, _last));
    }

    /// <summary>Those whose time has come, each once.</summary>
    public IEnumerable<(string DeviceId, DateTimeOffset At)> TakeDue(DateTimeOffset now)
    {
        while (_waiting.TryPeek(out var next) && next.At <= now)
        {
            yield return _waiting.Dequeue();
        }
    }
}
