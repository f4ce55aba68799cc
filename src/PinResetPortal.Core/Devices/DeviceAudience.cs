using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Core.Devices;

/// <summary>Whether a policy is assigned to one device or its user, as far as assignments and memberships tell.</summary>
internal static class DeviceAudience
{
    /// <returns>Null when it can't be told: a filter, a group of devices (members are listed by another id), a membership not read to its end.</returns>
    public static bool? Reaches(IReadOnlyList<PolicyAssignment> assignments, WindowsDevice device, Fact<IReadOnlyDictionary<string, GroupFacts>> groups)
    {
        var excluded = Any(assignments.Where(assignment => assignment.Target == AssignmentTarget.ExcludeGroup), device, groups);
        if (excluded is true)
        {
            return false;
        }

        var included = Any(assignments.Where(assignment => assignment.Target != AssignmentTarget.ExcludeGroup), device, groups);
        return included is false ? false : excluded is null ? null : included;
    }

    private static bool? Any(IEnumerable<PolicyAssignment> assignments, WindowsDevice device, Fact<IReadOnlyDictionary<string, GroupFacts>> groups)
    {
        bool? answer = false;
        foreach (var assignment in assignments)
        {
            switch (One(assignment, device, groups))
            {
                case true when assignment.FilterMode == AssignmentFilterMode.None:
                    return true;
                case not false:
                    answer = null;
                    break;
            }
        }

        return answer;
    }

    private static bool? One(PolicyAssignment assignment, WindowsDevice device, Fact<IReadOnlyDictionary<string, GroupFacts>> groups) => assignment.Target switch
    {
        AssignmentTarget.AllDevices => true,
        AssignmentTarget.AllUsers => device.UserId is not null,
        AssignmentTarget.Other => null,
        _ => InGroup(assignment.GroupId, device, groups.ValueOrDefault),
    };

    private static bool? InGroup(string? groupId, WindowsDevice device, IReadOnlyDictionary<string, GroupFacts>? groups) =>
        groups is null || groupId is null ? null
        : !groups.TryGetValue(groupId, out var group) ? false
        : device.UserId is { } user && group.MemberIds.Contains(user) ? true
        : group is { MembersComplete: true, DeviceIds.Count: 0 } ? false
        : null;
}
