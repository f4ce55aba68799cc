using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.Policies;

/// <summary>Whether a policy is assigned to one device or its user, as far as assignments and memberships tell; one that Configuration Manager configures takes none.</summary>
internal static class DeviceAudience
{
    /// <param name="memberships">Which groups user and device are in, where somebody looked; without it the groups' member lists tell.</param>
    /// <returns>
    /// Null when it can't be told: a filter on something that is not known of the device, a membership not read to its end, or a group of
    /// users excluded from devices, which Intune does not promise to follow
    /// (https://learn.microsoft.com/mem/intune/configuration/device-profile-assign#exclude-groups-from-a-policy-assignment).
    /// </returns>
    public static bool? Reaches(
        IReadOnlyList<PolicyAssignment> assignments, WindowsDevice device, Fact<IReadOnlyDictionary<string, GroupFacts>> groups, DirectoryMemberships? memberships = null)
    {
        if (!device.TakesPolicies)
        {
            return false;
        }

        var lists = groups.ValueOrDefault;
        var excluded = assignments.Where(assignment => assignment.Target == AssignmentTarget.ExcludeGroup).Select(assignment => Member.Of(assignment.GroupId, device, lists, memberships)).ToList();
        return Any(assignments.Where(assignment => assignment.Target != AssignmentTarget.ExcludeGroup).Select(include => One(include, device, lists, memberships, excluded)));
    }

    private static bool? One(
        PolicyAssignment include, WindowsDevice device, IReadOnlyDictionary<string, GroupFacts>? groups, DirectoryMemberships? memberships, IReadOnlyList<Member> excluded)
    {
        var member = include.Target switch
        {
            AssignmentTarget.AllDevices => new Member(User: false, Device: true),
            AssignmentTarget.AllUsers => new Member(User: device.UserId is not null, Device: false),
            AssignmentTarget.Other => new Member(null, null),
            _ => Member.Of(include.GroupId, device, groups, memberships),
        };
        return Both(Any([Kept(member.User, excluded, one => (one.User, one.Device)), Kept(member.Device, excluded, one => (one.Device, one.User))]), Filtered(include, device));
    }

    /// <summary>Reached in one way, less exclusions of the same kind; one of the other kind leaves it open.</summary>
    private static bool? Kept(bool? reached, IReadOnlyList<Member> excluded, Func<Member, (bool? Same, bool? Other)> kinds)
    {
        var outs = excluded.Select(kinds).ToList();
        return outs.Exists(one => one.Same is true) ? false
            : reached is false ? false
            : outs.Exists(one => one.Same is null || one.Other is not false) ? null
            : reached;
    }

    private static bool? Filtered(PolicyAssignment include, WindowsDevice device) => include.FilterMode switch
    {
        AssignmentFilterMode.Include => FilterRule.Matches(include.FilterRule, device),
        AssignmentFilterMode.Exclude => !FilterRule.Matches(include.FilterRule, device),
        _ => true,
    };

    private static bool? Any(IEnumerable<bool?> answers) => answers.ToList() is var all && all.Contains(true) ? true : all.Contains(null) ? null : false;

    private static bool? Both(bool? one, bool? two) => one is false || two is false ? false : one is null || two is null ? null : true;

    /// <summary>Whether a device is in a group, itself or by its user.</summary>
    public static bool? InGroup(string? groupId, WindowsDevice device, IReadOnlyDictionary<string, GroupFacts>? groups, DirectoryMemberships? memberships) =>
        Member.Of(groupId, device, groups, memberships) is var member ? Any([member.User, member.Device]) : null;

    /// <summary>By which of the two a group holds a device.</summary>
    private readonly record struct Member(bool? User, bool? Device)
    {
        public static Member Of(string? groupId, WindowsDevice device, IReadOnlyDictionary<string, GroupFacts>? groups, DirectoryMemberships? memberships)
        {
            var group = groupId is not null && groups is not null && groups.TryGetValue(groupId, out var found) ? found : null;
            return groupId is null ? new(null, null) : new(
                memberships?.User?.Contains(groupId) ?? UserIn(group, device),
                memberships?.Device?.Contains(groupId) ?? DeviceIn(group, device));
        }

        private static bool? UserIn(GroupFacts? group, WindowsDevice device) =>
            device.UserId is not { } user || group is { Exists: false } ? false
            : group is null ? null
            : group.MemberIds.Contains(user) ? true
            : group.MembersComplete ? false : null;

        private static bool? DeviceIn(GroupFacts? group, WindowsDevice device) =>
            group is null ? null
            : !group.Exists ? false
            : device.EntraDeviceId is { } id && group.EntraDeviceIds.Contains(id) ? true
            : group.MembersComplete && (group.DeviceIds.Count == 0 || (device.EntraDeviceId is not null && group.EntraDeviceIds.Count >= group.DeviceIds.Count)) ? false : null;
    }
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
