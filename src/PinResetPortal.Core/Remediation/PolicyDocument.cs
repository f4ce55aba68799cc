using System.Text.Json.Nodes;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Core.Remediation;

/// <summary>Changes single things in a policy document as Graph gave it; everything else stays.</summary>
internal static class PolicyDocument
{
    private const string Configuration = "#microsoft.graph.deviceManagementConfiguration";

    public static bool IsConfigurationPolicy(PolicyKind kind) => kind is PolicyKind.SettingsCatalog or PolicyKind.AccountProtection or PolicyKind.SecurityBaseline;

    /// <summary>The change that makes a policy of any kind what <paramref name="document"/> says.</summary>
    public static PlannedChange Change(PolicyKind kind, string policyId, string document) => IsConfigurationPolicy(kind)
        ? new PlannedChange.ReplaceConfigurationPolicy(policyId, document)
        : new PlannedChange.UpdatePolicy(kind, policyId, document);

    /// <summary>Adds domains to the web sign-in allow list of a settings catalog policy, or the list to the policy.</summary>
    /// <returns>The document as it shall be, or null when it has no settings to add to.</returns>
    public static string? AllowDomains(string document, IReadOnlyList<string> domains)
    {
        if (Parse(document)?["settings"] is not JsonArray settings)
        {
            return null;
        }

        var list = settings.OfType<JsonObject>()
            .Select(setting => setting["settingInstance"] as JsonObject)
            .FirstOrDefault(instance => IsText(instance?["settingDefinitionId"], KnownSettings.WebSignInAllowedUrls));
        if (list?["simpleSettingValue"] is JsonObject value)
        {
            value["value"] = Longer(value["value"], domains);
            return settings.Root.ToJsonString();
        }

        settings.Add(new JsonObject
        {
            ["@odata.type"] = Configuration + "Setting",
            ["settingInstance"] = new JsonObject
            {
                ["@odata.type"] = Configuration + "SimpleSettingInstance",
                ["settingDefinitionId"] = KnownSettings.WebSignInAllowedUrls,
                ["simpleSettingValue"] = new JsonObject { ["@odata.type"] = Configuration + "StringSettingValue", ["value"] = string.Join(';', domains) },
            },
        });
        return settings.Root.ToJsonString();
    }

    /// <summary>Adds domains to the web sign-in allow list of a custom profile.</summary>
    /// <returns>Null when it has no such row, or a masked one: rows are sent all together, and the mask would overwrite it.</returns>
    public static string? AllowDomainsInRows(string document, IReadOnlyList<string> domains)
    {
        var rows = Rows(document);
        if (rows.Any(row => Row(row).IsMasked) || rows.FirstOrDefault(row => PolicyReading.IsAllowList(Row(row))) is not { } list)
        {
            return null;
        }

        list["value"] = Longer(list["value"], domains);
        return WithRows(document, rows);
    }

    /// <summary>Settings may be nested deeper than a parser expects.</summary>
    public static JsonNode? Parse(string document) => JsonNode.Parse(document, documentOptions: new() { MaxDepth = 512 });

    private static string Longer(JsonNode? list, IReadOnlyList<string> domains) =>
        string.Join(';', [.. (list?.ToString() ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), .. domains]);

    /// <summary>The rows of a custom profile.</summary>
    public static IReadOnlyList<JsonObject> Rows(string document) => [.. (Parse(document)?["omaSettings"] as JsonArray ?? []).OfType<JsonObject>()];

    public static OmaSetting Row(JsonObject row)
    {
        var value = row["value"]?.ToString();
        var encrypted = row["isEncrypted"] is JsonValue flag && flag.TryGetValue<bool>(out var set) && set;
        return new(Text(row["displayName"]), Text(row["omaUri"]) ?? "", Text(row["@odata.type"]), value, OmaSetting.Hides(value, encrypted, row["secretReferenceValueId"] is not null));
    }

    /// <summary>The document with only these rows.</summary>
    public static string WithRows(string document, IEnumerable<JsonObject> rows)
    {
        var policy = Parse(document)!.AsObject();
        policy["omaSettings"] = new JsonArray([.. rows.Select(row => row.DeepClone())]);
        return policy.ToJsonString();
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static bool IsText(JsonNode? node, string text) => text.Equals(Text(node), StringComparison.OrdinalIgnoreCase);
}
