using PinResetPortal.Core.Coverage;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Templates;

namespace PinResetPortal.Core.Checks;

/// <summary>A policy of the portal that was given to a pilot group waits to be given to everybody.</summary>
internal sealed class PolicyPilotCheck() : TenantCheck("policy.pilot", "Pilot", "In a pilot", CheckArea.Policy, required: false)
{
    public override Finding Evaluate(TenantFacts facts) => Pilot(facts) is { } pilot
        ? NeedsAttention(
            $"\"{pilot.Policy.Name}\" reaches {pilot.Audience.Description} so far. Widen it when the pilot went well.",
            [pilot.ToEvidence("made by the portal, assigned to groups only")],
            Blades.ConfigurationPolicies(facts.TenantId))
        : NotApplicable("No policy of the portal is in a pilot.");

    /// <summary>The first policy made by the portal that turns PIN recovery on and is assigned to nothing but groups, while none reaches everybody.</summary>
    internal static PlacedSetting? Pilot(TenantFacts facts)
    {
        var on = PolicyEvidence.Place(facts).Where(setting => setting.Setting.Enabled && setting.Audience.Reach != AudienceReach.Nobody).ToList();
        return on.Any(setting => setting.Policy.Assignments.Any(assignment => assignment.Target is AssignmentTarget.AllDevices or AssignmentTarget.AllUsers))
            ? null
            : on.FirstOrDefault(setting => setting.Policy.Description?.Contains(PolicyTemplate.MadeByPortal, StringComparison.Ordinal) == true);
    }
}
