using System.Text.Json;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>Rows of a custom profile. Texts are kept as secrets and answered masked; booleans and numbers are readable.</summary>
internal static class OmaSettings
{
    private const string Prefix = "#microsoft.graph.omaSetting";
    private const string Mask = "****";

    public static void Check(JsonNode? rows)
    {
        if (rows is not JsonArray array)
            return;
        foreach (var row in array)
        {
            if (row is not JsonObject item)
                throw GraphRefusal.IntuneBadRequest("An OMA setting is no object.");
            BodyRules.Known(item, "displayName description omaUri secretReferenceValueId isEncrypted value isReadOnly fileName", "omaSetting");
            if (item.Text("displayName") is not { Length: > 0 } name)
                throw GraphRefusal.IntuneBadRequest("An OMA setting needs a displayName.");
            if (item.Text("omaUri") is not { } uri || !uri.StartsWith("./", StringComparison.Ordinal))
                throw GraphRefusal.IntuneBadRequest($"The omaUri of '{name}' must start with './'.");
            var kind = item["value"]?.GetValueKind();
            var fits = item.Text("@odata.type") switch
            {
                Prefix + "Boolean" => kind is JsonValueKind.True or JsonValueKind.False,
                Prefix + "Integer" or Prefix + "FloatingPoint" => kind is JsonValueKind.Number,
                Prefix + "String" or Prefix + "StringXml" or Prefix + "Base64" or Prefix + "DateTime" => kind is JsonValueKind.String,
                var type => throw GraphRefusal.BadRequest($"The type '{type}' of OMA setting '{name}' is unknown."),
            };
            if (!fits)
                throw GraphRefusal.BadRequest($"Cannot convert the value of OMA setting '{name}' to the expected type.");
        }
    }

    /// <summary>Texts of a new or changed profile become secrets.</summary>
    public static void Encrypt(JsonObject profile)
    {
        foreach (var row in profile.Objects("omaSettings"))
        {
            var isSecret = row.Text("@odata.type") is Prefix + "String" or Prefix + "StringXml" or Prefix + "Base64";
            row["isEncrypted"] = isSecret;
            row["secretReferenceValueId"] = isSecret ? $"{profile.Id()}_{Guid.NewGuid():D}" : null;
        }
    }

    public static void MaskSecrets(JsonObject copy, string version)
    {
        foreach (var row in copy.Objects("omaSettings").Where(IsSecret))
            row["value"] = Mask;
    }

    public static string? PlainText(JsonObject profile, string secretId) =>
        profile.Objects("omaSettings").FirstOrDefault(r => r.HasText("secretReferenceValueId", secretId)) is { } row ? FilterEvaluator.Plain(row["value"])?.ToString() : null;

    private static bool IsSecret(JsonObject row) => row.Flag("isEncrypted") == true && row.Text("@odata.type") is not (Prefix + "Boolean" or Prefix + "Integer");
}
