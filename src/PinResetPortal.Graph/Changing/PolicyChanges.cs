using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Reading;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Graph.Changing;

/// <summary>https://learn.microsoft.com/graph/api/intune-deviceconfigv2-devicemanagementconfigurationpolicy-create (beta)</summary>
internal sealed class CreateConfigurationPolicyHandler : PolicyHandler<PlannedChange.CreateConfigurationPolicy>
{
    protected override ObjectReference? Target(PlannedChange.CreateConfigurationPolicy change) => null;

    protected override PlannedRequest Describe(PlannedChange.CreateConfigurationPolicy change) =>
        new("POST", "/beta" + ConfigurationPolicies, PolicyBodies.Create(change.Draft));

    // Policies document no filter on the description, so the list is compared here.
    protected override Task<ChangeObservation> ObserveAsync(PlannedChange.CreateConfigurationPolicy change, ObjectLookup lookup, CancellationToken cancellationToken) =>
        lookup.ObserveAsync(
            ChangeReads.PolicyMarkers.Ask(),
            whenAbsent: null,
            policies => policies.FirstOrDefault(policy => change.Draft.Description.Length > 0 && policy.Description == change.Draft.Description) is { } found
                ? new ChangeObservation.InPlace(found.Id)
                : NotInPlace,
            cancellationToken);
}

/// <summary>https://learn.microsoft.com/graph/api/intune-deviceconfigv2-devicemanagementconfigurationpolicy-delete (beta)</summary>
internal sealed class DeleteConfigurationPolicyHandler : PolicyHandler<PlannedChange.DeleteConfigurationPolicy>
{
    protected override ObjectReference? Target(PlannedChange.DeleteConfigurationPolicy change) => change.Policy;

    protected override PlannedRequest Describe(PlannedChange.DeleteConfigurationPolicy change) => new("DELETE", $"/beta{ConfigurationPolicies}/{InPath(change.Policy)}", null);

    protected override Task<ChangeOutcome?> InterpretAsync(PlannedChange.DeleteConfigurationPolicy change, WriteAnswer answer, ObjectLookup lookup, CancellationToken cancellationToken) =>
        Task.FromResult<ChangeOutcome?>(answer.SaysAbsent ? new ChangeOutcome.AlreadyInPlace(404, answer.RequestId, change.Policy.Id) : null);

    protected override Task<ChangeObservation> ObserveAsync(PlannedChange.DeleteConfigurationPolicy change, ObjectLookup lookup, CancellationToken cancellationToken) =>
        lookup.ObserveAsync(
            ChangeReads.ConfigurationPolicy.Ask(change.Policy.Id!),
            new ChangeObservation.InPlace(change.Policy.Id),
            _ => NotInPlace,
            cancellationToken);
}

/// <summary>
/// https://learn.microsoft.com/graph/api/intune-deviceconfigv2-devicemanagementconfigurationpolicy-assign and its twins of the other kinds:
/// beta for all of them, because v1.0 knows no filter in a target
/// (https://learn.microsoft.com/graph/api/resources/intune-shared-groupassignmenttarget), and would lose those that are there.
/// </summary>
internal sealed class AssignPolicyHandler : PolicyHandler<PlannedChange.AssignPolicy>
{
    protected override ObjectReference? Target(PlannedChange.AssignPolicy change) => change.Policy;

    protected override PlannedRequest Describe(PlannedChange.AssignPolicy change) =>
        new("POST", $"/beta{CollectionOf(change.Kind)}/{InPath(change.Policy)}/assign", PolicyBodies.Assign(change.Assignments));

    protected override Task<ChangeObservation> ObserveAsync(PlannedChange.AssignPolicy change, ObjectLookup lookup, CancellationToken cancellationToken) =>
        lookup.ObserveAsync(
            ChangeReads.PolicyAssignments.Ask($"{CollectionOf(change.Kind)}/{InPath(change.Policy)}"),
            NotInPlace,
            assignments => Signatures(assignments).SetEquals(Signatures(change.Assignments)) ? new ChangeObservation.InPlace(change.Policy.Id) : NotInPlace,
            cancellationToken);

    private static HashSet<string> Signatures(IEnumerable<PolicyAssignment> assignments) => assignments
        .Select(one => one.Target == AssignmentTarget.Other ? $"other {one.TargetDocument}" : $"{one.Target} {one.GroupId} {one.FilterMode} {one.FilterId}")
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static string CollectionOf(PolicyKind kind) => kind switch
    {
        PolicyKind.Intent => "/deviceManagement/intents",
        PolicyKind.IdentityProtection or PolicyKind.CustomOmaUri => "/deviceManagement/deviceConfigurations",
        _ => ConfigurationPolicies,
    };
}

/// <summary>https://learn.microsoft.com/graph/api/intune-deviceconfigv2-devicemanagementconfigurationpolicy-update (beta); Intune takes settings by PUT only.</summary>
internal sealed class ReplaceConfigurationPolicyHandler : PolicyHandler<PlannedChange.ReplaceConfigurationPolicy>
{
    protected override ObjectReference? Target(PlannedChange.ReplaceConfigurationPolicy change) => change.PolicyId;

    protected override PlannedRequest Describe(PlannedChange.ReplaceConfigurationPolicy change) =>
        new("PUT", $"/beta{ConfigurationPolicies}/{Uri.EscapeDataString(change.PolicyId)}", PolicyBodies.Replace(change.Document));

    protected override Task<ChangeObservation> ObserveAsync(PlannedChange.ReplaceConfigurationPolicy change, ObjectLookup lookup, CancellationToken cancellationToken) =>
        lookup.ObserveAsync(
            ChangeReads.ConfigurationPolicy.Ask(change.PolicyId),
            GraphReads.PolicySettings.Ask(change.PolicyId),
            NotInPlace,
            (policy, settings) => PolicyBodies.Holds(PolicyBodies.Replace(policy, settings.Elements), PolicyBodies.Replace(change.Document))
                ? new ChangeObservation.InPlace(change.PolicyId)
                : NotInPlace,
            cancellationToken);
}

internal abstract class PolicyHandler<TChange> : ChangeHandler<TChange>
    where TChange : PlannedChange
{
    protected const string ConfigurationPolicies = "/deviceManagement/configurationPolicies";

    protected const string DeviceConfigurations = "/deviceManagement/deviceConfigurations";

    public override GraphFeature Feature => GraphFeature.ChangeIntunePolicies;
}
