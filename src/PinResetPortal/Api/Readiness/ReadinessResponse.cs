using System.Text.Json.Serialization;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Api.Readiness;

/// <param name="Verdict">What the last read that could see said, at readAt.</param>
/// <param name="Stage">How far the truth goes.</param>
/// <param name="Devices">How far the policy has come on the devices; null when they could not be read.</param>
/// <param name="Unread">A later read that could not see; null: there was none.</param>
internal sealed record ReadinessResponse(
    Guid TenantId, string DisplayName, Verdict Verdict, TenantStage Stage, RolloutResponse? Devices, DateTimeOffset ReadAt, IReadOnlyList<FindingResponse> Findings, GraphCostResponse Graph,
    UnreadResponse? Unread)
{
    public static ReadinessResponse From(TenantReadiness readiness) => new(
        readiness.TenantId.Value,
        readiness.DisplayName,
        readiness.Verdict,
        readiness.Stage,
        RolloutResponse.From(readiness.Devices),
        readiness.ReadAt,
        [.. readiness.Findings.Select(FindingResponse.From)],
        GraphCostResponse.From(readiness.Cost),
        readiness.Unread is { } unread ? UnreadResponse.From(unread) : null);
}

/// <summary>What a later read could not see says nothing against the answer it stands beside.</summary>
/// <param name="Since">When the first such read in a row was.</param>
/// <param name="TriedAt">When the last one was.</param>
/// <param name="Verdict">What the last one could tell by itself: always Unknown.</param>
/// <param name="Findings">What it could not tell, each with why.</param>
internal sealed record UnreadResponse(DateTimeOffset Since, DateTimeOffset TriedAt, Verdict Verdict, IReadOnlyList<FindingResponse> Findings)
{
    public static UnreadResponse From(UnreadSince unread) => new(unread.Since, unread.At, Verdict.Unknown, [.. unread.Findings.Select(FindingResponse.From)]);
}

/// <summary>Counts of devices.</summary>
/// <param name="Windows">Windows devices that Intune manages.</param>
/// <param name="Reached">Those that are given PIN recovery for certain.</param>
/// <param name="Arrived">Those that reported it as in force.</param>
/// <param name="Failed">Those that reported an error or a conflict.</param>
internal sealed record RolloutResponse(int Windows, int Reached, int Arrived, int Failed)
{
    public static RolloutResponse? From(Rollout? rollout) => rollout is null ? null : new(rollout.Windows, rollout.Reached, rollout.Arrived, rollout.Failed);
}

/// <summary>By what right the portal looks into a tenant; gdapExpired: the relationship has ended.</summary>
internal enum RelationshipName
{
    Home,
    Gdap,
    GdapExpired,
    Direct,
}

internal static class Relationships
{
    public static RelationshipName NameOf(TenantRelationship relationship) => Enum.Parse<RelationshipName>(relationship.Name, ignoreCase: true);
}

/// <param name="Cause">What was found, as one word; None when the status says it all.</param>
/// <param name="NeedsAudience">The repair has something to send only after somebody chose whom it reaches.</param>
/// <param name="NeedsScopes">The repair has something to send only after somebody named scopes; it is an inferred step.</param>
/// <param name="Fixable">Whether a plan for this check has something to send.</param>
/// <param name="Matrix">With policy.conflict: every policy about PIN recovery, and which of them wins.</param>
internal sealed record FindingResponse(
    string CheckId, FindingStatus Status, bool Required, string Summary, IReadOnlyList<EvidenceResponse> Evidence, bool Fixable, FindingCause Cause, bool NeedsAudience, bool NeedsScopes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<MatrixResponse>? Matrix = null)
{
    public static FindingResponse From(AssessedFinding assessed) => new(
        assessed.Finding.CheckId,
        assessed.Finding.Status,
        assessed.Finding.Required,
        assessed.Finding.Summary,
        [.. assessed.Finding.Evidence.Select(EvidenceResponse.From)],
        assessed.Fixable,
        assessed.Finding.Cause,
        assessed.NeedsAudience,
        assessed.NeedsScopes,
        assessed.Finding.Matrix is null ? null : [.. assessed.Finding.Matrix.Select(MatrixResponse.From)]);
}

/// <summary>One policy about PIN recovery and what becomes of it.</summary>
internal sealed record MatrixResponse(string PolicyId, string Name, string Kind, SettingScope Scope, string Value, string Who, PolicyOutcome Outcome, string Why)
{
    public static MatrixResponse From(PolicyMatrixRow row) => new(row.PolicyId, row.Name, row.Kind, Enum.Parse<SettingScope>(row.Scope, ignoreCase: true), row.Value, row.Who, row.Outcome, row.Why);
}

/// <param name="Basis">Where it comes from, the strongest first: reported (by devices), signedIn, listed (by Graph), inferred (no source says it).</param>
internal sealed record EvidenceResponse(string Kind, string Name, string? Id, string? Value, string? Detail, EvidenceBasis Basis)
{
    public static EvidenceResponse From(Evidence evidence) =>
        new(evidence.Kind, evidence.Name, evidence.Id, evidence.Value, evidence.Detail, evidence.Basis);
}

/// <summary>What the read cost.</summary>
internal sealed record GraphCostResponse(int HttpRequests, int BatchItems, int Waves, long Milliseconds)
{
    public static GraphCostResponse From(ReadCost cost) => new(cost.HttpRequests, cost.BatchItems, cost.Waves, cost.Milliseconds);
}
