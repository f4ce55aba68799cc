using FsCheck.Xunit;
using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.Policies;

public sealed class AudienceTests
{
    [FactAttribute]
    public void Reach_IncludeNestedInExcludedGroup_IsNobody()
    {
        var audience = Of([TenantFactsBuilder.In("g1"), TenantFactsBuilder.NotIn("g2")], TenantFactsBuilder.Group("g1", "u1"), TenantFactsBuilder.Group("g2", "g1", "u1"));

        Assert.Equal(AudienceReach.Nobody, audience.Reach);
    }

    [FactAttribute]
    public void Reach_EveryMemberExcludedElsewhere_IsNobody()
    {
        var audience = Of([TenantFactsBuilder.In("g1"), TenantFactsBuilder.NotIn("g2")], TenantFactsBuilder.Group("g1", "u1"), TenantFactsBuilder.Group("g2", "u1", "u2"));

        Assert.Equal(AudienceReach.Nobody, audience.Reach);
    }

    [FactAttribute]
    public void Reach_GroupIsGone_IsNobody() =>
        Assert.Equal(AudienceReach.Nobody, Of([TenantFactsBuilder.In("gone")], TenantFactsBuilder.Group("gone") with { Exists = false }).Reach);

    [FactAttribute]
    public void Reach_GroupIsEmpty_IsNobody() => Assert.Equal(AudienceReach.Nobody, Of([TenantFactsBuilder.In("g1")], TenantFactsBuilder.Group("g1")).Reach);

    [FactAttribute]
    public void Reach_OneGroupCouldNotBeRead_IsUnclear() => Assert.Equal(AudienceReach.Unclear, Of([TenantFactsBuilder.In("unread")]).Reach);

    [FactAttribute]
    public void Reach_GroupsUnreadable_IsUnclear() =>
        Assert.Equal(AudienceReach.Unclear, new Audience([TenantFactsBuilder.In("g1")], TenantFactsBuilder.Forbidden).Reach);

    [FactAttribute]
    public void Reach_OnlyAnUnknownTarget_IsUnclear() => Assert.Equal(AudienceReach.Unclear, Of([new(AssignmentTarget.Other)]).Reach);

    [FactAttribute]
    public void Reach_EveryDeviceIsExcludedThroughANestedGroup_IsNobody()
    {
        var outer = Of([TenantFactsBuilder.AllDevices, TenantFactsBuilder.NotIn("outer")], TenantFactsBuilder.Devices(TenantFactsBuilder.Device("d-1")), Holding("outer", "entra-d-1"));

        Assert.Equal(AudienceReach.Nobody, outer.Reach);
    }

    [FactAttribute]
    public void Reach_OnlySomeOfTheDevicesWereRead_NothingIsCertain() =>
        Assert.Equal(
            AudienceReach.Somebody,
            Of([TenantFactsBuilder.AllDevices, TenantFactsBuilder.NotIn("outer")], new DeviceInventory([TenantFactsBuilder.Device("d-1")], 2), Holding("outer", "entra-d-1")).Reach);

    [FactAttribute]
    public void Reach_NoWindowsDevice_IsSomebody() => Assert.Equal(AudienceReach.Somebody, Of([TenantFactsBuilder.AllDevices], TenantFactsBuilder.Devices()).Reach);

    [FactAttribute]
    public void Reach_UsersWithoutADevice_IsNobodyYet() =>
        Assert.Equal(AudienceReach.NobodyYet, Of([TenantFactsBuilder.In("g1")], TenantFactsBuilder.Devices(TenantFactsBuilder.Device("d-1", "somebody-else")), TenantFactsBuilder.Group("g1", "u1")).Reach);

