using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.Policies;

public enum AudienceReach
{
    /// <summary>
    /// Certainly nobody: not assigned, only excluded, every group is empty or gone, all of them are excluded again, or all Windows devices
    /// were read and none is left by groups and filters.
    /// </summary>
    Nobody,

    /// <summary>Assigned to users, none of whom has a Windows device yet.</summary>
    NobodyYet,

    /// <summary>Assigned, but only to targets that the portal does not know or to groups that it could not read, or less groups that it could not read.</summary>
    Unclear,

    Somebody,
}

public enum AudienceOverlap
{
    None,
    Some,

    /// <summary>Filters, dynamic or long memberships: it cannot be told.</summary>
    Unknown,
}

/// <summary>Whom a policy reaches, as far as its assignments and the groups' memberships tell. Filters only ever narrow it ("at most").</summary>
public sealed class Audience
{
    private readonly IReadOnlyDictionary<string, GroupFacts>? _groups;
    private readonly List<PolicyAssignment> _includes;
    private readonly HashSet<string> _excludedGroups;
    private readonly HashSet<string> _excludedMembers;

    /// <param name="groups">The groups that assignments name.</param>
    /// <param name="devices">The Windows devices; without them, or with part of them, nothing that depends on them is certain.</param>
    public Audience(IReadOnlyList<PolicyAssignment> assignments, Fact<IReadOnlyDictionary<string, GroupFacts>> groups, Fact<DeviceInventory>? devices = null)
    {
        Assignments = assignments;
        _groups = groups.ValueOrDefault;
        _excludedGroups = new(
            assignments.Where(assignment => assignment.Target == AssignmentTarget.ExcludeGroup).Select(assignment => assignment.GroupId).OfType<string>(),
            StringComparer.OrdinalIgnoreCase);
        _excludedMembers = new(_excludedGroups.Select(Group).OfType<GroupFacts>().SelectMany(group => group.MemberIds), StringComparer.OrdinalIgnoreCase);
        _includes = [.. assignments.Where(assignment => assignment.Target is not AssignmentTarget.ExcludeGroup)];
        Reach = ReachOf(groups, devices?.ValueOrDefault);
    }

    private AudienceReach ReachOf(Fact<IReadOnlyDictionary<string, GroupFacts>> groups, DeviceInventory? devices)
    {
        var left = _includes.FindAll(include => !IsEmptied(include) && !HasNobody(include));
        if (left.Count == 0)
        {
            return AudienceReach.Nobody;
        }

        // A tenant without devices is set up all the same; a part of the devices proves nothing about the rest.
        if (devices is { Complete: true, Devices.Count: > 0 } && devices.Devices.All(device => DeviceAudience.Reaches(Assignments, device, groups) is false))
        {
            return left.Exists(IsOfUsers) ? AudienceReach.NobodyYet : AudienceReach.Nobody;
        }

        // Whom a group excludes that could not be read, nobody knows: it may be everybody.
        if (_excludedGroups.Any(id => Group(id) is null))
        {
            return AudienceReach.Unclear;
        }

        return left.Exists(include => include.Target != AssignmentTarget.Other && (include.GroupId is not { } id || Group(id) is not null)) ? AudienceReach.Somebody : AudienceReach.Unclear;
    }

    /// <summary>Whether people are meant: they may get a device any day.</summary>
    private bool IsOfUsers(PolicyAssignment include) =>
        include.Target == AssignmentTarget.AllUsers || (include.GroupId is { } id && Group(id) is { } group && group.DeviceIds.Count < group.LeafCount);

    public IReadOnlyList<PolicyAssignment> Assignments { get; }

    public AudienceReach Reach { get; }

    /// <summary>For people: "all devices, except Kiosks", "not assigned", "Pilot (12 members)".</summary>
    public string Description
    {
        get
        {
            if (Assignments.Count == 0)
            {
                return "not assigned";
            }

            var excluded = string.Join(", ", _excludedGroups.Select(NameOf));
            return _includes.Count == 0
                ? $"nobody: only excludes {excluded}"
                : string.Join(", ", _includes.Select(Describe)) + (excluded.Length > 0 ? $", except {excluded}" : "");
        }
    }

    /// <summary>Whether somebody or some device can be reached by both.</summary>
    public AudienceOverlap OverlapWith(Audience other)
    {
        if (Reach == AudienceReach.Nobody || other.Reach == AudienceReach.Nobody)
        {
            return AudienceOverlap.None;
        }

        var pairs =
            from mine in _includes.Where(include => !IsEmptied(include))
            from theirs in other._includes.Where(include => !other.IsEmptied(include))
            select OverlapOf(mine, other, theirs);
        var answers = pairs.ToList();
        return answers.Contains(AudienceOverlap.Some) ? AudienceOverlap.Some
            : answers.Contains(AudienceOverlap.Unknown) ? AudienceOverlap.Unknown
            : AudienceOverlap.None;
    }

