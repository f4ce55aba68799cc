using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Directory;

/// <summary>The tenant's policy about Temporary Access Passes (https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration).</summary>
internal static class AccessPassShape
{
    public const string Id = "TemporaryAccessPass";

    /// <summary>Every tenant has one; it is off until somebody switches it on.</summary>
    /// <param name="groupIds">Who may have a pass; nobody named: everybody.</param>
    public static JsonObject Policy(string state, params string[] groupIds) => new()
    {
        ["@odata.type"] = "#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration",
        ["id"] = Id,
        ["state"] = state,
        ["excludeTargets"] = new JsonArray(),
        ["defaultLifetimeInMinutes"] = 60,
        ["defaultLength"] = 8,
        ["minimumLifetimeInMinutes"] = 60,
        ["maximumLifetimeInMinutes"] = 480,
        ["isUsableOnce"] = false,
        ["includeTargets"] = new JsonArray([.. (groupIds.Length == 0 ? ["all_users"] : groupIds).Select(id => (JsonNode)new JsonObject
        {
            ["targetType"] = "group",
            ["id"] = id,
            ["isRegistrationRequired"] = false,
        })]),
    };
}
