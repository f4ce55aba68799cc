using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;
using PinResetPortal.Emulator.Graph.SettingsCatalog;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>Settings catalog, endpoint security and baselines: beta only.</summary>
internal static class ConfigurationPolicies
{
    private const string Collection = "deviceManagement/configurationPolicies";
    private const string One = Collection + "/{id}";

    private static readonly EntityType Definition = new()
    {
        Name = "deviceManagementConfigurationSettingDefinition",
        Collection = "deviceManagement/configurationSettings",
        Properties = EntityType.Names("""
            id accessTypes applicability baseUri categoryId description displayName helpText infoUrls keywords name occurrence offsetUri
            referredSettingInformationList rootDefinitionId settingUsage uxBehavior version visibility
            """),
        Options = OptionSets.Intune,
        LargestPage = OptionSets.LargestIntunePage,
    };

    private static readonly EntityType Setting = new()
    {
        Name = "deviceManagementConfigurationSetting",
        Collection = Collection + "/settings",
        Properties = EntityType.Names("id settingInstance"),
        Options = EntityType.Names("select expand top skip count skiptoken"),
        LargestPage = OptionSets.LargestIntunePage,
        Navigations = new Dictionary<string, Navigation>(StringComparer.OrdinalIgnoreCase) { ["settingDefinitions"] = new((_, setting) => Definitions(setting), Definition) },
    };

    /// <summary>https://learn.microsoft.com/graph/api/resources/intune-deviceconfigv2-devicemanagementconfigurationpolicy</summary>
    public static readonly EntityType Type = new()
    {
        Name = "deviceManagementConfigurationPolicy",
        Collection = Collection,
        Properties = EntityType.Names("""
            id createdDateTime creationSource description disableEntraGroupPolicyAssignment isAssigned lastModifiedDateTime name platforms priorityMetaData
            roleScopeTagIds settingCount technologies templateReference
            """),
        Options = OptionSets.Intune,
        LargestPage = OptionSets.LargestIntunePage,
        Complete = Complete,
        Navigations = new Dictionary<string, Navigation>(StringComparer.OrdinalIgnoreCase)
        {
            ["settings"] = new((_, policy) => policy.Objects("settings"), Setting, PageLimit: 250),
            ["assignments"] = PolicyAssignments.NavigationOf("deviceManagementConfigurationPolicy"),
        },
    };

    public static IEnumerable<GraphRoute> Routes =>
    [
        .. TenantResources.Readable(Type, Requires.IntuneConfiguration, betaOnly: true),
        new("POST", Collection, Requires.IntuneConfigurationChanges, Create, BetaOnly: true),
        new("PUT", One, Requires.IntuneConfigurationChanges, Replace, BetaOnly: true),
        new("PATCH", One, Requires.IntuneConfigurationChanges, Update, BetaOnly: true),
        new("DELETE", One, Requires.IntuneConfigurationChanges, Delete, BetaOnly: true),
        new("GET", One + "/settings", Requires.IntuneConfiguration, Settings, BetaOnly: true),
        new("GET", One + "/settings/{setting}/settingDefinitions", Requires.IntuneConfiguration, call => Collections.List(call, Definition, Definitions(Named(call))), BetaOnly: true),
        new("GET", Definition.Collection, Requires.IntuneConfiguration, call => Collections.List(call, Definition, SettingCatalogue.All.Select(DefinitionShape.Of)), BetaOnly: true),
        new("GET", Definition.Collection + "/{id}", Requires.IntuneConfiguration, DefinitionById, BetaOnly: true),
        new("GET", One + "/settings/{setting}", Requires.IntuneConfiguration, SettingById, BetaOnly: true),
        .. PolicyAssignments.Routes(Type, Requires.IntuneConfiguration, Requires.IntuneConfigurationChanges, Set, betaOnly: true),
        new("POST", One + "/assign", Requires.IntuneConfigurationChanges, Assign, BetaOnly: true),
    ];

    private static GraphAnswer Create(GraphCall call)
    {
        var created = PolicyBody.Read(call.Body);
        created.Insert(0, "id", Guid.NewGuid().ToString("D"));
        created["createdDateTime"] = call.Now;
        created["lastModifiedDateTime"] = call.Now;
        created["creationSource"] = null;
        created["priorityMetaData"] = null;
        created["isAssigned"] = false;
        created["settingCount"] = created["settings"]!.AsArray().Count;
        created["assignments"] = new JsonArray();
        var answer = Collections.Created(call, Type, created);
        call.State.Add(Collection, created);
        Audit(call, "Create", created);
        return answer;
    }

