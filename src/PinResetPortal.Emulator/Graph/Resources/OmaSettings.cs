using System.Text.Json;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>Rows of a custom profile. Texts are kept as secrets and answered masked; booleans and numbers are readable.</summary>
internal static class OmaSettings
{
    private const string Prefix = "#microsoft.graph.omaSetting";
    private const string Mask = "****";
    private const string OfV1 = "displayName description omaUri value fileName";
    private static readonly string[] BetaOnly = ["isEncrypted", "secretReferenceValueId", "isReadOnly"];

    /// <param name="isBeta">v1.0 knows no secrets (https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-omasetting).</param>
    public static void Check(JsonNode? rows, bool isBeta)
    {
        if (rows is not JsonArray array)
            return;
        foreach (var row in array)
        {
            if (row is not JsonObject item)
                throw GraphRefusal.IntuneBadRequest("An OMA setting is no object.");
            BodyRules.Known(item, isBeta ? $"{OfV1} {string.Join(' ', BetaOnly)}" : OfV1, "omaSetting");
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

    /// <summary>What is a secret is masked, and v1.0 answers nothing that it does not know.</summary>
    public static void MaskSecrets(JsonObject copy, string version)
    {
        foreach (var row in copy.Objects("omaSettings"))
        {
            if (IsSecret(row))
                row["value"] = Mask;
            foreach (var name in BetaOnly.Where(_ => version == "v1.0"))
                row.Remove(name);
        }
    }

    public static string? PlainText(JsonObject profile, string secretId) =>
        profile.Objects("omaSettings").FirstOrDefault(r => r.HasText("secretReferenceValueId", secretId)) is { } row ? FilterEvaluator.Plain(row["value"])?.ToString() : null;

    private static bool IsSecret(JsonObject row) => row.Flag("isEncrypted") == true && row.Text("@odata.type") is not (Prefix + "Boolean" or Prefix + "Integer");
}
