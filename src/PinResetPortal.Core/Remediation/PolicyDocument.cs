using System.Text.Json.Nodes;
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
        if (JsonNode.Parse(document)?["settings"] is not JsonArray settings)
        {
            return null;
        }

        var list = settings.OfType<JsonObject>()
            .Select(setting => setting["settingInstance"] as JsonObject)
            .FirstOrDefault(instance => IsText(instance?["settingDefinitionId"], KnownSettings.WebSignInAllowedUrls));
        if (list?["simpleSettingValue"] is JsonObject value)
        {
            value["value"] = string.Join(';', [.. (value["value"]?.ToString() ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), .. domains]);
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

    /// <summary>The rows of a custom profile.</summary>
    public static IReadOnlyList<JsonObject> Rows(string document) => [.. (JsonNode.Parse(document)?["omaSettings"] as JsonArray ?? []).OfType<JsonObject>()];

    public static OmaSetting Row(JsonObject row)
    {
        var value = row["value"]?.ToString();
        var masked = row["isEncrypted"] is JsonValue flag && flag.TryGetValue<bool>(out var encrypted) && encrypted;
        return new(Text(row["displayName"]), Text(row["omaUri"]) ?? "", Text(row["@odata.type"]), value, masked || (value is { Length: > 0 } && value.All(letter => letter == '*')));
    }

    /// <summary>The document with only these rows.</summary>
    public static string WithRows(string document, IEnumerable<JsonObject> rows)
    {
        var policy = JsonNode.Parse(document)!.AsObject();
        policy["omaSettings"] = new JsonArray([.. rows.Select(row => row.DeepClone())]);
        return policy.ToJsonString();
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static bool IsText(JsonNode? node, string text) => text.Equals(Text(node), StringComparison.OrdinalIgnoreCase);
}
