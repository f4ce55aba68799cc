using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Findings;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Store.Overview;

/// <summary>A tenant beside its last answer, without the answer's document.</summary>
internal sealed class OverviewEntry
{
    public required TenantRow Tenant { get; init; }

    public required Verdict? Verdict { get; init; }

    public required DateTimeOffset? ReadAt { get; init; }

    public required FindingStatus? Consent { get; init; }

    public required FindingStatus? Policy { get; init; }

    public required int? Coverage { get; init; }

    public required string? BrokenChecks { get; init; }

    public required TenantStage? Stage { get; init; }

    public required string? Devices { get; init; }

    public required DateTimeOffset? UnreadSince { get; init; }

    public OverviewRow ToRow(IReadOnlyList<VerdictStretch> trend) => new(
        Tenant.ToTenant(),
        Verdict,
        ReadAt,
        Consent,
        Policy,
        Coverage,
        BrokenChecks is null ? [] : StoredJson.Read<IReadOnlyList<string>>(BrokenChecks),
        trend,
        UnreadSince)
    {
        Stage = Stage,
        Devices = Devices is null ? null : StoredJson.Read<Rollout>(Devices),
    };
}
