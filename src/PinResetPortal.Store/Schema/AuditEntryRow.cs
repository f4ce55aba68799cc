using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Store.Schema;

internal sealed class AuditEntryRow : ITenantRow
{
    public required TenantId HomeTenantId { get; init; }

    public required TenantId TenantId { get; init; }

    public required long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string ActorId { get; init; }

    public required string ActorName { get; init; }

    public required string Action { get; init; }

    public Guid? OperationId { get; init; }

    public required string Summary { get; init; }

    public string? Detail { get; init; }

    public required string PreviousHash { get; init; }

    public required string Hash { get; init; }

    /// <summary>The key that <see cref="Hash"/> was made with; null: from before the log had one.</summary>
    public string? KeyId { get; init; }
}
