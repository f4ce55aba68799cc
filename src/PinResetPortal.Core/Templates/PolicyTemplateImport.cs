using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Core.Templates;

/// <summary>What reading an exported policy gave.</summary>
/// <param name="Template">Null when the file can't be used.</param>
/// <param name="Problems">Why it can't be used; plain sentences.</param>
/// <param name="Notes">What was left out or can't be checked here.</param>
public sealed record PolicyTemplateImported(PolicyTemplate? Template, IReadOnlyList<string> Problems, IReadOnlyList<string> Notes);

/// <summary>
/// Reads a settings catalog policy as the Intune admin center, Graph or a community baseline exports it: JSON in UTF-8 or UTF-16, with or
/// without a byte order mark, with <c>@odata</c> annotations and read-only properties.
/// </summary>
public static class PolicyTemplateImport
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int LargestFile = 2 * 1024 * 1024;

    private const string Configuration = "#microsoft.graph.deviceManagementConfiguration";
    private static readonly string[] InstanceKinds = ["ChoiceSettingInstance", "SimpleSettingInstance", "GroupSettingCollectionInstance", "SimpleSettingCollectionInstance", "ChoiceSettingCollectionInstance", "GroupSettingInstance"];

    /// <param name="current">Gives the naming convention, which an export does not carry.</param>
    public static PolicyTemplateImported Read(ReadOnlySpan<byte> file, PolicyTemplate current)
    {
        if (file.Length > LargestFile)
        {
            return Refused($"The file is larger than {LargestFile / (1024 * 1024)} MB. Export a single policy.");
        }

        JsonNode? root;
        try
        {
            root = JsonNode.Parse(Decode(file), documentOptions: new() { MaxDepth = 512, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        }
        catch (JsonException problem)
        {
            return Refused($"The file is not JSON: {Place(problem)}. Export the policy again, from Intune: policy, ⋯, Export JSON.");
        }

        if (Policy(root) is not { } policy)
        {
            return Refused("The file holds no settings catalog policy: a property 'settings' with a list is missing. Export the policy from Devices, Configuration, ⋯, Export JSON.");
        }

        if (Text(policy["platforms"]) is { } platform && !platform.Contains("windows10", StringComparison.OrdinalIgnoreCase))
        {
            return Refused($"The policy is for {platform}. PIN recovery is a setting of Windows.");
        }

        return Read(policy, current);
    }

    private static PolicyTemplateImported Read(JsonObject policy, PolicyTemplate current)
    {
        var notes = new List<string>();
        var problems = new List<string>();
        var settings = new JsonArray();
        var known = new List<DraftSetting>();
        foreach (var setting in policy["settings"]!.AsArray().OfType<JsonObject>())
        {
            if (setting["settingInstance"] is not JsonObject instance)
            {
                problems.Add("A setting has no 'settingInstance'.");
                continue;
            }

            Walk(instance, parent: null, known, problems);
            settings.Add(new JsonObject { ["@odata.type"] = Configuration + "Setting", ["settingInstance"] = Clean(instance) });
        }

        if (settings.Count == 0)
        {
            problems.Add("The policy has no settings.");
        }

        var unknown = Instances(settings).Count(id => HelloDefinitions.Find(id) is null && !IsGroup(id));
        if (unknown > 0)
        {
            notes.Add($"{unknown} {(unknown == 1 ? "setting is" : "settings are")} not about Windows Hello. They are kept as they are; Intune checks them when the policy is created.");
        }

        if (policy["assignments"] is JsonArray { Count: > 0 })
        {
            notes.Add("The assignments in the file are left out: you choose them when you fix a tenant.");
        }

        var template = current with { Settings = known, SettingsDocument = settings.ToJsonString(), ImportedFrom = Text(policy["name"]) ?? Text(policy["displayName"]) ?? "a policy without a name" };
        problems.AddRange(PolicyTemplateValidation.Problems(template));
        return problems.Count > 0 ? new(null, [.. problems.Distinct()], notes) : new(template, [], notes);
    }

    /// <summary>Collects the settings that the portal knows, and checks that each instance is of a known kind and sits where it belongs.</summary>
    private static void Walk(JsonObject instance, string? parent, List<DraftSetting> known, List<string> problems)
    {
        var id = Text(instance["settingDefinitionId"]);
        var type = Text(instance["@odata.type"]);
        if (id is null)
        {
            problems.Add("A setting has no 'settingDefinitionId'.");
            return;
        }

        if (type is null || !InstanceKinds.Any(kind => type.EndsWith(kind, StringComparison.OrdinalIgnoreCase)))
        {
            problems.Add($"The setting {id} is of an unknown kind: '{type ?? "none"}'.");
            return;
        }

        if (HelloDefinitions.Find(id) is { } definition && !string.Equals(definition.GroupId, parent, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add(definition.GroupId is null
                ? $"\"{definition.Name}\" stands inside {parent}, but it belongs at the top."
                : $"\"{definition.Name}\" must stand inside the group {definition.GroupId}; Intune refuses it elsewhere.");
        }

        var choice = Text((instance["choiceSettingValue"] as JsonObject)?["value"]);
        var simple = (instance["simpleSettingValue"] as JsonObject)?["value"];
        if (choice is not null)
        {
            known.Add(new(id, DraftSettingKind.Choice, choice, parent));
        }
        else if (simple is JsonValue value)
        {
            known.Add(new(id, value.TryGetValue<long>(out _) ? DraftSettingKind.Number : DraftSettingKind.Text, value.ToString(), parent));
        }

        foreach (var (child, group) in Children(instance, id))
        {
            Walk(child, group, known, problems);
        }
    }

    private static IEnumerable<(JsonObject Child, string Group)> Children(JsonObject instance, string id) =>
        (instance["groupSettingCollectionValue"] as JsonArray ?? [])
            .Append(instance["groupSettingValue"]).Append(instance["choiceSettingValue"])
            .Concat(instance["choiceSettingCollectionValue"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .SelectMany(value => value["children"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Select(child => (child, id));

    private static IEnumerable<string> Instances(JsonNode? node) => node switch
    {
        JsonObject item => (Text(item["settingDefinitionId"]) is { } id ? [id] : Array.Empty<string>()).Concat(item.SelectMany(property => Instances(property.Value))),
        JsonArray items => items.SelectMany(Instances),
        _ => [],
    };

    private static bool IsGroup(string id) =>
        id.Equals(KnownSettings.DeviceGroup, StringComparison.OrdinalIgnoreCase) || id.StartsWith(KnownSettings.UserGroup, StringComparison.OrdinalIgnoreCase);

    /// <summary>Without annotations, except the types, which Graph needs.</summary>
    private static JsonNode? Clean(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject item:
                var cleaned = new JsonObject();
                foreach (var (name, value) in item)
                {
                    if (name == "@odata.type" || !name.Contains("@odata.", StringComparison.Ordinal))
                    {
                        cleaned[name] = Clean(value);
                    }
                }

                return cleaned;
            case JsonArray items:
                return new JsonArray([.. items.Select(Clean)]);
            default:
                return node?.DeepClone();
        }
    }

    /// <summary>One policy, or a list answer with one policy in it.</summary>
    private static JsonObject? Policy(JsonNode? root) => root switch
    {
        JsonObject item when item["settings"] is JsonArray => item,
        JsonObject item when item["value"] is JsonArray { Count: 1 } list => Policy(list[0]),
        JsonArray { Count: 1 } list => Policy(list[0]),
        _ => null,
    };

    private static string Decode(ReadOnlySpan<byte> file) =>
        file.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.GetString(file[3..])
        : file.StartsWith(Encoding.Unicode.Preamble) ? Encoding.Unicode.GetString(file[2..])
        : file.StartsWith(Encoding.BigEndianUnicode.Preamble) ? Encoding.BigEndianUnicode.GetString(file[2..])
        : file is [not 0, 0, ..] ? Encoding.Unicode.GetString(file)
        : file is [0, not 0, ..] ? Encoding.BigEndianUnicode.GetString(file)
        : Encoding.UTF8.GetString(file);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string Place(JsonException problem) =>
        problem.LineNumber is { } line ? $"line {line + 1}, character {(problem.BytePositionInLine ?? 0) + 1}" : "it ends too early";

    private static PolicyTemplateImported Refused(string problem) => new(null, [problem], []);
}
