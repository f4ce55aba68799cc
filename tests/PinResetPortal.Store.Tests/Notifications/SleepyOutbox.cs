using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Store.Notifications;

/// <summary>The outbox of an instance that falls asleep after it has read, while another one works.</summary>
internal sealed class SleepyOutbox(INotificationOutbox inner, Func<Task> meanwhile) : INotificationOutbox
{
    public async Task<IReadOnlyDictionary<string, string>> ToldAsync(TenantId homeTenantId, CancellationToken cancellationToken) =>
        await AsleepAsync(await inner.ToldAsync(homeTenantId, cancellationToken));

    public async Task<IReadOnlyList<OutboxItem>> DueAsync(TenantId homeTenantId, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        await AsleepAsync(await inner.DueAsync(homeTenantId, now, limit, cancellationToken));

    public Task NoteAsync(TenantId homeTenantId, IReadOnlyCollection<Observation> observations, IReadOnlyCollection<NotificationChannelKind> channels, CancellationToken cancellationToken) =>
        inner.NoteAsync(homeTenantId, observations, channels, cancellationToken);

    public Task ForgetAsync(TenantId homeTenantId, CancellationToken cancellationToken) => inner.ForgetAsync(homeTenantId, cancellationToken);

    public Task<bool> TryBookAsync(OutboxItem item, DateTimeOffset again, CancellationToken cancellationToken) => inner.TryBookAsync(item, again, cancellationToken);

    public Task RemoveAsync(Guid id, CancellationToken cancellationToken) => inner.RemoveAsync(id, cancellationToken);

    public Task PostponeAsync(OutboxItem item, DateTimeOffset nextAt, string error, CancellationToken cancellationToken) => inner.PostponeAsync(item, nextAt, error, cancellationToken);

    private async Task<T> AsleepAsync<T>(T read)
    {
        await meanwhile();
        return read;
    }
}
