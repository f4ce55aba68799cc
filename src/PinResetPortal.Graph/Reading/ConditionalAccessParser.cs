using System.Text.Json;
using PinResetPortal.Core.People;

namespace PinResetPortal.Graph.Reading;

/// <summary>
/// Reads Conditional Access policies (https://learn.microsoft.com/graph/api/resources/conditionalaccesspolicy). A condition narrows a policy, so
/// one that is not known here leaves open whether it applies.
/// </summary>
internal static class ConditionalAccessParser
{
    private static readonly string[] Conditions =
    [
        "applications", "users", "platforms", "locations", "clientAppTypes", "clientApplications", "authenticationFlows", "devices",
        "signInRiskLevels", "userRiskLevels", "insiderRiskLevels", "servicePrincipalRiskLevels",
    ];

    public static ConditionalAccessPolicy Policy(JsonElement policy)
    {
        var id = policy.NeededText("id");
        var conditions = policy.Part("conditions") ?? throw StrictJson.Wrong("conditions");
        return new(
            id,
            policy.Text("displayName") ?? id,
            policy.NeededText("state") switch
            {
                "enabled" => ConditionalAccessState.On,
                "enabledForReportingButNotEnforced" => ConditionalAccessState.ReportOnly,
                "disabled" => ConditionalAccessState.Off,
                _ => ConditionalAccessState.Other,
            },
            policy.Date("modifiedDateTime") ?? policy.Date("createdDateTime"),
            When(conditions),
            policy.Part("grantControls") is { } controls ? Controls(controls) : null);
    }

    private static AccessConditions When(JsonElement conditions)
    {
        var users = conditions.Part("users");
        return new()
        {
            Applications = Scope(conditions.Part("applications"), "Applications"),
            FiltersApplications = conditions.Part("applications")?.Part("applicationFilter") is not null,
            Users = Scope(users, "Users"),
            Groups = Scope(users, "Groups"),
            Roles = Scope(users, "Roles"),
            Platforms = conditions.Part("platforms") is { } platforms ? Scope(platforms, "Platforms") : null,
            Locations = conditions.Part("locations") is { } locations ? Scope(locations, "Locations") : null,
            ClientApps = conditions.Texts("clientAppTypes"),
            ForWorkloads = conditions.Part("clientApplications")?.Texts("includeServicePrincipals").Count > 0 || conditions.Texts("servicePrincipalRiskLevels").Count > 0,
            ForTransfers = conditions.Part("authenticationFlows")?.Text("transferMethods") is { Length: > 0 } and not "none",
            Open = [.. Open(conditions)],
        };
    }

    private static AccessScope Scope(JsonElement? part, string what) => part is { } element ? new(element.Texts("include" + what), element.Texts("exclude" + what)) : AccessScope.Nothing;

    private static IEnumerable<string> Open(JsonElement conditions)
    {
        if (conditions.Part("devices")?.Part("deviceFilter") is not null)
        {
            yield return "a filter for devices";
        }

        if (conditions.Texts("signInRiskLevels").Count > 0)
        {
            yield return "the risk of the sign-in";
        }

        if (conditions.Texts("userRiskLevels").Count > 0)
        {
            yield return "the risk of the user";
        }

        if (conditions.Text("insiderRiskLevels") is { Length: > 0 } and not "none")
        {
            yield return "the insider risk of the user";
        }

        foreach (var member in conditions.EnumerateObject().Where(member => !Conditions.Contains(member.Name) && !member.Name.Contains('@', StringComparison.Ordinal) && SaysSomething(member.Value)))
        {
            yield return $"a condition that the portal does not know ({member.Name})";
        }
    }

    private static bool SaysSomething(JsonElement value) =>
        value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) && !(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0);

    private static AccessControls Controls(JsonElement controls) => new(
        "OR".Equals(controls.Text("operator"), StringComparison.OrdinalIgnoreCase),
        controls.Texts("builtInControls"),
        controls.Part("authenticationStrength") is { } strength ? new(strength.Text("displayName") ?? strength.NeededText("id"), strength.Texts("allowedCombinations")) : null,
        controls.Texts("termsOfUse").Count > 0,
        controls.Texts("customAuthenticationFactors").Count > 0);
}
