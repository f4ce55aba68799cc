using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Store.Schema;

/// <summary>A stretch of time in which every answer of a tenant said the same.</summary>
internal sealed class ReadinessMarkRow : ITenantRow
{
    public long Id { get; init; }

    public required TenantId HomeTenantId { get; init; }

    public required TenantId TenantId { get; init; }

    public Verdict Verdict { get; init; }

    /// <summary>How far the truth of the verdict went; null: saved before the history kept stages.</summary>
    public TenantStage? Stage { get; init; }

    public DateTimeOffset ReadAt { get; init; }

    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>JSON array of check ids.</summary>
    public required string BrokenChecks { get; init; }
}
