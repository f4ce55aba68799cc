using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>Assignments of Intune policies. <c>assign</c> replaces the whole list.</summary>
internal static class PolicyAssignments
{
    private const string Target = "#microsoft.graph.";
    private const string AllDevices = "adadadad-808e-44e2-905a-0b7873a8a531";
    private const string AllUsers = "acacacac-9df4-4c7d-9d50-4ef0226f57a9";
    private static readonly string[] FilterProperties = ["deviceAndAppManagementAssignmentFilterId", "deviceAndAppManagementAssignmentFilterType"];
    private static readonly string[] SourceProperties = ["source", "sourceId", "intent", "lastModifiedDateTime"];

    /// <summary>
    /// v1.0 knows an assignment's id and target only (https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-deviceconfigurationassignment),
    /// and no filter in a target (https://learn.microsoft.com/graph/api/resources/intune-shared-groupassignmenttarget).
    /// </summary>
    private static readonly Dictionary<string, EntityType> Types = new()
    {
        ["deviceManagementConfigurationPolicy"] = TypeOf("deviceManagementConfigurationPolicyAssignment", "source sourceId"),
        ["deviceConfiguration"] = TypeOf("deviceConfigurationAssignment", "source sourceId intent"),
        ["deviceEnrollmentConfiguration"] = TypeOf("enrollmentConfigurationAssignment", "source sourceId"),
        ["deviceManagementIntent"] = TypeOf("deviceManagementIntentAssignment", ""),
        ["groupPolicyConfiguration"] = TypeOf("groupPolicyConfigurationAssignment", "lastModifiedDateTime"),
    };

    /// <param name="policies">Name of the policies' type.</param>
    public static Navigation NavigationOf(string policies) => new((_, policy) => policy.Objects("assignments"), Types[policies]);

    /// <summary>
    /// The single assignments of a kind of policy, each of which can be added and removed without the others
    /// (https://learn.microsoft.com/graph/api/intune-deviceconfigv2-devicemanagementconfigurationpolicyassignment-create and its twins).
    /// </summary>
    /// <param name="set">Gives a policy its new list.</param>
    public static IEnumerable<GraphRoute> Routes(EntityType policies, Requirement read, Requirement change, Action<GraphCall, JsonObject, JsonArray> set, bool betaOnly = false)
    {
        var path = policies.Collection + "/{id}/assignments";
        JsonObject ForChange(GraphCall call) => call.State.FindForChange(policies.Collection, call.Id) is { } found && policies.ExistsIn?.Invoke(found, call.Request.Version) != false
            ? found
            : throw GraphRefusal.IntuneNotFound(call.Id);
        return
        [
            new("GET", path, read, call => List(call, policies, TenantResources.Required(call, policies)), betaOnly),
            new("GET", path + "/{assignment}", read, call => Single(call, policies, TenantResources.Required(call, policies)), betaOnly),
            new("POST", path, change, call => Add(call, policies, ForChange(call), set), betaOnly),
            new("DELETE", path + "/{assignment}", change, call => Remove(call, ForChange(call), set), betaOnly),
        ];
    }

    private static EntityType TypeOf(string name, string beta) => new()
    {
        Name = name,
        Collection = "assignments",
        Properties = EntityType.Names($"id target {beta}"),
        BetaOnly = EntityType.Names(beta),
        Mask = (assignment, version) => Mask(assignment, version, EntityType.Names(beta)),
        Options = OptionSets.Intune,
        LargestPage = OptionSets.LargestIntunePage,
    };

