using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Remediation;

/// <summary>
/// What somebody should know of the people whom a plan gives a policy to. An empty group is no mistake, it may be filled tomorrow; but until
/// then nobody gets the policy, and no look at the tenant can verify the repair.
/// </summary>
internal static class AudienceWarnings
{
    /// <summary>The snapshot as it would be without the choice: groups that nothing but the choice names are not there.</summary>
    public static TenantFacts WithoutChosen(TenantFacts facts, PolicyChoice choice)
    {
        if (choice.Assign is not { Groups.Count: > 0 } chosen || facts.Groups.ValueOrDefault is not { } groups)
        {
            return facts;
        }

        var named = facts.AllPolicies.SelectMany(policy => policy.Assignments)
            .Concat((facts.HelloEnrolment.ValueOrDefault ?? []).SelectMany(enrolment => enrolment.Assignments))
            .Concat((facts.AdministrativeTemplates.ValueOrDefault ?? []).SelectMany(template => template.Assignments))
            .Select(assignment => assignment.GroupId).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var alone = chosen.Groups.Where(id => groups.ContainsKey(id) && !named.Contains(id)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return alone.Count == 0 ? facts : facts with
        {
            Groups = new Fact<IReadOnlyDictionary<string, GroupFacts>>.Known(
                groups.Where(group => !alone.Contains(group.Key)).ToDictionary(group => group.Key, group => group.Value, StringComparer.OrdinalIgnoreCase)),
        };
    }

    /// <param name="facts">With the chosen groups, as far as somebody read them.</param>
    public static IReadOnlyList<string> Of(TenantFacts facts, PolicyChoice choice, IEnumerable<PlannedStep> steps)
    {
        var groups = (choice.Assign?.Groups ?? []).Select(id => OfGroup(id, facts)).OfType<string>().ToList();
        return
        [
            .. groups,
            .. steps.Select(step => step.Change).OfType<PlannedChange.AssignPolicy>().Where(assign => assign.Assignments.Count > 0)
                .Select(assign => OfAudience(facts.AudienceOf(assign.Assignments), saidAlready: groups.Count > 0)).OfType<string>().Distinct(),
        ];
    }

    private static string? OfGroup(string id, TenantFacts facts) => facts.Groups.ValueOrDefault?.GetValueOrDefault(id) switch
    {
        { Exists: false } => $"Group {id} does not exist in this tenant: nobody gets the policy by it.",
        { MembersComplete: true, LeafCount: 0 } group => $"Group {group.DisplayName} has no member: nobody gets the policy by it before somebody joins.",
        null => $"Group {id} could not be read, so nobody knows whether it has a member.",
        _ => null,
    };

    private static string? OfAudience(Audience audience, bool saidAlready) => audience.Reach switch
    {
        AudienceReach.Nobody when saidAlready => "So nobody gets the policy for now, and the repair can't be verified.",
        AudienceReach.Nobody => $"Nobody gets the policy for now, and the repair can't be verified: {audience.Description}.",
        AudienceReach.NobodyYet => $"None of the users whom the policy is for has a Windows device that it reaches yet: {audience.Description}.",
        _ => null,
    };
}
