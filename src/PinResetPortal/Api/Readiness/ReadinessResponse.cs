using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Facts;
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
internal sealed record FindingResponse(
    string CheckId, string Status, bool Required, string Summary, IReadOnlyList<EvidenceResponse> Evidence, bool Fixable)
{
    public static FindingResponse From(AssessedFinding assessed) => new(
        assessed.Finding.CheckId,
        assessed.Finding.Status.ToString(),
        assessed.Finding.Required,
        assessed.Finding.Summary,
        [.. assessed.Finding.Evidence.Select(EvidenceResponse.From)],
        assessed.Fixable);
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
