using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>Every change leaves an entry in auditLogs/directoryAudits (https://learn.microsoft.com/graph/api/resources/directoryaudit).</summary>
internal static class AuditTrail
{
    public static void Write(GraphCall call, string activity, string category, string operation, string targetType, JsonObject target, JsonObject? before = null)
    {
        call.State.All("auditLogs/directoryAudits").Add(new()
        {
            ["id"] = $"Directory_{Guid.NewGuid():D}",
            ["category"] = category,
            ["correlationId"] = Guid.NewGuid().ToString("D"),
            ["result"] = "success",
            ["resultReason"] = "",
            ["activityDisplayName"] = activity,
            ["activityDateTime"] = call.Now,
            ["loggedByService"] = category == "Policy" ? "Intune" : "Core Directory",
            ["operationType"] = operation,
            ["initiatedBy"] = InitiatedBy(call),
            ["targetResources"] = new JsonArray(new JsonObject
            {
                ["id"] = target.Id(),
                ["displayName"] = target.Text("displayName") ?? target.Text("name"),
                ["type"] = targetType,
                ["userPrincipalName"] = null,
                ["groupType"] = null,
                ["modifiedProperties"] = Modified(before, target),
            }),
            ["additionalDetails"] = new JsonArray(new JsonObject { ["key"] = "AppId", ["value"] = target.Text("appId") }),
        });
    }

    private static JsonObject InitiatedBy(GraphCall call)
    {
        if (call.Caller.IsApplication)
        {
            var self = call.State.All("servicePrincipals").FirstOrDefault(s => s.HasText("appId", call.Caller.ClientId.ToString("D")));
            return new()
            {
                ["user"] = null,
                ["app"] = new JsonObject { ["appId"] = call.Caller.ClientId.ToString("D"), ["displayName"] = self?.Text("displayName"), ["servicePrincipalId"] = call.Caller.ObjectId, ["servicePrincipalName"] = null },
            };
        }

        var user = call.State.All("users").FirstOrDefault(u => u.HasText("id", call.Caller.ObjectId));
        return new()
        {
            ["app"] = null,
            ["user"] = new JsonObject { ["id"] = call.Caller.ObjectId, ["displayName"] = user?.Text("displayName"), ["userPrincipalName"] = user?.Text("userPrincipalName"), ["ipAddress"] = "", ["userType"] = null, ["homeTenantId"] = call.Caller.HomeTenantId.ToString("D"), ["homeTenantName"] = null },
        };
    }

    private static JsonArray Modified(JsonObject? before, JsonObject after)
    {
        var changes = new JsonArray();
        if (before is null)
            return changes;
        foreach (var (name, value) in after)
        {
            if (name[0] != '_' && !JsonNode.DeepEquals(value, before[name]))
                changes.Add(new JsonObject { ["displayName"] = name, ["oldValue"] = before[name]?.ToJsonString(), ["newValue"] = value?.ToJsonString() });
        }

        return changes;
    }
}
