using System.Text.Json.Nodes;
using PinResetPortal.Core.Deployments;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Remediation;

/// <summary>Puts policies back to what the portal deployed. Somebody changed them on purpose, perhaps: never part of "fix everything".</summary>
internal sealed class RestoreDeployed : IRemediation
{
    public string CheckId => "policy.drift";

    public int Order => 70;

    public bool OnlyWhenNamed(TenantFacts facts) => true;

    public IReadOnlyList<ProposedChange> Propose(TenantFacts facts, PolicyChoice choice) =>
    [
        .. from drift in Drift.Find(facts)
           where !drift.IsAccepted(facts.ReadAt) && drift.Deployed.Policy.Document is not null
           from change in drift.Current is { } current ? Restore(drift.Deployed.Policy, current) : MakeAgain(drift.Deployed.Policy)
           select change,
    ];

    private static IEnumerable<ProposedChange> Restore(IntunePolicy deployed, IntunePolicy current)
    {
        if (!SameSettings(deployed, current) && current.Document is not null)
        {
            yield return new(
                $"restore-{deployed.Id}",
                $"Put the settings of \"{current.Name}\" back to what the portal deployed",
                PolicyDocument.Change(deployed.Kind, deployed.Id, deployed.Document!),
                Describe(current),
                Describe(deployed),
                Permissions.PolicyWrite,
                Permissions.IntuneRole,
                $"Put the settings of \"{current.Name}\" back to what they were before",
                PolicyDocument.Change(current.Kind, current.Id, current.Document));
        }

        if (!AssignmentMerge.AreSame(deployed.Assignments, current.Assignments))
        {
            yield return new(
                $"reassign-{deployed.Id}",
                $"Assign \"{current.Name}\" as the portal deployed it",
                new PlannedChange.AssignPolicy(deployed.Kind, deployed.Id, deployed.Assignments),
                AssignmentMerge.DescribeAll(current.Assignments),
                AssignmentMerge.DescribeAll(deployed.Assignments),
                Permissions.PolicyWrite,
                Permissions.IntuneRole,
                $"Put the assignments of \"{current.Name}\" back to what they were before",
                new PlannedChange.AssignPolicy(deployed.Kind, deployed.Id, current.Assignments));
        }
    }

    private static IEnumerable<ProposedChange> MakeAgain(IntunePolicy deployed)
    {
        var settings = PolicyDocument.IsConfigurationPolicy(deployed.Kind) ? PolicyDocument.Parse(deployed.Document!)?["settings"] as JsonArray : null;
        if (settings is null)
        {
            yield break;
        }

        foreach (var setting in settings.OfType<JsonObject>())
        {
            setting.Remove("id");
        }

        var createId = $"make-again-{deployed.Id}";
        var policy = ObjectReference.CreatedBy(createId);
        yield return new(
            createId,
            $"Create \"{deployed.Name}\" again with the settings that the portal deployed",
            new PlannedChange.CreateConfigurationPolicy(new(deployed.Name, $"{deployed.Description} Made again after {deployed.Id} was gone.".Trim(), [], settings.ToJsonString()), deployed.Id),
            "gone",
            Describe(deployed),
            Permissions.PolicyWrite,
            Permissions.IntuneRole,
            $"Delete \"{deployed.Name}\"",
            new PlannedChange.DeleteConfigurationPolicy(policy));
        if (deployed.Assignments.Count > 0)
        {
            yield return new(
                $"assign-again-{deployed.Id}",
                $"Assign \"{deployed.Name}\" as it was",
                new PlannedChange.AssignPolicy(deployed.Kind, policy, deployed.Assignments),
                "not assigned",
                AssignmentMerge.DescribeAll(deployed.Assignments),
                Permissions.PolicyWrite,
                Permissions.IntuneRole,
                $"Take the assignment of \"{deployed.Name}\" away",
                new PlannedChange.AssignPolicy(deployed.Kind, policy, []));
        }
    }

    private static bool SameSettings(IntunePolicy one, IntunePolicy two) =>
        one.Settings.SequenceEqual(two.Settings) && one.OmaSettings.SequenceEqual(two.OmaSettings);

    private static string Describe(IntunePolicy policy) => string.Join(
        ", ", policy.Settings.Select(setting => $"{setting.DefinitionId.Split('_')[^1]}={HelloDefinitions.Find(setting.DefinitionId)?.BareValue(setting.Value) ?? setting.Value}"));
}