    [Theory]
    [InlineData("(device.model -eq \"Surface\")", AudienceReach.Nobody)]
    [InlineData("(device.deviceName -startsWith \"PC\")", AudienceReach.Somebody)]
    [InlineData("(device.deviceName -startsWith \"XY\") or (device.manufacturer -in [\"Contoso\",\"Fabrikam\"])", AudienceReach.Nobody)]
    [InlineData("(device.deviceTrustType -eq \"Hybrid Azure AD joined\")", AudienceReach.Nobody)]
    [InlineData("(device.osVersion -ge \"10.0.19045\")", AudienceReach.Somebody)]
    [InlineData("(device.operatingSystemSKU -eq \"Enterprise\")", AudienceReach.Somebody)]
    [InlineData("(device.model -eq", AudienceReach.Somebody)]
    public void Reach_FilterLeavesNoDevice_IsNobody_AndWhatIsNotUnderstoodSaysNothing(string rule, AudienceReach reach)
    {
        var device = TenantFactsBuilder.Device("d-1") with { Manufacturer = "Lenovo", Model = "T14" };
        var filtered = TenantFactsBuilder.AllDevices with { FilterId = "f", FilterMode = AssignmentFilterMode.Include, FilterRule = rule };

        Assert.Equal(reach, Of([filtered], TenantFactsBuilder.Devices(device)).Reach);
    }

    [FactAttribute]
    public void OverlapWith_OneFilterIncludedHereAndExcludedThere_IsNone()
    {
        var here = Of([TenantFactsBuilder.AllDevices with { FilterId = "f", FilterMode = AssignmentFilterMode.Include }]);
        var there = Of([TenantFactsBuilder.AllDevices with { FilterId = "F", FilterMode = AssignmentFilterMode.Exclude }]);

        Assert.Equal(AudienceOverlap.None, here.OverlapWith(there));
        Assert.Equal(AudienceOverlap.Unknown, here.OverlapWith(Of([TenantFactsBuilder.AllDevices with { FilterId = "g", FilterMode = AssignmentFilterMode.Exclude }])));
    }

    private static GroupFacts Holding(string id, params string[] entraDeviceIds) =>
        TenantFactsBuilder.Group(id, [.. entraDeviceIds.Select(device => $"object-{device}")]) with
        {
            DeviceIds = entraDeviceIds.Select(device => $"object-{device}").ToHashSet(),
            EntraDeviceIds = entraDeviceIds.ToHashSet(),
        };

    private static Audience Of(IReadOnlyList<PolicyAssignment> assignments, Fact<DeviceInventory> devices, params GroupFacts[] groups) =>
        new(assignments, TenantFactsBuilder.Groups(groups), devices);

    [FactAttribute]
    public void Covers_EverybodyWithoutExclusion_CoversAGroup()
    {
        var group = Of([TenantFactsBuilder.In("g1")], TenantFactsBuilder.Group("g1", "u1"));

        Assert.True(Of([TenantFactsBuilder.AllUsers]).Covers(group));
        Assert.False(Of([TenantFactsBuilder.AllUsers, TenantFactsBuilder.NotIn("g2")]).Covers(group));
        Assert.False(Of([TenantFactsBuilder.AllUsers with { FilterMode = AssignmentFilterMode.Include, FilterId = "f" }]).Covers(group));
        Assert.True(group.Covers(group));
        Assert.False(group.Covers(Of([TenantFactsBuilder.AllDevices])));
    }

    [FactAttribute]
    public void Overlap_DisjointUserGroups_IsNone() => Assert.Equal(AudienceOverlap.None, Overlap(TenantFactsBuilder.Group("g1", "u1"), TenantFactsBuilder.Group("g2", "u2")));

    [FactAttribute]
    public void Overlap_UsersAgainstDevices_IsUnknown() => Assert.Equal(
        AudienceOverlap.Unknown,
        Overlap(TenantFactsBuilder.Group("g1", "u1"), TenantFactsBuilder.Group("g2", "d1") with { DeviceIds = new HashSet<string> { "d1" } }));

    [FactAttribute]
    public void Overlap_LongMembership_IsUnknown() =>
        Assert.Equal(AudienceOverlap.Unknown, Overlap(TenantFactsBuilder.Group("g1", "u1"), TenantFactsBuilder.Group("g2", "u2") with { MembersComplete = false }));

