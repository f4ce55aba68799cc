using System.Text.Json.Nodes;
using PinResetPortal.Core.Remediation;

namespace PinResetPortal.Api.Plans;

/// <param name="PlanHash">To be given back with POST …/remediations: what was shown is what runs.</param>
internal sealed record PlanResponse(string PlanHash, IReadOnlyList<PlanStepResponse> Steps)
{
    public static PlanResponse From(RemediationPlan plan) => new(plan.Hash, [.. plan.Steps.Select(PlanStepResponse.From)]);
}

/// <param name="Body">What is sent, as JSON; null when the request has no body.</param>
/// <param name="Scope">The Graph permission it needs.</param>
/// <param name="Role">The directory role it needs.</param>
internal sealed record PlanStepResponse(
    string CheckId, string Summary, string Method, string Path, JsonNode? Body, string Before, string After, string Scope, string Role)
{
    public static PlanStepResponse From(PlannedStep step) => new(
        step.CheckId, step.Summary, step.Request.Method, step.Request.Path, RawJson.From(step.Request.Body), step.Before, step.After, step.Scope, step.Role);
}
