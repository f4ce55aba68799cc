using System.Text.Json.Nodes;
using PinResetPortal.Api.Calls;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Api.Plans;

/// <param name="PlanHash">To be given back with POST …/remediations: what was shown is what runs.</param>
/// <param name="NeedAudience">The same as needsAudience, by its first name.</param>
/// <param name="NeedsAudience">Ids of the checks whose policy somebody scoped: their repair has something to send only with assign.</param>
/// <param name="Scopes">Scopes of the Service of which the caller has to name some (scopes=…) before consent.grants has something to send. Empty for all other plans.</param>
/// <param name="Warnings">What to know before it is sent, one sentence each.</param>
internal sealed record PlanResponse(
    string PlanHash, IReadOnlyList<PlanStepResponse> Steps, [property: Obsolete("needsAudience")] IReadOnlyList<string> NeedAudience, IReadOnlyList<string> NeedsAudience,
    IReadOnlyList<ScopeResponse> Scopes, IReadOnlyList<string> Warnings)
{
    public static PlanResponse From(PlanResult.Planned planned)
    {
        string[] needsAudience = [.. planned.Plan.NeedAudience.Order(StringComparer.Ordinal)];
        return new(
            planned.Plan.Hash, [.. planned.Plan.Steps.Select(PlanStepResponse.From)], needsAudience, needsAudience,
            [.. planned.Plan.ScopesToChoose.Select(scope => new ScopeResponse(scope.Value, scope.Description))], planned.Plan.Warnings);
    }
}

/// <param name="Value">To be named in scopes.</param>
/// <param name="Description">What it allows, in the words of the application that publishes it.</param>
internal sealed record ScopeResponse(string Value, string? Description);

/// <param name="Id">Definition id, property name or OMA-URI as it stands in the body.</param>
/// <param name="Now">What is there now, in words.</param>
/// <param name="Then">What will be there.</param>
internal sealed record SettingChangeResponse(string Id, string Name, string Now, string Then);

/// <param name="Body">What is sent, as JSON; null when the request has no body.</param>
/// <param name="Scope">The Graph permission it needs.</param>
/// <param name="Role">The directory role it needs.</param>
/// <param name="Settings">Every setting that the request changes, computed from its body.</param>
/// <param name="Inferred">No page of Microsoft says that this step repairs the finding.</param>
internal sealed record PlanStepResponse(
    string CheckId, string Summary, string Method, string Path, JsonNode? Body, string Before, string After, string Scope, string Role,
    IReadOnlyList<SettingChangeResponse> Settings, bool Inferred)
{
    public static PlanStepResponse From(PlannedStep step) => new(
        step.CheckId, step.Summary, step.Request.Method, step.Request.Path, RawJson.From(step.Request.Body), step.Before, step.After, step.Scope, step.Role,
        [.. step.Settings.Select(setting => new SettingChangeResponse(setting.Id, setting.Name, setting.Now, setting.Then))], step.IsInferred);
}
