using System.Text.Json.Serialization;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Readiness;

namespace PinResetPortal.Api.Readiness;

/// <param name="Verdict">Ready, NotReady or Unknown: what the last read that could see said, at readAt.</param>
/// <param name="Unread">A later read that could not see; null: there was none.</param>
internal sealed record ReadinessResponse(
    Guid TenantId, string DisplayName, string Verdict, DateTimeOffset ReadAt, IReadOnlyList<FindingResponse> Findings, GraphCostResponse Graph,
    UnreadResponse? Unread)
{
    public static ReadinessResponse From(TenantReadiness readiness) => new(
        readiness.TenantId.Value,
        readiness.DisplayName,
        readiness.Verdict.ToString(),
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
    public static UnreadResponse From(UnreadSince unread) => new(unread.Since, unread.At, nameof(Core.Checks.Verdict.Unknown), [.. unread.Findings.Select(FindingResponse.From)]);
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
/// <param name="Outcome">Wins, Loses, Conflicts, MayConflict, ReachesNobody or NoEffect.</param>
internal sealed record MatrixResponse(string PolicyId, string Name, string Kind, string Scope, string Value, string Who, string Outcome, string Why)
{
    public static MatrixResponse From(PolicyMatrixRow row) => new(row.PolicyId, row.Name, row.Kind, row.Scope, row.Value, row.Who, row.Outcome.ToString(), row.Why);
}

internal sealed record EvidenceResponse(string Kind, string Name, string? Id, string? Value, string? Detail)
{
    public static EvidenceResponse From(Evidence evidence) => new(evidence.Kind, evidence.Name, evidence.Id, evidence.Value, evidence.Detail);
}

/// <summary>What the read cost.</summary>
internal sealed record GraphCostResponse(int HttpRequests, int BatchItems, int Waves, long Milliseconds)
{
    public static GraphCostResponse From(ReadCost cost) => new(cost.HttpRequests, cost.BatchItems, cost.Waves, cost.Milliseconds);
}
