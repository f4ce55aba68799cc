using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>Endpoint security policies of the older kind: beta only.</summary>
internal static class Intents
{
    private const string Collection = "deviceManagement/intents";
    private const string One = Collection + "/{id}";

    /// <summary>https://learn.microsoft.com/graph/api/resources/intune-deviceintent-devicemanagementsettinginstance</summary>
    private static readonly EntityType Setting = new()
    {
        Name = "deviceManagementSettingInstance",
        Collection = Collection + "/settings",
        Properties = EntityType.Names("id definitionId valueJson value"),
        Options = OptionSets.Intune,
        LargestPage = OptionSets.LargestIntunePage,
    };

    private static readonly EntityType Type = new()
    {
        Name = "deviceManagementIntent",
        Collection = Collection,
        Properties = EntityType.Names("id displayName description isAssigned isMigratingToConfigurationPolicy lastModifiedDateTime templateId roleScopeTagIds"),
        Options = OptionSets.Intune,
        LargestPage = OptionSets.LargestIntunePage,
        Complete = Complete,
        Navigations = new Dictionary<string, Navigation>(StringComparer.OrdinalIgnoreCase)
        {
            ["settings"] = new((_, intent) => intent.Objects("settings"), Setting),
            ["assignments"] = PolicyAssignments.NavigationOf("deviceManagementIntent"),
            ["categories"] = new((_, intent) => intent.Objects("categories")),
        },
    };

    public static IEnumerable<GraphRoute> Routes =>
    [
        .. TenantResources.Readable(Type, Requires.IntuneConfiguration, betaOnly: true),
        new("GET", One + "/settings", Requires.IntuneConfiguration, Settings, BetaOnly: true),
        new("GET", One + "/settings/{setting}", Requires.IntuneConfiguration, call => Collections.Single(call, Setting, Named(call, TenantResources.Required(call, Type)), $"{Collection}('{call.Id}')/settings"), BetaOnly: true),
        new("PATCH", One + "/settings/{setting}", Requires.IntuneConfigurationChanges, UpdateSetting, BetaOnly: true),
        .. PolicyAssignments.Routes(Type, Requires.IntuneConfiguration, Requires.IntuneConfigurationChanges, Set, betaOnly: true),
        new("POST", One + "/assign", Requires.IntuneConfigurationChanges, Assign, BetaOnly: true),
        new("POST", One + "/updateSettings", Requires.IntuneConfigurationChanges, UpdateSettings, BetaOnly: true),
    ];

    private static GraphAnswer Settings(GraphCall call)
    {
        var intent = TenantResources.Required(call, Type);
        Complete(intent);
        return Collections.List(call, Setting, intent.Objects("settings"), $"{Collection}('{intent.Id()}')/settings");
    }

    private static GraphAnswer Assign(GraphCall call)
    {
        var intent = ForChange(call);
        var assignments = PolicyAssignments.Read(call, Type, intent.Id());
        var answer = call.NoContent();
        Set(call, intent, assignments);
        return answer;
    }

    private static void Set(GraphCall call, JsonObject intent, JsonArray assignments)
    {
        call.State.Change(intent, changed =>
        {
            changed["assignments"] = assignments;
            changed["isAssigned"] = assignments.Count > 0;
            changed["lastModifiedDateTime"] = call.Now;
        });
        Audit(call, "Assign", intent);
    }

    /// <summary>https://learn.microsoft.com/graph/api/intune-deviceintent-devicemanagementintent-updatesettings: named settings change, others stay.</summary>
    private static GraphAnswer UpdateSettings(GraphCall call)
    {
        BodyRules.Known(call.Body, "settings", "updateSettings");
        if (call.Body["settings"] is not JsonArray sent)
            throw GraphRefusal.IntuneBadRequest("Property settings is required.");
        foreach (var setting in sent)
        {
            if (setting is not JsonObject item || string.IsNullOrEmpty(item.Text("definitionId")))
                throw GraphRefusal.IntuneBadRequest("Each setting needs a definitionId.");
            BodyRules.Known(item, Setting.Properties, Setting.Name);
        }

        var intent = ForChange(call);
        var answer = call.NoContent();
        call.State.Change(intent, changed =>
        {
            var settings = changed["settings"] as JsonArray ?? [];
            changed["settings"] ??= settings;
            foreach (var item in sent.OfType<JsonObject>())
                Merge(settings, item);
            changed["lastModifiedDateTime"] = call.Now;
        });
        Audit(call, "Update", intent);
        return answer;
    }

    /// <summary>https://learn.microsoft.com/graph/api/intune-deviceintent-devicemanagementbooleansettinginstance-update</summary>
    private static GraphAnswer UpdateSetting(GraphCall call)
    {
        BodyRules.Known(call.Body, Setting.Properties, Setting.Name);
        BodyRules.Kinds(call.Body, texts: "definitionId valueJson");
        var intent = ForChange(call);
        var definition = Named(call, intent).Text("definitionId");
        if (call.Body.ContainsKey("definitionId") && !call.Body.HasText("definitionId", definition))
            throw GraphRefusal.IntuneBadRequest("The definitionId of a setting cannot be changed.");
        var sent = call.Body.DeepClone().AsObject();
        sent["definitionId"] = definition;
        call.State.Change(intent, changed =>
        {
            Merge(changed["settings"]!.AsArray(), sent);
            changed["lastModifiedDateTime"] = call.Now;
        });
        Audit(call, "Update", intent);
        return Collections.Single(call, Setting, Named(call, intent), $"{Collection}('{call.Id}')/settings");
    }

    private static JsonObject Named(GraphCall call, JsonObject intent)
    {
        Complete(intent);
        return intent.Objects("settings").FirstOrDefault(s => s.HasText("id", call.Route["setting"])) ?? throw GraphRefusal.IntuneNotFound(call.Route["setting"]);
    }

    private static void Merge(JsonArray settings, JsonObject sent)
    {
        var kept = settings.OfType<JsonObject>().FirstOrDefault(s => s.HasText("definitionId", sent.Text("definitionId")));
        if (kept is null)
        {
            kept = new JsonObject { ["id"] = Guid.NewGuid().ToString("D") };
            settings.Add(kept);
        }

        foreach (var (name, value) in sent)
        {
            if (name != "id")
                kept[name] = value?.DeepClone();
        }

        // value and valueJson say the same
        if (sent.Text("valueJson") is { } json && kept.ContainsKey("value") && !sent.ContainsKey("value"))
            kept["value"] = Parsed(json);
        else if (sent.ContainsKey("value") && !sent.ContainsKey("valueJson"))
            kept["valueJson"] = sent["value"]?.ToJsonString() ?? "null";
    }

    private static JsonNode? Parsed(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (System.Text.Json.JsonException)
        {
            throw GraphRefusal.IntuneBadRequest($"The valueJson '{json}' is no JSON.");
        }
    }

    private static JsonObject ForChange(GraphCall call) => call.State.FindForChange(Collection, call.Id) ?? throw GraphRefusal.IntuneNotFound(call.Id);

    private static void Complete(JsonObject intent)
    {
        foreach (var setting in intent.Objects("settings").Where(s => !s.ContainsKey("id")))
            setting["id"] = Guid.NewGuid().ToString("D");
        PolicyAssignments.Complete(intent);
        if (!intent.ContainsKey("isAssigned"))
            intent["isAssigned"] = intent.Objects("assignments").Any();
    }

    private static void Audit(GraphCall call, string operation, JsonObject intent) =>
        AuditTrail.Write(call, $"{operation} DeviceManagementIntent", "Policy", operation, "DeviceManagementIntent", intent);
}
