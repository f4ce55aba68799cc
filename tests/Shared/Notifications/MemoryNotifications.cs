using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Background;

namespace PinResetPortal.Work.Notifications;

/// <summary>Destinations, what was told, and deliveries, in memory; firings that are asked for are noted.</summary>
internal sealed class MemoryNotifications : INotificationOutbox, IDestinationStore, IBackground
{
    public List<Observation> Told { get; } = [];

    public List<Destination> Destinations { get; } = [];

    public List<Delivery> Deliveries { get; } = [];

    public List<WorkItem> Asked { get; } = [];

    public Task StartAsync(WorkItem work, CancellationToken cancellationToken)
    {
        Asked.Add(work);
        return Task.CompletedTask;
    }

    public Task WakeAsync(WorkKey key, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<NotificationBacklog> BacklogAsync(IReadOnlyCollection<TenantId> homeTenantIds, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task NoteAsync(TenantId homeTenantId, IReadOnlyCollection<RoutedObservation> observations, CancellationToken cancellationToken)
    {
        Told.AddRange(observations.Select(one => one.Observation));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Destination>> ListAsync(TenantId homeTenantId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Destination>>([.. Destinations.Where(one => one.HomeTenantId == homeTenantId)]);

    public Task<Destination?> FindAsync(TenantId homeTenantId, Guid id, CancellationToken cancellationToken) =>
        Task.FromResult(Destinations.FirstOrDefault(one => one.HomeTenantId == homeTenantId && one.Id == id));

    public Task AddAsync(Destination destination, CancellationToken cancellationToken)
    {
        Destinations.Add(destination);
        return Task.CompletedTask;
    }

    public Task<Destination?> TrySaveAsync(Destination destination, CancellationToken cancellationToken)
    {
        var at = Destinations.FindIndex(one => one.Id == destination.Id && one.Revision == destination.Revision);
        return Task.FromResult(at < 0 ? null : Destinations[at] = destination with { Revision = destination.Revision + 1 });
    }

    public Task<bool> RemoveAsync(TenantId homeTenantId, Guid id, CancellationToken cancellationToken) =>
        Task.FromResult(Destinations.RemoveAll(one => one.HomeTenantId == homeTenantId && one.Id == id) > 0);

    public Task AddAsync(TenantId homeTenantId, Delivery delivery, CancellationToken cancellationToken)
    {
        Deliveries.Insert(0, delivery);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Delivery>> LogAsync(TenantId homeTenantId, Guid destinationId, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Delivery>>([.. Deliveries.Where(one => one.DestinationId == destinationId)]);

    public Task<IReadOnlyDictionary<string, string>> ToldAsync(TenantId homeTenantId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ForgetAsync(TenantId homeTenantId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<PendingDestination>> PendingAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Delivery>> DueAsync(TenantId homeTenantId, Guid destinationId, DateTimeOffset now, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DateTimeOffset?> NextDueAsync(TenantId homeTenantId, Guid destinationId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> TryBookAsync(Delivery delivery, DateTimeOffset again, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetAsync(Guid id, DeliveryState state, DateTimeOffset? dueAt, string? problem, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> TryGatherAsync(TenantId homeTenantId, IReadOnlyCollection<Delivery> held, Delivery digest, CancellationToken cancellationToken) => throw new NotSupportedException();
}

/// <summary>Turns texts around, so that what is kept is not what was entered.</summary>
internal sealed class TurnedSecrets : INotificationSecrets
{
    public string Protect(string secret) => new([.. secret.Reverse()]);

    public string? Unprotect(string? protectedSecret) => protectedSecret is null ? null : Protect(protectedSecret);
}
