using System.Text.Json.Serialization;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Notifications;

/// <summary>How much something matters: what a route may leave out.</summary>
public enum NotificationSeverity
{
    Information,
    Warning,
    Error,
}

/// <summary>Something that people asked to be told. Its id stays the same however often it is sent.</summary>
/// <param name="TenantId">Null: about no single tenant.</param>
/// <param name="Summary">One plain sentence.</param>
/// <param name="DedupeKey">The same for everything that is told of one matter: a problem and its recovery have one for each tenant and check.</param>
/// <param name="Data">What only this kind tells.</param>
public sealed record Notification(
    Guid Id, DateTimeOffset At, TenantId? TenantId, string? TenantName, string Summary, NotificationSeverity Severity, string DedupeKey, EventData Data)
{
    [JsonIgnore]
    public NotificationKind Kind => Data.Kind;
}

/// <summary>Something that is told about, and the state it was last told in: how a repeat is known.</summary>
/// <param name="Subject">For example <c>stage/{tenant id}</c>; also the key that tells receivers that two notifications are of one matter.</param>
/// <param name="Notification">Null: the state is only taken note of.</param>
public sealed record Observation(string Subject, string State, Notification? Notification);
