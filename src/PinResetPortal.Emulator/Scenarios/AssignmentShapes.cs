using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Scenarios;

/// <summary>Assignment targets in Graph's form.</summary>
internal static class AssignmentShapes
{
    public static JsonObject AllDevices() => Assignment(new JsonObject { ["@odata.type"] = "#microsoft.graph.allDevicesAssignmentTarget" });

    public static JsonObject AllUsers() => Assignment(new JsonObject { ["@odata.type"] = "#microsoft.graph.allLicensedUsersAssignmentTarget" });

    public static JsonObject Group(string groupId) =>
        Assignment(new JsonObject { ["@odata.type"] = "#microsoft.graph.groupAssignmentTarget", ["groupId"] = groupId });

    public static JsonObject Exclude(string groupId) =>
        Assignment(new JsonObject { ["@odata.type"] = "#microsoft.graph.exclusionGroupAssignmentTarget", ["groupId"] = groupId });

    private static JsonObject Assignment(JsonObject target)
    {
        target["deviceAndAppManagementAssignmentFilterId"] = null;
        target["deviceAndAppManagementAssignmentFilterType"] = "none";
        return new JsonObject { ["source"] = "direct", ["target"] = target };
    }
}
