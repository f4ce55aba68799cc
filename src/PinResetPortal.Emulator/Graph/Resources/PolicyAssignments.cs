using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>Assignments of Intune policies. <c>assign</c> replaces the whole list.</summary>
internal static class PolicyAssignments
{
    private const string Target = "#microsoft.graph.";
    private const string AllDevices = "adadadad-808e-44e2-905a-0b7873a8a531";
    private const string AllUsers = "acacacac-9df4-4c7d-9d50-4ef0226f57a9";

    public static readonly EntityType Type = new()
    {
        Name = "deviceManagementConfigurationPolicyAssignment",
        Collection = "assignments",
        Properties = EntityType.Names("id source sourceId target intent"),
        Options = OptionSets.Intune,
    };

    public static Navigation Navigation { get; } = new((_, policy) => policy.Objects("assignments"), Type);

    /// <summary>The list of an assign request, checked and with ids.</summary>
    public static JsonArray Read(GraphCall call, string policyId, string property = "assignments")
    {
        var body = call.Body;
        BodyRules.Known(body, property, "assign");
        if (body[property] is not JsonArray sent)
            throw GraphRefusal.IntuneBadRequest($"Property {property} is required.");
        var kept = new JsonArray();
        HashSet<string> met = new(StringComparer.OrdinalIgnoreCase);
        foreach (var assignment in sent)
        {
            if (assignment is not JsonObject item || item["target"] is not JsonObject target)
                throw GraphRefusal.IntuneBadRequest("Each assignment needs a target.");
            BodyRules.Known(item, Type.Properties, "assignment");
            var key = Key(target);
            if (!met.Add(key))
                throw GraphRefusal.IntuneBadRequest($"The target {key} is assigned more than once.");
            kept.Add(new JsonObject { ["id"] = $"{policyId}_{key}", ["source"] = "direct", ["sourceId"] = policyId, ["target"] = Kept(call, target) });
        }

        return kept;
    }

    /// <summary>Ids that stored assignments lack.</summary>
    public static void Complete(JsonObject policy)
    {
        foreach (var assignment in policy.Objects("assignments"))
        {
            if (!assignment.ContainsKey("id") && assignment["target"] is JsonObject target)
                assignment["id"] = $"{policy.Id()}_{TargetId(target) ?? Guid.NewGuid().ToString("D")}";
        }
    }

    public static GraphAnswer List(GraphCall call, EntityType type, JsonObject policy)
    {
        type.Complete?.Invoke(policy);
        return Collections.List(call, Type, policy.Objects("assignments"), $"{type.Collection}('{policy.Id()}')/assignments");
    }

    public static GraphAnswer Answer(GraphCall call, EntityType type, JsonObject policy)
    {
        call.Query.AllowOnly(EntityType.Names(""));
        return GraphCall.Ok(new JsonObject
        {
            ["@odata.context"] = call.Context($"{type.Collection}('{policy.Id()}')/assignments", null, null),
            ["value"] = policy["assignments"]?.DeepClone(),
        });
    }

    private static string Key(JsonObject target) => TargetId(target)
        ?? throw GraphRefusal.IntuneBadRequest($"The target type '{target.Text("@odata.type")}' is unknown, or its groupId is missing or no GUID.");

    private static string? TargetId(JsonObject target) => target.Text("@odata.type") switch
    {
        Target + "allDevicesAssignmentTarget" => AllDevices,
        Target + "allLicensedUsersAssignmentTarget" => AllUsers,
        Target + "groupAssignmentTarget" or Target + "exclusionGroupAssignmentTarget" when Guid.TryParse(target.Text("groupId"), out var group) => group.ToString("D"),
        _ => null,
    };

    private static JsonObject Kept(GraphCall call, JsonObject target)
    {
        BodyRules.Known(target, "groupId deviceAndAppManagementAssignmentFilterId deviceAndAppManagementAssignmentFilterType collectionId", "deviceAndAppManagementAssignmentTarget");
        var kept = target.DeepClone().AsObject();
        var filter = target.Text("deviceAndAppManagementAssignmentFilterId") is { Length: > 0 } id && id != Guid.Empty.ToString("D") ? id : null;
        if (filter is not null && call.State.Find("deviceManagement/assignmentFilters", filter) is null)
            throw GraphRefusal.IntuneBadRequest($"Assignment filter {filter} does not exist.");
        kept["deviceAndAppManagementAssignmentFilterId"] = filter;
        kept["deviceAndAppManagementAssignmentFilterType"] = filter is null ? "none" : target.Text("deviceAndAppManagementAssignmentFilterType") ?? "include";
        return kept;
    }
}
