using System.Text.Json;
using System.Text.Json.Serialization;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Api.Readiness;

/// <param name="Verdict">Ready, NotReady or Unknown: what the last read that could see said, at readAt.</param>
/// <param name="Stage">How far the truth goes: blocked, unknown, setUp, rollingOut, ready or proven.</param>
/// <param name="Devices">How far the policy has come on the devices; null when they could not be read.</param>
/// <param name="Unread">A later read that could not see; null: there was none.</param>
internal sealed record ReadinessResponse(
    Guid TenantId, string DisplayName, string Verdict, string Stage, RolloutResponse? Devices, DateTimeOffset ReadAt, IReadOnlyList<FindingResponse> Findings, GraphCostResponse Graph,
    UnreadResponse? Unread)
{
    public static ReadinessResponse From(TenantReadiness readiness) => new(
        readiness.TenantId.Value,
        readiness.DisplayName,
        readiness.Verdict.ToString(),
        StageWords.Of(readiness.Stage),
        RolloutResponse.From(readiness.Devices),
        readiness.ReadAt,
        [.. readiness.Findings.Select(FindingResponse.From)],
        GraphCostResponse.From(readiness.Cost),
        readiness.Unread is { } unread ? UnreadResponse.From(unread) : null);
}

/// <summary>What a later read could not see says nothing against the answer it stands beside.</summary>
/// <param name="Since">When the first such read in a row was.</param>
/// <param name="TriedAt">When the last one was.</param>
/// <param name="Verdict">What the last one could tell by itself: Unknown.</param>
/// <param name="Findings">What it could not tell, each with why.</param>
internal sealed record UnreadResponse(DateTimeOffset Since, DateTimeOffset TriedAt, string Verdict, IReadOnlyList<FindingResponse> Findings)
{
    public static UnreadResponse From(UnreadSince unread) => new(unread.Since, unread.At, nameof(PinResetPortal.Core.Findings.Verdict.Unknown), [.. unread.Findings.Select(FindingResponse.From)]);
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

/// <summary>Stages in the API's spelling.</summary>
internal static class StageWords
{
    public static string Of(TenantStage stage) => JsonNamingPolicy.CamelCase.ConvertName(stage.ToString());
}

/// <param name="Cause">What was found, as one word; None when the status says it all.</param>
/// <param name="NeedsAudience">The repair has something to send only after somebody chose whom it reaches.</param>
/// <param name="NeedsScopes">The repair has something to send only after somebody named scopes; it is an inferred step.</param>
/// <param name="Status">Healthy, NeedsAttention, Broken, Unknown or NotApplicable.</param>
/// <param name="Fixable">Whether a plan for this check has something to send.</param>
/// <param name="Matrix">With policy.conflict: every policy about PIN recovery, and which of them wins.</param>
internal sealed record FindingResponse(
    string CheckId, string Status, bool Required, string Summary, IReadOnlyList<EvidenceResponse> Evidence, bool Fixable, string Cause, bool NeedsAudience, bool NeedsScopes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<MatrixResponse>? Matrix = null)
{
    public static FindingResponse From(AssessedFinding assessed) => new(
        assessed.Finding.CheckId,
        assessed.Finding.Status.ToString(),
        assessed.Finding.Required,
        assessed.Finding.Summary,
        [.. assessed.Finding.Evidence.Select(EvidenceResponse.From)],
        assessed.Fixable,
        assessed.Finding.Cause.ToString(),
        assessed.NeedsAudience,
        assessed.NeedsScopes,
        assessed.Finding.Matrix is null ? null : [.. assessed.Finding.Matrix.Select(MatrixResponse.From)]);
}

/// <summary>One policy about PIN recovery and what becomes of it.</summary>
/// <param name="Outcome">Wins, Loses, Conflicts, MayConflict, ReachesNobody, NoEffect or Doubtful.</param>
internal sealed record MatrixResponse(string PolicyId, string Name, string Kind, string Scope, string Value, string Who, string Outcome, string Why)
{
    public static MatrixResponse From(PolicyMatrixRow row) => new(row.PolicyId, row.Name, row.Kind, row.Scope, row.Value, row.Who, row.Outcome.ToString(), row.Why);
}

/// <param name="Basis">Where it comes from, the strongest first: reported (by devices), signedIn, listed (by Graph), inferred (no source says it).</param>
internal sealed record EvidenceResponse(string Kind, string Name, string? Id, string? Value, string? Detail, string Basis)
{
    public static EvidenceResponse From(Evidence evidence) =>
        new(evidence.Kind, evidence.Name, evidence.Id, evidence.Value, evidence.Detail, JsonNamingPolicy.CamelCase.ConvertName(evidence.Basis.ToString()));
}

/// <summary>What the read cost.</summary>
internal sealed record GraphCostResponse(int HttpRequests, int BatchItems, int Waves, long Milliseconds)
{
    public static GraphCostResponse From(ReadCost cost) => new(cost.HttpRequests, cost.BatchItems, cost.Waves, cost.Milliseconds);
}
