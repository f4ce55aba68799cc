using PinResetPortal.Core.Remediation;

namespace PinResetPortal.Api.Remediations;

// These records only describe the body for the OpenAPI document; RemediationRequestReading reads it, strictly and field by field.

/// <summary>What to repair, and the plan that was shown.</summary>
/// <param name="Checks">Ids of checks, or "all".</param>
/// <param name="PlanHash">planHash of the plan that was shown.</param>
/// <param name="Policy">The policy that is created or assigned; the same as was given when the plan was asked for.</param>
/// <param name="Scopes">Scopes of the Service that the Client is granted; only with the check consent.grants. The same as was given when the plan was asked for.</param>
internal sealed record RemediationRequest(CheckSelection Checks, string PlanHash, PolicyRequest? Policy = null, IReadOnlyList<string>? Scopes = null)
{
    public const string All = "all";
}

/// <param name="Name">Left out: the naming convention decides.</param>
/// <param name="Assign">{"groups":[ids]}, "allDevices" or "allUsers"; left out: all devices.</param>
/// <param name="Template">pinRecovery: EnablePinRecovery alone; helloBaseline: Windows Hello and PIN recovery, less what others decide.</param>
/// <param name="TurnHelloOn">Whether Windows Hello may be switched on where something switches it off; groups must be named with it.</param>
internal sealed record PolicyRequest(string? Name = null, AssignmentSelection? Assign = null, PolicyTemplateChoice? Template = PolicyTemplateChoice.PinRecovery, bool? TurnHelloOn = false);

/// <summary>A list of check ids, or the word all.</summary>
internal sealed record CheckSelection(IReadOnlyList<string> Ids);

/// <summary>The words allDevices or allUsers, or groups by object id.</summary>
internal sealed record AssignmentSelection(IReadOnlyList<string> Groups);