    /// <summary>Whether certainly everybody whom the other one reaches is reached by this one, too.</summary>
    public bool Covers(Audience other) =>
        _includes.Any(include => include is { Target: AssignmentTarget.AllDevices or AssignmentTarget.AllUsers, FilterMode: AssignmentFilterMode.None }) && _excludedGroups.Count == 0
        || (_excludedGroups.IsSubsetOf(other._excludedGroups)
            && other._includes.All(theirs => _includes.Any(mine => mine.Target == theirs.Target && mine.Target != AssignmentTarget.Other
                && string.Equals(mine.GroupId, theirs.GroupId, StringComparison.OrdinalIgnoreCase)
                && (mine.FilterMode == AssignmentFilterMode.None || (mine.FilterMode == theirs.FilterMode && mine.FilterId == theirs.FilterId)))));

    private AudienceOverlap OverlapOf(PolicyAssignment mine, Audience other, PolicyAssignment theirs)
    {
        if (mine.Target is AssignmentTarget.Other || theirs.Target is AssignmentTarget.Other)
        {
            return AudienceOverlap.Unknown;
        }

        // One filter cuts the devices in two: who is in one half is not in the other.
        if (mine.FilterId is { } filter && filter.Equals(theirs.FilterId, StringComparison.OrdinalIgnoreCase)
            && mine.FilterMode != AssignmentFilterMode.None && theirs.FilterMode != AssignmentFilterMode.None && mine.FilterMode != theirs.FilterMode)
        {
            return AudienceOverlap.None;
        }

        var answer = (mine.GroupId, theirs.GroupId) switch
        {
            // all devices and all users meet on every managed device that somebody signs in to
            (null, null) => AudienceOverlap.Some,
            (null, { } group) => Excludes(group) ? AudienceOverlap.None : AudienceOverlap.Some,
            ({ } group, null) => other.Excludes(group) ? AudienceOverlap.None : AudienceOverlap.Some,
            ({ } first, { } second) => OverlapOfGroups(first, other, second),
        };
        var narrowed = mine.FilterMode != AssignmentFilterMode.None || theirs.FilterMode != AssignmentFilterMode.None;
        return answer == AudienceOverlap.Some && narrowed ? AudienceOverlap.Unknown : answer;
    }

    private AudienceOverlap OverlapOfGroups(string first, Audience other, string second)
    {
        if (Excludes(second) || other.Excludes(first))
        {
            return AudienceOverlap.None;
        }

        var isSame = first.Equals(second, StringComparison.OrdinalIgnoreCase);
        if (Group(first) is not { } one || other.Group(second) is not { } two)
        {
            return isSame ? AudienceOverlap.Some : AudienceOverlap.Unknown;
        }

        var shared = one.MemberIds.Any(id => !one.NestedGroupIds.Contains(id) && two.MemberIds.Contains(id) && !_excludedMembers.Contains(id) && !other._excludedMembers.Contains(id));
        if (shared || (isSame && one is not { MembersComplete: true, LeafCount: > 0 }))
        {
            return AudienceOverlap.Some;
        }

        // Two lists of users, or two lists of devices, that share nobody are apart; users against devices may meet on the same desk.
        return one.MembersComplete && two.MembersComplete && AreOfOneKind(one, two) ? AudienceOverlap.None : AudienceOverlap.Unknown;
    }

    private static bool AreOfOneKind(GroupFacts one, GroupFacts two) =>
        (one.DeviceIds.Count == 0 && two.DeviceIds.Count == 0)
        || (one.DeviceIds.Count == one.LeafCount && two.DeviceIds.Count == two.LeafCount);

    private bool Excludes(string groupId) =>
        _excludedGroups.Contains(groupId)
        || _excludedGroups.Select(Group).OfType<GroupFacts>().Any(group => group.NestedGroupIds.Contains(groupId))
        || (Group(groupId) is { MembersComplete: true, LeafCount: > 0 } facts
            && facts.MemberIds.All(id => facts.NestedGroupIds.Contains(id) || _excludedMembers.Contains(id)));

    private bool IsEmptied(PolicyAssignment include) => include.GroupId is { } groupId && Excludes(groupId);

    private bool HasNobody(PolicyAssignment include) =>
        Of(include) is { } group && (!group.Exists || group is { MembersComplete: true, LeafCount: 0 });

    private GroupFacts? Of(PolicyAssignment include) => include.GroupId is { } groupId ? Group(groupId) : null;

    private GroupFacts? Group(string id) => _groups is not null && _groups.TryGetValue(id, out var group) ? group : null;

    private string NameOf(string groupId) => Group(groupId)?.DisplayName ?? $"group {groupId}";

    private string Describe(PolicyAssignment include)
    {
        var who = include.Target switch
        {
            AssignmentTarget.AllDevices => "all devices",
            AssignmentTarget.AllUsers => "all users",
            AssignmentTarget.Group when Of(include) is { Exists: false } => $"group {include.GroupId} (deleted)",
            AssignmentTarget.Group when Of(include) is { } group =>
                $"{group.DisplayName} ({(group.MembersComplete ? "" : "more than ")}{group.LeafCount} {(group.LeafCount == 1 ? "member" : "members")})",
            AssignmentTarget.Group => $"group {include.GroupId} (membership not readable)",
            _ => "a target that the portal does not know",
        };
        return include.FilterMode switch
        {
            AssignmentFilterMode.Include => $"at most {who} (filter {include.FilterName ?? include.FilterId})",
            AssignmentFilterMode.Exclude => $"at most {who} (less filter {include.FilterName ?? include.FilterId})",
            _ => who,
        };
    }
}