    [FactAttribute]
    public void Overlap_AllDevicesButTheOtherGroup_IsNone()
    {
        var groups = TenantFactsBuilder.Groups(TenantFactsBuilder.Group("g1", "u1"));

        Assert.Equal(AudienceOverlap.None, new Audience([TenantFactsBuilder.AllDevices, TenantFactsBuilder.NotIn("g1")], groups).OverlapWith(new([TenantFactsBuilder.In("g1")], groups)));
    }

    [FactAttribute]
    public void Description_NamesGroupsAndExclusions()
    {
        var audience = Of([TenantFactsBuilder.AllDevices, TenantFactsBuilder.NotIn("g1")], TenantFactsBuilder.Group("g1", "u1"));

        Assert.Equal("all devices, except Group g1", audience.Description);
    }

    /// <summary>
    /// Small worlds of four users in three groups, every membership known: the logic must agree with counting heads.
    /// The low four bits of a membership are users, the low six bits of an assignment are include and exclude for each group.
    /// </summary>
    [Property(MaxTest = 5000)]
    public bool Overlap_AnyWorld_AgreesWithCountingHeads(byte first, byte second, byte third, byte mine, byte theirs)
    {
        var heads = new Dictionary<string, string[]> { ["g1"] = Users(first), ["g2"] = Users(second), ["g3"] = Users(third) };
        var groups = TenantFactsBuilder.Groups([.. heads.Select(entry => TenantFactsBuilder.Group(entry.Key, entry.Value))]);
        var (one, two) = (new Audience(Assignments(mine), groups), new Audience(Assignments(theirs), groups));
        var (oneHeads, twoHeads) = (Count(one.Assignments, heads), Count(two.Assignments, heads));

        var reachAgrees = (one.Reach == AudienceReach.Somebody) == (oneHeads.Count > 0);
        var overlapAgrees = one.OverlapWith(two) switch
        {
            AudienceOverlap.Some => oneHeads.Overlaps(twoHeads) || ShareAnEmptyGroup(one, two, heads),
            AudienceOverlap.None => !oneHeads.Overlaps(twoHeads),
            _ => false,
        };
        return reachAgrees && overlapAgrees;
    }

    private static string[] Users(byte bits) => [.. Enumerable.Range(0, 4).Where(bit => (bits >> bit & 1) == 1).Select(bit => $"u{bit}")];

    private static PolicyAssignment[] Assignments(byte bits) =>
    [
        .. Enumerable.Range(0, 3).Where(bit => (bits >> bit & 1) == 1).Select(bit => TenantFactsBuilder.In($"g{bit + 1}")),
        .. Enumerable.Range(0, 3).Where(bit => (bits >> (bit + 3) & 1) == 1).Select(bit => TenantFactsBuilder.NotIn($"g{bit + 1}")),
    ];

    /// <summary>Two policies assigned to the same group that is empty today will meet tomorrow: that counts as overlap.</summary>
    private static bool ShareAnEmptyGroup(Audience one, Audience two, Dictionary<string, string[]> heads) =>
        heads.Any(entry => entry.Value.Length == 0 && one.Assignments.Contains(TenantFactsBuilder.In(entry.Key)) && two.Assignments.Contains(TenantFactsBuilder.In(entry.Key)));

    private static HashSet<string> Count(IReadOnlyList<PolicyAssignment> list, Dictionary<string, string[]> heads)
    {
        var included = list.Where(assignment => assignment.Target == AssignmentTarget.Group).SelectMany(assignment => heads[assignment.GroupId!]);
        var excluded = list.Where(assignment => assignment.Target == AssignmentTarget.ExcludeGroup).SelectMany(assignment => heads[assignment.GroupId!]);
        return [.. included.Except(excluded)];
    }

    private static AudienceOverlap Overlap(Facts.GroupFacts one, Facts.GroupFacts two)
    {
        var groups = TenantFactsBuilder.Groups(one, two);
        return new Audience([TenantFactsBuilder.In(one.Id)], groups).OverlapWith(new([TenantFactsBuilder.In(two.Id)], groups));
    }

    private static Audience Of(PolicyAssignment[] assignments, params Facts.GroupFacts[] groups) => new(assignments, TenantFactsBuilder.Groups(groups));
}
