using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Store.Schema;

/// <summary>A check of a tenant that says something else than before. As long as nothing changes, nothing is written.</summary>
internal sealed class CheckChangeRow : ITenantRow
{
    public long Id { get; init; }

    public required TenantId HomeTenantId { get; init; }

    public required TenantId TenantId { get; init; }

    public required string CheckId { get; init; }

    /// <summary>Null: the check was not there before.</summary>
    public FindingStatus? Before { get; init; }

    public required FindingStatus After { get; init; }

    public required DateTimeOffset At { get; init; }
}
