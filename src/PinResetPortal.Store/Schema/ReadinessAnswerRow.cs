using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Store.Schema;

/// <summary>The latest answer of one tenant, as a home tenant has it.</summary>
internal sealed class ReadinessAnswerRow : ITenantRow
{
    public required TenantId HomeTenantId { get; init; }

    public required TenantId TenantId { get; init; }

    public Verdict Verdict { get; set; }

    /// <summary>Also the concurrency token: of two answers that are saved at once the later one stays.</summary>
    public DateTimeOffset ReadAt { get; set; }

    /// <summary>JSON array of check ids.</summary>
    public required string BrokenChecks { get; set; }

    /// <summary>JSON object: check id to status.</summary>
    public required string Statuses { get; set; }

    /// <summary>The worst status of the required checks of the area, for sorting and filtering.</summary>
    public FindingStatus Consent { get; set; }

    /// <inheritdoc cref="Consent"/>
    public FindingStatus Policy { get; set; }

    /// <summary>Percent of the Windows devices that a policy reaches; null: not told.</summary>
    public int? Coverage { get; set; }

    /// <summary>How far the truth of the verdict goes; null: saved before stages were told.</summary>
    public TenantStage? Stage { get; set; }

    /// <summary>How far the policy has come on the devices (JSON); null: they could not be read.</summary>
    public string? Devices { get; set; }

    /// <summary>Since when later reads could not see; null: they could.</summary>
    public DateTimeOffset? UnreadSince { get; set; }

    /// <summary>When the last of these reads was.</summary>
    public DateTimeOffset? UnreadAt { get; set; }

    /// <summary>The whole answer (JSON).</summary>
    public required string Document { get; set; }
}
