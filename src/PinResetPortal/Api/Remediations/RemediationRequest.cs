using System.Text.Json;

namespace PinResetPortal.Api.Remediations;

/// <summary>The body of POST …/remediations, as the OpenAPI document describes it; it is read by <see cref="RemediationRequestReading"/>.</summary>
/// <param name="Checks">Ids of checks, or "all".</param>
/// <param name="PlanHash">planHash of the plan that was shown.</param>
/// <param name="Policy">The policy that is created or assigned; the same as was given when the plan was asked for.</param>
internal sealed record RemediationRequest(JsonElement Checks, string PlanHash, PolicyRequest? Policy)
{
    public const string All = "all";
}

/// <param name="Name">Left out: the naming convention decides.</param>
/// <param name="Assign">{"groups":[ids]}, "allDevices" or "allUsers"; left out: all devices.</param>
internal sealed record PolicyRequest(string? Name, JsonElement? Assign);
