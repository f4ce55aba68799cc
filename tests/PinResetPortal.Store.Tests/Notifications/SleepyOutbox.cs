using System.Reflection;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Store.Notifications;

/// <summary>The outbox of an instance that falls asleep after it has read, while another one works.</summary>
public class SleepyOutbox : DispatchProxy
{
    private INotificationOutbox? _inner;
    private Func<Task>? _meanwhile;

    internal static INotificationOutbox Around(INotificationOutbox inner, Func<Task> meanwhile)
    {
        var proxy = Create<INotificationOutbox, SleepyOutbox>();
        var sleepy = (SleepyOutbox)(object)proxy;
        (sleepy._inner, sleepy._meanwhile) = (inner, meanwhile);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Invoke(_inner, args) switch
    {
        Task<IReadOnlyDictionary<string, string>> told => AsleepAsync(told),
        Task<IReadOnlyList<Delivery>> due => AsleepAsync(due),
        var other => other,
    };

    private async Task<T> AsleepAsync<T>(Task<T> reading)
    {
        var read = await reading;
        await (Interlocked.Exchange(ref _meanwhile, null)?.Invoke() ?? Task.CompletedTask);
        return read;
    }
}
