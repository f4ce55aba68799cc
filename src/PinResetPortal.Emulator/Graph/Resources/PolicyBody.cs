using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.SettingsCatalog;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>A policy as it is sent, turned into the policy that is kept.</summary>
internal static partial class PolicyBody
{
    private const string AccountProtection = "fcef01f2-439d-4c3f-9184-823fd6e97646_1";
    private const string AccountProtectionFamily = "endpointSecurityAccountProtection";

    private static readonly IReadOnlySet<string> Platforms = EntityType.Names("none android iOS macOS windows10X windows10 linux androidEnterprise aosp visionOS tvOS");

    private static readonly IReadOnlySet<string> Technologies = EntityType.Names("""
        none mdm windows10XManagement configManager intuneManagementExtension thirdParty documentGateway appleRemoteManagement microsoftSense
        exchangeOnline mobileApplicationManagement linuxMdm extensibility enrollment endpointPrivilegeManagement windowsOsRecovery android
        """);

    /// <summary>
    /// The writable part. What the service sets itself (id, dates, settingCount, isAssigned, assignments) is ignored in a body.
    /// </summary>
    public static JsonObject Read(JsonObject body)
    {
        BodyRules.Known(body, ConfigurationPolicies.Type.Properties.Concat(ConfigurationPolicies.Type.Navigations.Keys).ToHashSet(StringComparer.OrdinalIgnoreCase), ConfigurationPolicies.Type.Name);
        BodyRules.Kinds(body, texts: "name description platforms technologies", collections: "settings");

        // Reported, not documented (https://github.com/microsoft/Microsoft365DSC/pull/6625): a body without scope tags, or with null, is refused.
        if (body["roleScopeTagIds"] is not JsonArray scopeTags)
            throw GraphRefusal.IntuneBadRequest("Property roleScopeTagIds is required.");
        var settings = body["settings"] as JsonArray ?? [];
        PolicyValidator.Check(settings);
        return new()
        {
            ["name"] = Required(body, "name"),
            ["description"] = body.Text("description") ?? "",
            ["platforms"] = Flags(body, "platforms", Platforms),
            ["technologies"] = Flags(body, "technologies", Technologies),
            ["roleScopeTagIds"] = scopeTags.DeepClone(),
            ["templateReference"] = Template(body["templateReference"] as JsonObject),
            ["settings"] = Settings(settings),
        };
    }

    private static string Required(JsonObject body, string name) =>
        body.Text(name) is { Length: > 0 } text ? text : throw GraphRefusal.IntuneBadRequest($"Property {name} is required.");

    private static string Flags(JsonObject body, string name, IReadOnlySet<string> known)
    {
        var text = Required(body, name);
        var unknown = text.Split(',', StringSplitOptions.TrimEntries).FirstOrDefault(f => !known.Contains(f));
        return unknown is null ? text : throw GraphRefusal.BadRequest($"Cannot convert the literal '{unknown}' of property '{name}' to the expected type.");
    }

    private static JsonObject Template(JsonObject? reference)
    {
        var id = reference?.Text("templateId") ?? "";
        if (id.Length > 0 && !TemplateId().IsMatch(id))
            throw GraphRefusal.IntuneBadRequest($"Template {id} does not exist.");
        var isAccountProtection = id.Equals(AccountProtection, StringComparison.OrdinalIgnoreCase);
        var family = reference?.Text("templateFamily");
        if (isAccountProtection && family is not null && family != AccountProtectionFamily)
            throw GraphRefusal.IntuneBadRequest($"Template {id} is not of family {family}.");
        return new()
        {
            ["templateId"] = id,
            ["templateFamily"] = isAccountProtection ? AccountProtectionFamily : family ?? "none",
            ["templateDisplayName"] = isAccountProtection ? "Account Protection" : reference?.Text("templateDisplayName"),
            ["templateDisplayVersion"] = isAccountProtection ? "Version 1" : reference?.Text("templateDisplayVersion"),
        };
    }

    private static JsonArray Settings(JsonArray sent)
    {
        var kept = new JsonArray();
        foreach (var setting in sent.OfType<JsonObject>())
        {
            kept.Add(new JsonObject
            {
                ["id"] = kept.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["settingInstance"] = WithoutLinks(setting["settingInstance"]),
            });
        }

        return kept;
    }

    /// <summary>Exports carry control information (links, types of plain properties) that the service does not keep.</summary>
    private static JsonNode? WithoutLinks(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject item:
                var copy = new JsonObject();
                foreach (var (name, value) in item)
                {
                    if (name == "@odata.type" || !(name.Contains("@odata.", StringComparison.Ordinal) || name.StartsWith('#')))
                        copy[name] = WithoutLinks(value);
                }

                return copy;
            case JsonArray array:
                return new JsonArray([.. array.Select(WithoutLinks)]);
            default:
                return node?.DeepClone();
        }
    }

    [GeneratedRegex(@"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}_\d+$")]
    private static partial Regex TemplateId();
}
