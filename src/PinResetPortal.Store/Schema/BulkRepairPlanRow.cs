using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Store.Schema;

/// <summary>The steps that a tenant of a bulk repair will be sent: apart from its row, which is listed by the thousand.</summary>
internal sealed class BulkRepairPlanRow
{
    public required Guid BulkRepairId { get; init; }

    public required TenantId TenantId { get; init; }

    /// <summary>The steps with their planned changes (JSON).</summary>
    public required string Steps { get; init; }
}
