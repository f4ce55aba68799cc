using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Scenarios;

/// <summary>Conditional Access policies as Graph answers them (https://learn.microsoft.com/graph/api/resources/conditionalaccesspolicy).</summary>
internal static class SignInPolicyShapes
{
    /// <summary>The policy that the sign-ins of the demo name.</summary>
    public const string TrustedLocations = "CA - All cloud apps - Trusted locations only";

    /// <summary>For every application.</summary>
    /// <param name="control">What it asks for.</param>
    /// <param name="clientApps">For which kinds of clients; left out: all.</param>
    /// <param name="locations">Where; left out: anywhere.</param>
    public static JsonObject ConditionalAccess(
        TenantDocument document, string name, JsonObject users, string control, string state = "enabled", JsonArray? clientApps = null, JsonObject? locations = null) => new()
        {
            ["id"] = IdOf(document, name),
            ["templateId"] = null,
            ["displayName"] = name,
            ["createdDateTime"] = "2025-02-03T09:00:00Z",
            ["modifiedDateTime"] = "2025-06-17T14:30:00Z",
            ["state"] = state,
            ["sessionControls"] = null,
            ["conditions"] = new JsonObject
            {
                ["userRiskLevels"] = new JsonArray(),
                ["signInRiskLevels"] = new JsonArray(),
                ["servicePrincipalRiskLevels"] = new JsonArray(),
                ["insiderRiskLevels"] = null,
                ["clientAppTypes"] = clientApps ?? new JsonArray("all"),
                ["platforms"] = null,
                ["locations"] = locations,
                ["devices"] = null,
                ["clientApplications"] = null,
                ["authenticationFlows"] = null,
                ["applications"] = new JsonObject
                {
                    ["includeApplications"] = new JsonArray("All"),
                    ["excludeApplications"] = new JsonArray(),
                    ["includeUserActions"] = new JsonArray(),
                    ["includeAuthenticationContextClassReferences"] = new JsonArray(),
                    ["applicationFilter"] = null,
                },
                ["users"] = users,
            },
            ["grantControls"] = new JsonObject
            {
                ["operator"] = "OR",
                ["builtInControls"] = new JsonArray(control),
                ["customAuthenticationFactors"] = new JsonArray(),
                ["termsOfUse"] = new JsonArray(),
                ["authenticationStrength"] = null,
            },
        };

    public static string IdOf(TenantDocument document, string name) => StableId.Text(document.TenantId, "conditional access", name);

    public static JsonArray OldClients() => new("exchangeActiveSync", "other");

    public static JsonObject UntrustedLocations() => new() { ["includeLocations"] = new JsonArray("All"), ["excludeLocations"] = new JsonArray("AllTrusted") };

    public static JsonObject Everybody() => Users("All");

    public static JsonObject Users(params string[] ids) => People(ids, []);

    public static JsonObject Groups(params string[] ids) => People([], ids);

    private static JsonObject People(string[] users, string[] groups) => new()
    {
        ["includeUsers"] = Texts(users),
        ["excludeUsers"] = new JsonArray(),
        ["includeGroups"] = Texts(groups),
        ["excludeGroups"] = new JsonArray(),
        ["includeRoles"] = new JsonArray(),
        ["excludeRoles"] = new JsonArray(),
        ["includeGuestsOrExternalUsers"] = null,
        ["excludeGuestsOrExternalUsers"] = null,
    };

    private static JsonArray Texts(string[] texts) => [.. texts.Select(text => (JsonNode)text)];
}
