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

    public int Attempts { get; set; }

    /// <summary>Not before; also the end of the lease of whoever is sending it.</summary>
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
