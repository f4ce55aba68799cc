using System.Diagnostics.CodeAnalysis;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Notifications;

public enum NotificationKind
{
    VerdictChanged,

    /// <summary>A GDAP relationship ends soon, has ended, or is no longer listed.</summary>
    RelationshipChanged,

    ScanFailed,

    /// <summary>The rollout of a repair is finished, or is not after the longest time that it is followed.</summary>
    RolloutEnded,

    /// <summary>The portal's own credential ends within 30 days, or Entra does not take it.</summary>
    PortalCredential,

    /// <summary>Somebody pressed the test button.</summary>
    Test,
}

/// <summary>Something that people asked to be told. Its id stays the same however often it is sent.</summary>
/// <param name="TenantId">Null: about no single tenant.</param>
/// <param name="Summary">One plain sentence.</param>
/// <param name="Before">The earlier state, where there was one.</param>
public sealed record Notification(
    Guid Id, NotificationKind Kind, DateTimeOffset At, TenantId? TenantId, string? TenantName, string Summary, string? Before = null, string? After = null);

public enum NotificationChannelKind
{
    Webhook,
    Teams,
    Mail,
}

/// <summary>One notification on its way through one channel.</summary>
/// <param name="Attempts">How often it was tried before.</param>
public sealed record OutboxItem(Guid Id, NotificationChannelKind Channel, Notification Notification, int Attempts);

/// <summary>Something that is told about, and the state it was last told in: how a repeat is known.</summary>
/// <param name="Subject">For example <c>verdict/{tenant id}</c>.</param>
/// <param name="Notification">Null: the state is only taken note of.</param>
public sealed record Observation(string Subject, string State, Notification? Notification);

/// <summary>What each home tenant was told, and what is still to be sent to it; both change together, so nothing is lost or told twice over a restart. Implemented by the Store.</summary>
public interface INotificationOutbox
{
    /// <summary>The state that each subject was last told in.</summary>
    Task<IReadOnlyDictionary<string, string>> ToldAsync(TenantId homeTenantId, CancellationToken cancellationToken);

    /// <summary>
    /// Takes note of the states and puts the notifications into the outbox of every channel, in one transaction. A subject that another
    /// instance has noted in the same state meanwhile is left out.
    /// </summary>
    Task NoteAsync(TenantId homeTenantId, IReadOnlyCollection<Observation> observations, IReadOnlyCollection<NotificationChannelKind> channels, CancellationToken cancellationToken);

    /// <summary>Forgets what a home tenant was told, when nobody wants to be told any more: what changes meanwhile is no news later.</summary>
    Task ForgetAsync(TenantId homeTenantId, CancellationToken cancellationToken);

    /// <summary>What is due for a home tenant, longest due first.</summary>
    Task<IReadOnlyList<OutboxItem>> DueAsync(TenantId homeTenantId, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Books one attempt before it is made. It is made again after <paramref name="again"/> when nobody hears how it ended.</summary>
    /// <returns>False when somebody else booked one since the item was read, or it is gone: then nothing may be sent.</returns>
    Task<bool> TryBookAsync(OutboxItem item, DateTimeOffset again, CancellationToken cancellationToken);

    Task RemoveAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Tells that the attempt that was booked for <paramref name="item"/> failed.</summary>
    /// <param name="nextAt">When to try again.</param>
    Task PostponeAsync(OutboxItem item, DateTimeOffset nextAt, string error, CancellationToken cancellationToken);
}

/// <summary>Sends one notification one time. Implemented by the host.</summary>
public interface INotificationChannel
{
    NotificationChannelKind Kind { get; }

    Task<SendResult> SendAsync(Notification notification, NotificationSettings settings, CancellationToken cancellationToken);
}

/// <param name="Problem">Null when it was accepted, else one sentence that names no secret.</param>
public sealed record SendResult(string? Problem)
{
    public static readonly SendResult Accepted = new((string?)null);

    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Sent => Problem is null;
}