    /// <summary>The list of an assign request, checked and with ids.</summary>
    public static JsonArray Read(GraphCall call, EntityType policies, string policyId, string property = "assignments")
    {
        var body = call.Body;
        BodyRules.Known(body, property, "assign");
        if (body[property] is not JsonArray sent)
            throw GraphRefusal.IntuneBadRequest($"Property {property} is required.");
        var kept = new JsonArray();
        HashSet<string> met = new(StringComparer.OrdinalIgnoreCase);
        foreach (var assignment in sent)
        {
            var one = One(call, Types[policies.Name], policyId, assignment);
            if (!met.Add(one.Id()))
                throw GraphRefusal.IntuneBadRequest($"The target {one.Id()[(policyId.Length + 1)..]} is assigned more than once.");
            kept.Add(one);
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

    private static GraphAnswer Single(GraphCall call, EntityType policies, JsonObject policy)
    {
        policies.Complete?.Invoke(policy);
        return Collections.Single(call, Types[policies.Name], Named(call, policy), Context(policies, policy));
    }

    private static GraphAnswer Add(GraphCall call, EntityType policies, JsonObject policy, Action<GraphCall, JsonObject, JsonArray> set)
    {
        policies.Complete?.Invoke(policy);
        var added = One(call, Types[policies.Name], policy.Id(), call.Body);
        if (policy.Objects("assignments").Any(one => one.HasText("id", added.Id())))
            throw GraphRefusal.IntuneBadRequest("The target is assigned already.");
        var answer = Collections.Created(call, Types[policies.Name], added, Context(policies, policy));
        set(call, policy, [.. policy.Objects("assignments").Select(one => one.DeepClone()), added]);
        return answer;
    }

    private static GraphAnswer Remove(GraphCall call, JsonObject policy, Action<GraphCall, JsonObject, JsonArray> set)
    {
        Complete(policy);
        var removed = Named(call, policy);
        var answer = call.NoContent();
        set(call, policy, [.. policy.Objects("assignments").Where(one => one != removed).Select(one => one.DeepClone())]);
        return answer;
    }

    private static JsonObject Named(GraphCall call, JsonObject policy) =>
        policy.Objects("assignments").FirstOrDefault(one => one.HasText("id", call.Route["assignment"])) ?? throw GraphRefusal.IntuneNotFound(call.Route["assignment"]);

    private static string Context(EntityType policies, JsonObject policy) => $"{policies.Collection}('{policy.Id()}')/assignments";

    private static JsonObject One(GraphCall call, EntityType type, string policyId, JsonNode? assignment)
    {
        if (assignment is not JsonObject item || item["target"] is not JsonObject target)
            throw GraphRefusal.IntuneBadRequest("Each assignment needs a target.");
        BodyRules.Known(item, call.IsBeta ? type.Properties : EntityType.Names("id target"), type.Name);
        return new() { ["id"] = $"{policyId}_{Key(target)}", ["source"] = "direct", ["sourceId"] = policyId, ["target"] = Kept(call, target) };
    }

    private static GraphAnswer List(GraphCall call, EntityType policies, JsonObject policy)
    {
        policies.Complete?.Invoke(policy);
        return Collections.List(call, Types[policies.Name], policy.Objects("assignments"), Context(policies, policy));
    }

    /// <summary>What an assign request is answered.</summary>
    public static GraphAnswer Answer(GraphCall call, EntityType policies, JsonObject policy)
    {
        call.Query.AllowOnly(EntityType.Names(""));
        return GraphCall.Ok(new JsonObject
        {
            ["@odata.context"] = call.Context(Context(policies, policy), null, null),
            ["value"] = new JsonArray([.. policy.Objects("assignments").Select(one => Projection.Of(one, Types[policies.Name], new(null, []), call))]),
        });
    }

    private static string Key(JsonObject target) => TargetId(target)
        ?? throw GraphRefusal.IntuneBadRequest($"The target type '{target.Text("@odata.type")}' is unknown, or its groupId is missing or no GUID.");

    private static string? TargetId(JsonObject target) => target.Text("@odata.type") switch
    {
        Target + "allDevicesAssignmentTarget" => AllDevices,
        Target + "allLicensedUsersAssignmentTarget" => AllUsers,
        Target + "groupAssignmentTarget" or Target + "exclusionGroupAssignmentTarget" when Guid.TryParse(target.Text("groupId"), out var group) => group.ToString("D"),
        Target + "configurationManagerCollectionAssignmentTarget" when target.Text("collectionId") is { Length: > 0 } collection => collection,
        _ => null,
    };

    private static JsonObject Kept(GraphCall call, JsonObject target)
    {
        IEnumerable<string> known = ["groupId", "collectionId"];
        BodyRules.Known(target, known.Concat(call.IsBeta ? FilterProperties : []).ToHashSet(StringComparer.OrdinalIgnoreCase), (target.Text("@odata.type") ?? "").Replace(Target, "", StringComparison.Ordinal));
        var (filterId, filterType) = (FilterProperties[0], FilterProperties[1]);
        var kept = target.DeepClone().AsObject();
        var filter = target.Text(filterId) is { Length: > 0 } id && id != Guid.Empty.ToString("D") ? id : null;
        if (filter is not null && call.State.Find("deviceManagement/assignmentFilters", filter) is null)
            throw GraphRefusal.IntuneBadRequest($"Assignment filter {filter} does not exist.");
        if (target.Text(filterType) is not (null or "none" or "include" or "exclude"))
            throw GraphRefusal.BadRequest($"Cannot convert the value of property '{filterType}' to the expected type 'microsoft.graph.deviceAndAppManagementAssignmentFilterType'.");
        kept[filterId] = filter;
        kept[filterType] = filter is null ? "none" : target.Text(filterType) ?? "include";
        return kept;
    }

    private static void Mask(JsonObject assignment, string version, IReadOnlySet<string> known)
    {
        foreach (var name in SourceProperties.Where(name => !known.Contains(name)))
            assignment.Remove(name);
        if (version == "beta" || assignment["target"] is not JsonObject target)
            return;
        foreach (var name in FilterProperties)
            target.Remove(name);
    }
}
