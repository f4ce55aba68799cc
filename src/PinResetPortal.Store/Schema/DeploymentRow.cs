using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Store.Schema;

internal sealed class DeploymentRow : ITenantRow
{
    public required TenantId HomeTenantId { get; init; }

    public required TenantId TenantId { get; init; }

    public required string PolicyId { get; init; }

    /// <summary>JSON of the policy as the verification read it.</summary>
    public required string Policy { get; set; }

    public Guid OperationId { get; set; }

    public DateTimeOffset DeployedAt { get; set; }

    public required string DeployedBy { get; set; }

    /// <summary>JSON of the acceptance, or null.</summary>
    public string? AcceptedDrift { get; set; }
}
