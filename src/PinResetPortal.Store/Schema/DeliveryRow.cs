using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Store.Schema;

internal sealed class DeliveryRow : IHomeRow
{
    public required Guid Id { get; init; }

    public required TenantId HomeTenantId { get; init; }

    public required Guid DestinationId { get; init; }

    public DeliveryState State { get; set; }

    /// <summary>The notification as JSON.</summary>
    public required string Document { get; init; }

    /// <summary>Booked before each attempt: of two who read the same number, one sends.</summary>
    public int Attempts { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not before; while an attempt is under way, when it is made again should nobody hear how it ended. Null: it came to its end.</summary>
    public DateTimeOffset? DueAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? Problem { get; set; }

    public Delivery ToDelivery() => new(Id, DestinationId, Storage.StoredJson.Read<Notification>(Document), State, Attempts, CreatedAt, DueAt, EndedAt, Problem);

    public static DeliveryRow Of(TenantId homeTenantId, Delivery delivery) => new()
    {
        Id = delivery.Id,
        HomeTenantId = homeTenantId,
        DestinationId = delivery.DestinationId,
        State = delivery.State,
        Document = Storage.StoredJson.Write(delivery.Notification),
        Attempts = delivery.Attempts,
        CreatedAt = delivery.CreatedAt,
        DueAt = delivery.DueAt,
        EndedAt = delivery.EndedAt,
        Problem = Shortened(delivery.Problem),
    };

    public static string? Shortened(string? problem) => problem?.Length > DeliveryRowConfiguration.LongestProblem ? problem[..DeliveryRowConfiguration.LongestProblem] : problem;
}

/// <summary>The state that a home tenant was last told a subject in.</summary>
internal sealed class ToldRow : IHomeRow
{
    public required TenantId HomeTenantId { get; init; }

    public required string Subject { get; init; }

    public required string State { get; set; }
}
