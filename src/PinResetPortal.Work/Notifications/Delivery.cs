using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Notifications;

public enum DeliveryState
{
    /// <summary>To be sent, or to be tried again.</summary>
    Waiting,

    /// <summary>Fell into quiet hours or a pause: told afterwards.</summary>
    Held,

    Sent,

    /// <summary>Told as part of a digest, which has a delivery of its own.</summary>
    InDigest,

    /// <summary>Not told, as was wanted.</summary>
    Dropped,

    /// <summary>Not accepted, however often it was tried.</summary>
    GivenUp,
}

/// <summary>One notification on its way to one destination, and what became of it.</summary>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="DueAt">Not before; while an attempt is under way, when it is made again should nobody hear how it ended. Null: it came to its end.</param>
/// <param name="EndedAt">Null: not yet.</param>
/// <param name="Problem">What the last attempt ended with; null when it was accepted.</param>
public sealed record Delivery(
    Guid Id, Guid DestinationId, Notification Notification, DeliveryState State, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset? DueAt, DateTimeOffset? EndedAt = null, string? Problem = null);

/// <summary>What a destination gets of an observation.</summary>
public sealed record DeliveryDraft(Guid DestinationId, DeliveryState State, DateTimeOffset? DueAt, string? Problem = null);

/// <summary>An observation with those who are told of it.</summary>
public sealed record RoutedObservation(Observation Observation, IReadOnlyList<DeliveryDraft> To);

/// <summary>A destination that has something to send.</summary>
public sealed record PendingDestination(TenantId HomeTenantId, Guid DestinationId, DateTimeOffset DueAt);

/// <summary>What is still to be told.</summary>
/// <param name="Waiting">Notifications that are to be sent, or to be tried again.</param>
/// <param name="Held">Notifications that wait for the end of quiet hours or of a pause.</param>
/// <param name="WaitingSince">Since when the oldest of those that are to be sent exists; null: there is none.</param>
public sealed record NotificationBacklog(int Waiting, int Held, DateTimeOffset? WaitingSince)
{
    public int Of(DeliveryState state) => state == DeliveryState.Held ? Held : Waiting;
}

/// <summary>What each home tenant was told, and what is still to be sent to it; both change together, so nothing is lost or told twice over a restart. Implemented by the Store.</summary>
public interface INotificationOutbox
{
    /// <summary>The state that each subject was last told in.</summary>
    Task<IReadOnlyDictionary<string, string>> ToldAsync(TenantId homeTenantId, CancellationToken cancellationToken);

    /// <summary>
    /// Takes note of the states and adds the deliveries, in one transaction. A subject that another instance has noted in the same state
    /// meanwhile is left out.
    /// </summary>
    Task NoteAsync(TenantId homeTenantId, IReadOnlyCollection<RoutedObservation> observations, CancellationToken cancellationToken);

    /// <summary>Forgets what a home tenant was told, when nobody wants to be told any more: what changes meanwhile is no news later.</summary>
    Task ForgetAsync(TenantId homeTenantId, CancellationToken cancellationToken);

    /// <summary>Every destination that has something to send, with when: of all home tenants.</summary>
    Task<IReadOnlyList<PendingDestination>> PendingAsync(CancellationToken cancellationToken);

    /// <summary>How much these home tenants are still to be told.</summary>
    Task<NotificationBacklog> BacklogAsync(IReadOnlyCollection<TenantId> homeTenantIds, CancellationToken cancellationToken);

    /// <summary>What is due for a destination, longest due first.</summary>
    Task<IReadOnlyList<Delivery>> DueAsync(TenantId homeTenantId, Guid destinationId, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <returns>When the next one of a destination is due; null: nothing is to be sent.</returns>
    Task<DateTimeOffset?> NextDueAsync(TenantId homeTenantId, Guid destinationId, CancellationToken cancellationToken);

    /// <summary>Books one attempt before it is made. It is made again after <paramref name="again"/> when nobody hears how it ended.</summary>
    /// <returns>False when somebody else booked one since the delivery was read, or it came to its end: then nothing may be sent.</returns>
    Task<bool> TryBookAsync(Delivery delivery, DateTimeOffset again, CancellationToken cancellationToken);

    /// <summary>Says how a delivery ended, or when its next attempt is.</summary>
    /// <param name="state">With one that is not an end: <paramref name="dueAt"/> says when.</param>
    Task SetAsync(Guid id, DeliveryState state, DateTimeOffset? dueAt, string? problem, CancellationToken cancellationToken);

    /// <summary>Puts deliveries that are held into one digest, in one transaction.</summary>
    /// <returns>False when one of them is held no more: then nothing was done.</returns>
    Task<bool> TryGatherAsync(TenantId homeTenantId, IReadOnlyCollection<Delivery> held, Delivery digest, CancellationToken cancellationToken);

    /// <summary>Adds one that came to its end already: a test.</summary>
    Task AddAsync(TenantId homeTenantId, Delivery delivery, CancellationToken cancellationToken);

    /// <summary>The delivery log of a destination, newest first.</summary>
    Task<IReadOnlyList<Delivery>> LogAsync(TenantId homeTenantId, Guid destinationId, int limit, CancellationToken cancellationToken);
}
