using System.Text.Json;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Graph.Reading;

/// <summary>Reads assignment targets (https://learn.microsoft.com/graph/api/resources/intune-shared-deviceandappmanagementassignmenttarget).</summary>
internal static class AssignmentReader
{
    public static IReadOnlyList<PolicyAssignment> Read(IEnumerable<JsonElement> assignments) => [.. assignments.Select(ReadOne)];

    private static PolicyAssignment ReadOne(JsonElement assignment)
    {
        var target = assignment.Part("target") ?? assignment;
        var groupId = target.Text("groupId");
        var kind =
            target.IsType("allDevicesAssignmentTarget") ? AssignmentTarget.AllDevices
            : target.IsType("allLicensedUsersAssignmentTarget") ? AssignmentTarget.AllUsers
            : target.IsType("exclusionGroupAssignmentTarget") && groupId is not null ? AssignmentTarget.ExcludeGroup
            : target.IsType("groupAssignmentTarget") && groupId is not null ? AssignmentTarget.Group
            : AssignmentTarget.Other;
        var mode = target.Text("deviceAndAppManagementAssignmentFilterType")?.ToLowerInvariant() switch
        {
            "include" => AssignmentFilterMode.Include,
            "exclude" => AssignmentFilterMode.Exclude,
            null or "" or "none" => AssignmentFilterMode.None,
            _ => throw StrictJson.Wrong("deviceAndAppManagementAssignmentFilterType"),
        };
        var filterId = mode == AssignmentFilterMode.None ? null : target.Text("deviceAndAppManagementAssignmentFilterId");
        return new PolicyAssignment(
            kind, kind is AssignmentTarget.Group or AssignmentTarget.ExcludeGroup ? groupId : null, filterId, mode, CanonicalJson.Write(target));
    }
}