    /// <summary>PUT replaces the policy with its settings; the assignments stay.</summary>
    private static GraphAnswer Replace(GraphCall call)
    {
        var policy = ForChange(call);
        var sent = PolicyBody.Read(call.Body);
        foreach (var name in new[] { "platforms", "technologies" })
        {
            if (policy.Text(name) is { } fixedValue && !sent.HasText(name, fixedValue))
                throw GraphRefusal.IntuneBadRequest($"Property {name} of a policy cannot be changed.");
        }

        if (policy["templateReference"] is JsonObject template && !string.Equals(template.Text("templateId") ?? "", sent["templateReference"]!.AsObject().Text("templateId"), StringComparison.OrdinalIgnoreCase))
            throw GraphRefusal.IntuneBadRequest("The template of a policy cannot be changed.");
        var answer = call.NoContent();
        call.State.Change(policy, changed =>
        {
            foreach (var (name, value) in sent)
                changed[name] = value?.DeepClone();
            changed["settingCount"] = changed["settings"]!.AsArray().Count;
            changed["lastModifiedDateTime"] = call.Now;
        });
        Audit(call, "Update", policy);
        return answer;
    }

    private static GraphAnswer Update(GraphCall call)
    {
        BodyRules.Known(call.Body, Type.Properties, Type.Name);
        if (BodyRules.Properties(call.Body).FirstOrDefault(p => p is not ("name" or "description" or "roleScopeTagIds")) is { } other)
            throw GraphRefusal.IntuneBadRequest($"Property {other} cannot be patched.");
        BodyRules.Kinds(call.Body, texts: "name description", collections: "roleScopeTagIds");
        if (call.Body.ContainsKey("name") && string.IsNullOrEmpty(call.Body.Text("name")))
            throw GraphRefusal.IntuneBadRequest("Property name is required.");
        var policy = ForChange(call);
        call.State.Change(policy, changed =>
        {
            foreach (var name in BodyRules.Properties(call.Body))
                changed[name] = call.Body[name]?.DeepClone();
            changed["lastModifiedDateTime"] = call.Now;
        });
        Audit(call, "Update", policy);
        return Collections.Updated(call, Type, policy);
    }

    private static GraphAnswer Delete(GraphCall call)
    {
        var policy = ForChange(call);
        var answer = call.NoContent();
        call.State.All(Collection).Remove(policy);
        Audit(call, "Delete", policy);
        return answer;
    }

    private static GraphAnswer Settings(GraphCall call)
    {
        var policy = TenantResources.Required(call, Type);
        Complete(policy);
        return Collections.List(call, Setting, policy.Objects("settings"), $"{Collection}('{policy.Id()}')/settings");
    }

    private static GraphAnswer SettingById(GraphCall call) => Collections.Single(call, Setting, Named(call), $"{Collection}('{call.Id}')/settings");

    private static JsonObject Named(GraphCall call)
    {
        var policy = TenantResources.Required(call, Type);
        Complete(policy);
        var id = call.Route["setting"];
        return policy.Objects("settings").FirstOrDefault(s => s.HasText("id", id)) ?? throw GraphRefusal.IntuneNotFound(id);
    }

    private static GraphAnswer DefinitionById(GraphCall call) => SettingCatalogue.Find(call.Id) is { } definition
        ? Collections.Single(call, Definition, DefinitionShape.Of(definition))
        : throw GraphRefusal.IntuneNotFound(call.Id);

    /// <summary>The definitions of a setting and of everything inside it; those that the catalogue does not know are left out.</summary>
    private static IEnumerable<JsonObject> Definitions(JsonObject setting) => PolicyValidator.DefinitionIds(setting["settingInstance"])
        .Distinct(StringComparer.OrdinalIgnoreCase).Select(SettingCatalogue.Find).OfType<SettingDefinition>().Select(DefinitionShape.Of);

    private static GraphAnswer Assign(GraphCall call)
    {
        var policy = ForChange(call);
        Set(call, policy, PolicyAssignments.Read(call, Type, policy.Id()));
        return PolicyAssignments.Answer(call, Type, policy);
    }

    private static void Set(GraphCall call, JsonObject policy, JsonArray assignments)
    {
        call.State.Change(policy, changed =>
        {
            changed["assignments"] = assignments;
            changed["isAssigned"] = assignments.Count > 0;
            changed["lastModifiedDateTime"] = call.Now;
        });
        Audit(call, "Assign", policy);
    }

    private static JsonObject ForChange(GraphCall call) => call.State.FindForChange(Collection, call.Id) ?? throw GraphRefusal.IntuneNotFound(call.Id);

    private static void Complete(JsonObject policy)
    {
        var number = 0;
        foreach (var setting in policy.Objects("settings"))
        {
            if (!setting.ContainsKey("id"))
                setting["id"] = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            number++;
        }

        PolicyAssignments.Complete(policy);
        if (!policy.ContainsKey("settingCount"))
            policy["settingCount"] = number;
        if (!policy.ContainsKey("isAssigned"))
            policy["isAssigned"] = policy.Objects("assignments").Any();
    }

    private static void Audit(GraphCall call, string operation, JsonObject policy) =>
        AuditTrail.Write(call, $"{operation} DeviceManagementConfigurationPolicy", "Policy", operation, "DeviceManagementConfigurationPolicy", policy);
}
