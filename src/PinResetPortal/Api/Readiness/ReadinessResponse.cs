using System.Text.Json;
using System.Text.Json.Serialization;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Readiness;

namespace PinResetPortal.Api.Readiness;

/// <param name="Verdict">Ready, NotReady or Unknown.</param>
internal sealed record ReadinessResponse(
    Guid TenantId, string DisplayName, string Verdict, DateTimeOffset ReadAt, IReadOnlyList<FindingResponse> Findings, GraphCostResponse Graph)
{
    public static ReadinessResponse From(TenantReadiness readiness) => new(
        readiness.TenantId.Value,
        readiness.DisplayName,
        readiness.Verdict.ToString(),
        readiness.ReadAt,
        [.. readiness.Findings.Select(FindingResponse.From)],
        GraphCostResponse.From(readiness.Cost));
}

/// <param name="Status">Healthy, NeedsAttention, Broken, Unknown or NotApplicable.</param>
/// <param name="Fixable">Whether a plan for this check has something to send.</param>
/// <param name="Matrix">With policy.conflict: every policy about PIN recovery, and which of them wins.</param>
internal sealed record FindingResponse(
    string CheckId, string Status, bool Required, string Summary, IReadOnlyList<EvidenceResponse> Evidence, bool Fixable,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<MatrixResponse>? Matrix = null)
{
    public static FindingResponse From(AssessedFinding assessed) => new(
        assessed.Finding.CheckId,
        assessed.Finding.Status.ToString(),
        assessed.Finding.Required,
        assessed.Finding.Summary,
        [.. assessed.Finding.Evidence.Select(EvidenceResponse.From)],
        assessed.Fixable,
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
