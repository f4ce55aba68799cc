using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Store.Schema;

internal sealed class OutboxRow : IHomeRow
{
    public required Guid Id { get; init; }

    /// <summary>By whose channels it goes out.</summary>
    public required TenantId HomeTenantId { get; init; }

    public NotificationChannelKind Channel { get; init; }

    /// <summary>The notification as JSON.</summary>
    public required string Document { get; init; }

    /// <summary>Booked before each attempt: of two who read the same number, one sends.</summary>
    public int Attempts { get; set; }

    /// <summary>Not before; while an attempt is under way, when it is made again should nobody hear how it ended.</summary>
    public DateTimeOffset DueAt { get; set; }

    public string? LastError { get; set; }
}

/// <summary>The state that a home tenant was last told a subject in.</summary>
internal sealed class ToldRow : IHomeRow
{
    public required TenantId HomeTenantId { get; init; }

    public required string Subject { get; init; }

    public required string State { get; set; }
}
