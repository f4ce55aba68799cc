using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.Policies;

/// <summary>Adds assignments to what a policy has, because <c>/assign</c> replaces the whole list.</summary>
public static class AssignmentMerge
{
    /// <returns>Everything that was there, in its order, then what is new. An exclusion of a chosen group gives way: nobody can be both.</returns>
    public static IReadOnlyList<PolicyAssignment> Merge(IReadOnlyList<PolicyAssignment> existing, AssignmentChoice choice)
    {
        var wanted = choice.Target == AssignmentTarget.Group
            ? choice.Groups.Distinct(StringComparer.OrdinalIgnoreCase).Select(group => new PolicyAssignment(AssignmentTarget.Group, group))
            : [new PolicyAssignment(choice.Target)];
        var kept = existing
            .Where(assignment => !(assignment.Target == AssignmentTarget.ExcludeGroup && choice.Groups.Contains(assignment.GroupId, StringComparer.OrdinalIgnoreCase)))
            .ToList();
        return [.. kept, .. wanted.Where(target => !kept.Any(assignment => IsSame(assignment, target)))];
    }

    public static string Describe(AssignmentChoice? choice) => choice switch
    {
        null or { Target: AssignmentTarget.AllDevices } => "all devices",
        { Target: AssignmentTarget.AllUsers } => "all users",
        { Groups.Count: 1 } => $"group {choice.Groups[0]}",
        _ => $"{choice.Groups.Count} groups",
    };

    /// <summary>Every assignment with its filter.</summary>
    /// <param name="groups">Where the names of groups come from; null: groups are told by id.</param>
    public static string DescribeAll(IReadOnlyList<PolicyAssignment> assignments, IReadOnlyDictionary<string, GroupFacts>? groups = null) => assignments.Count == 0
        ? "not assigned"
        : string.Join(", ", assignments.Select(assignment => DescribeTarget(assignment, groups) + assignment.FilterMode switch
        {
            AssignmentFilterMode.Include => $" (only filter {assignment.FilterName ?? assignment.FilterId})",
            AssignmentFilterMode.Exclude => $" (less filter {assignment.FilterName ?? assignment.FilterId})",
            _ => "",
        }));

    /// <summary>Whether two lists reach the same, whatever their order.</summary>
    public static bool AreSame(IReadOnlyList<PolicyAssignment> one, IReadOnlyList<PolicyAssignment> two) =>
        one.Select(Signature).ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(two.Select(Signature));

    private static string DescribeTarget(PolicyAssignment assignment, IReadOnlyDictionary<string, GroupFacts>? groups) => assignment.Target switch
    {
        AssignmentTarget.AllDevices => "all devices",
        AssignmentTarget.AllUsers => "all users",
        AssignmentTarget.Group => NameOf(assignment, groups),
        AssignmentTarget.ExcludeGroup => $"not {NameOf(assignment, groups)}",
        _ => "another target",
    };

    private static string NameOf(PolicyAssignment assignment, IReadOnlyDictionary<string, GroupFacts>? groups) =>
        assignment.GroupId is { } id && groups?.GetValueOrDefault(id)?.DisplayName is { Length: > 0 } name ? $"group {name}" : $"group {assignment.GroupId}";

    private static string Signature(PolicyAssignment assignment) => assignment.Target == AssignmentTarget.Other
        ? $"other {assignment.TargetDocument}"
        : $"{assignment.Target} {assignment.GroupId} {assignment.FilterMode} {assignment.FilterId}";

    private static bool IsSame(PolicyAssignment one, PolicyAssignment two) =>
        one.Target == two.Target && string.Equals(one.GroupId, two.GroupId, StringComparison.OrdinalIgnoreCase) && one.FilterMode == AssignmentFilterMode.None;
}
