using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Notifications;

/// <summary>Where a home tenant wants to be told what, and when not.</summary>
/// <param name="Channel">The <see cref="INotificationChannel.Kind"/> by which it goes.</param>
/// <param name="Revision">Raised by every save; a save of an old revision fails.</param>
public sealed record Destination(
    Guid Id, TenantId HomeTenantId, string Name, string Channel, bool Enabled, DestinationSettings Settings, int Revision, DateTimeOffset ChangedAt, string ChangedBy);

public sealed record DestinationSettings
{
    /// <summary>Of fields that may be shown.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Of secret fields, encrypted.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>Signing secrets that still hold beside the new ones, by field.</summary>
    public IReadOnlyDictionary<string, RetiredSecret> Retired { get; init; } = new Dictionary<string, RetiredSecret>();

    public DestinationRoute Route { get; init; } = new();

    public QuietHours? Quiet { get; init; }

    /// <summary>Until then everything is kept, and told afterwards as one.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <returns>Until when nothing goes out, and whether it is lost; null: now.</returns>
    public (DateTimeOffset Until, bool Dropped)? QuietAt(DateTimeOffset now)
    {
        var hours = Quiet?.EndAt(now);
        return PausedUntil > now ? (hours > PausedUntil ? hours.Value : PausedUntil.Value, false)
            : hours is { } end ? (end, Quiet?.Then == AfterQuiet.Drop)
            : null;
    }
}

/// <param name="ProtectedSecret">Encrypted.</param>
public sealed record RetiredSecret(string ProtectedSecret, DateTimeOffset Until);

/// <summary>Which notifications a destination takes: those that fit all three.</summary>
public sealed record DestinationRoute
{
    /// <summary>None: all kinds.</summary>
    public IReadOnlyList<NotificationKind> Kinds { get; init; } = [];

    /// <summary>Only about tenants that have one of these; none: about all, and about what concerns no single tenant.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public NotificationSeverity Least { get; init; }

    /// <param name="tags">Of the tenant that it is about; none when it is about no single one.</param>
    public bool Takes(Notification notification, IReadOnlyList<string> tags) =>
        (Kinds.Count == 0 || Kinds.Contains(notification.Kind))
        && (Tags.Count == 0 || Tags.Intersect(tags, StringComparer.OrdinalIgnoreCase).Any())
        && notification.Severity >= Least;
}

/// <summary>The destinations of home tenants. Implemented by the Store.</summary>
public interface IDestinationStore
{
    /// <summary>By name.</summary>
    Task<IReadOnlyList<Destination>> ListAsync(TenantId homeTenantId, CancellationToken cancellationToken);

    /// <returns>Null when there is none, or it is another home tenant's.</returns>
    Task<Destination?> FindAsync(TenantId homeTenantId, Guid id, CancellationToken cancellationToken);

    Task AddAsync(Destination destination, CancellationToken cancellationToken);

    /// <returns>The destination with its new revision; null when the revision it was made from is not the present one.</returns>
    Task<Destination?> TrySaveAsync(Destination destination, CancellationToken cancellationToken);

    /// <summary>With its deliveries.</summary>
    /// <returns>False when there is none.</returns>
    Task<bool> RemoveAsync(TenantId homeTenantId, Guid id, CancellationToken cancellationToken);
}
