using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Core.Devices;

/// <summary>Whether a policy is assigned to one device or its user, as far as assignments and memberships tell.</summary>
internal static class DeviceAudience
{
    /// <param name="memberships">Which groups user and device are in, where somebody looked; without it the groups' member lists tell.</param>
    /// <returns>Null when it can't be told: a filter, a group of devices (members are listed by another id), a membership not read to its end.</returns>
    public static bool? Reaches(
        IReadOnlyList<PolicyAssignment> assignments, WindowsDevice device, Fact<IReadOnlyDictionary<string, GroupFacts>> groups, DirectoryMemberships? memberships = null)
    {
        var excluded = Any(assignments.Where(assignment => assignment.Target == AssignmentTarget.ExcludeGroup), device, groups, memberships);
        if (excluded is true)
        {
            return false;
        }

        var included = Any(assignments.Where(assignment => assignment.Target != AssignmentTarget.ExcludeGroup), device, groups, memberships);
        return included is false ? false : excluded is null ? null : included;
    }

    private static bool? Any(
        IEnumerable<PolicyAssignment> assignments, WindowsDevice device, Fact<IReadOnlyDictionary<string, GroupFacts>> groups, DirectoryMemberships? memberships)
    {
        bool? answer = false;
        foreach (var assignment in assignments)
        {
            switch (One(assignment, device, groups, memberships))
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

    private static bool? One(
        PolicyAssignment assignment, WindowsDevice device, Fact<IReadOnlyDictionary<string, GroupFacts>> groups, DirectoryMemberships? memberships) => assignment.Target switch
        {
            AssignmentTarget.AllDevices => true,
            AssignmentTarget.AllUsers => device.UserId is not null,
            AssignmentTarget.Other => null,
            _ => InGroup(assignment.GroupId, device, groups.ValueOrDefault, memberships),
        };

    public static bool? InGroup(string? groupId, WindowsDevice device, IReadOnlyDictionary<string, GroupFacts>? groups, DirectoryMemberships? memberships) =>
        groupId is not null && memberships?.Contains(groupId) is { } looked ? looked
        : groups is null || groupId is null ? null
        : !groups.TryGetValue(groupId, out var group) ? false
        : device.UserId is { } user && group.MemberIds.Contains(user) ? true
        : group is { MembersComplete: true, DeviceIds.Count: 0 } ? false
        : null;
}

/// <summary>The groups that a user and a device are in, directly or through other groups; null where they could not be read.</summary>
internal sealed record DirectoryMemberships(IReadOnlySet<string>? User, IReadOnlySet<string>? Device)
{
    /// <returns>Null when one of the two could not be read and the other does not settle it.</returns>
    public bool? Contains(string groupId) =>
        User?.Contains(groupId) == true || Device?.Contains(groupId) == true ? true
        : User is not null && Device is not null ? false
        : null;
}
