using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Importing;

/// <summary>Gives an imported object what no object is without: an id, and for some kinds the properties that Graph returns by default.</summary>
internal static class ObjectCompletion
{
    private const string Application = "#microsoft.graph.application";
    private const string ServicePrincipal = "#microsoft.graph.servicePrincipal";

    public static void Complete(Guid tenantId, string collection, JsonObject item, EmulatorState state)
    {
        RemoveNull(item, "id");
        switch (collection.ToLowerInvariant())
        {
            case "serviceprincipals":
                Replace(item, ServicePrincipalShape.Complete(tenantId, item, state.Registrations.Find(item.Text("appId"))));
                break;
            case ApplicationShape.Collection:
                CompleteApplication(item);
                break;
            case "directory/deleteditems":
                CompleteDeleted(tenantId, item, state);
                break;
            case "groups":
                CompleteGroup(item);
                break;
            case "users":
                Default(item, "accountEnabled", true);
                break;
            case "organization":
                Default(item, "id", tenantId.ToString("D"));
                break;
            case "auditlogs/signins":
                Default(item, "createdDateTime", state.Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture));
                break;
            case "domains":
                Default(item, "id", item.Text("name") ?? "unnamed.example");
                Default(item, "authenticationType", "Managed");
                Default(item, "isVerified", true);
                break;
        }

        Default(item, "id", Guid.NewGuid().ToString("D"));
        CompleteAssignments(item);
        CompleteSettings(item);
    }

    private static void CompleteDeleted(Guid tenantId, JsonObject item, EmulatorState state)
    {
        Default(item, "deletedDateTime", "2026-11-12T07:45:00Z");
        if (item.Is("@odata.type", Application))
        {
            CompleteApplication(item);
        }

        if (item.Text("appId") is null || item.Text("@odata.type") is { } type && type != ServicePrincipal)
        {
            return;
        }

        Default(item, "@odata.type", ServicePrincipal);
        Replace(item, ServicePrincipalShape.Complete(tenantId, item, state.Registrations.Find(item.Text("appId"))));
    }

    private static void CompleteApplication(JsonObject application)
    {
        RemoveNull(application, "appId");
        ApplicationShape.Fill(application);
    }

    private static void CompleteGroup(JsonObject group)
    {
        Default(group, "displayName", "Group");
        Default(group, "groupTypes", new JsonArray());
        Default(group, "securityEnabled", true);
        Default(group, "mailEnabled", false);
        Default(group, "mailNickname", "group");
        Default(group, "description", null);
        Default(group, "membershipRule", null);
        if (group["members"] is null)
        {
            group.Remove("members");
            Default(group, TenantObjects.Members, new JsonArray());
            return;
        }

        var members = group["members"] as JsonArray ?? throw new BadControlInputException("'members' of a group must be an array of object ids, or of objects with an id.");
        var ids = members.Select(member => member is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : member.Text("id")
            ?? throw new BadControlInputException("A member of a group needs an id."));
        group[TenantObjects.Members] = new JsonArray([.. ids.Select(id => (JsonNode)id)]);
        group.Remove("members");
    }

    private static void CompleteAssignments(JsonObject item)
    {
        foreach (var assignment in item.Items("assignments").OfType<JsonObject>().Where(assignment => !assignment.ContainsKey("id")))
        {
            assignment["id"] = $"{item.Text("id")}_{assignment["target"].Text("groupId") ?? Guid.NewGuid().ToString("D")}";
        }
    }

    private static void CompleteSettings(JsonObject item)
    {
        var number = 0;
        foreach (var setting in item.Items("settings").OfType<JsonObject>())
        {
            Default(setting, "id", number.ToString(CultureInfo.InvariantCulture));
            number++;
        }
    }

    private static void RemoveNull(JsonObject item, string name)
    {
        if (item.ContainsKey(name) && item[name] is null)
        {
            item.Remove(name);
        }
    }

    private static void Default(JsonObject item, string name, JsonNode? value)
    {
        if (!item.ContainsKey(name))
        {
            item[name] = value;
        }
    }

    private static void Replace(JsonObject item, JsonObject by)
    {
        item.Clear();
        foreach (var (name, value) in by)
        {
            item[name] = value?.DeepClone();
        }
    }
}
