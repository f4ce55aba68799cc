using System.Text.Json;
using PinResetPortal.Core.Policies;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.Reading;

namespace PinResetPortal.Graph.Changing;

/// <summary>What is looked at before and after a change: whether it is in place already.</summary>
internal static class ChangeReads
{
    private const string PoliciesPath = "/deviceManagement/configurationPolicies";
    private const string ProfilesPath = "/deviceManagement/deviceConfigurations";
    private const string IntentsPath = "/deviceManagement/intents";

    /// <summary>By the application's id: the object ids, none when there is no such service principal.</summary>
    public static readonly GraphRead<IReadOnlyList<string>> ServicePrincipalIds = GraphRows.Each(
        GraphVersion.V1, GraphFeature.ServicePrincipals, appId => $"/servicePrincipals?$filter=appId eq '{appId}'&$select=id,appId", one => one.NeededText("id"));

    /// <summary>By the object id.</summary>
    public static readonly GraphRead<ServicePrincipalSwitches> ServicePrincipal = GraphRows.Object(
        GraphVersion.V1,
        GraphFeature.ServicePrincipals,
        id => $"/servicePrincipals/{Uri.EscapeDataString(id)}?$select=id,accountEnabled,appRoleAssignmentRequired",
        one => new ServicePrincipalSwitches(one.NeededFlag("accountEnabled"), one.NeededFlag("appRoleAssignmentRequired")));

    /// <summary>By the client's object id.</summary>
    public static readonly GraphRead<IReadOnlyList<ListedGrant>> PermissionGrants = GraphRows.Each(
        GraphVersion.V1,
        GraphFeature.Grants,
        id => $"/oauth2PermissionGrants?$filter=clientId eq '{id}'",
        grant => new ListedGrant(grant.NeededText("id"), grant.NeededText("resourceId"), grant.NeededText("consentType") == "AllPrincipals", (grant.Text("scope") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>Policies document no filter on the description, so all of them are listed.</summary>
    public static readonly GraphRead<IReadOnlyList<PolicyMarker>> PolicyMarkers = GraphRows.Each(
        GraphVersion.Beta,
        GraphFeature.IntunePolicies,
        _ => $"{PoliciesPath}?$select=id,name,description&$top=999",
        policy => new PolicyMarker(policy.NeededText("id"), policy.Text("description")));

    /// <summary>By the policy's id: the policy without its settings.</summary>
    public static readonly GraphRead<JsonElement> ConfigurationPolicy = GraphRows.Object(
        GraphVersion.Beta, GraphFeature.IntunePolicies, id => $"{PoliciesPath}/{Uri.EscapeDataString(id)}", PolicyBodies.Checked);

    /// <summary>By the path of the policy, of whichever kind.</summary>
    public static readonly GraphRead<IReadOnlyList<PolicyAssignment>> PolicyAssignments = GraphRows.List(
        GraphVersion.Beta, GraphFeature.IntunePolicies, policy => $"{policy}/assignments", AssignmentReader.Read);

    /// <summary>The custom profiles among all: id, and the body that would make the same one.</summary>
    public static readonly GraphRead<IReadOnlyList<CustomProfile>> CustomProfiles = GraphRows.List<IReadOnlyList<CustomProfile>>(
        GraphVersion.Beta,
        GraphFeature.IntunePolicies,
        _ => $"{ProfilesPath}?$top=999",
        profiles => [.. profiles.Where(profile => profile.IsType("windows10CustomConfiguration")).Select(profile => new CustomProfile(profile.NeededText("id"), CreateDeviceConfigurationHandler.Body(profile)))]);

    /// <summary>By the profile's id: the id of a profile of any kind.</summary>
    public static readonly GraphRead<string> ProfileId = GraphRows.Object(GraphVersion.V1, GraphFeature.IntunePolicies, ProfilePath, profile => profile.NeededText("id"));

    /// <summary>By the profile's id: the body that would make a custom profile what it is.</summary>
    public static readonly GraphRead<string> CustomProfileBody = GraphRows.Object(GraphVersion.V1, GraphFeature.IntunePolicies, ProfilePath, UpdatePolicyHandler.Custom);

    /// <summary>By the profile's id: the body that would make an identity protection profile what it is.</summary>
    public static readonly GraphRead<string> IdentityProtectionBody = GraphRows.Object(GraphVersion.Beta, GraphFeature.IntunePolicies, ProfilePath, UpdatePolicyHandler.IdentityProtection);

    /// <summary>By the intent's id: the body that would make its settings of interest what they are.</summary>
    public static readonly GraphRead<string> IntentBody = GraphRows.List(
        GraphVersion.Beta, GraphFeature.IntunePolicies, id => $"{IntentsPath}/{Uri.EscapeDataString(id)}/settings", UpdatePolicyHandler.Intent);

    private static string ProfilePath(string id) => $"{ProfilesPath}/{Uri.EscapeDataString(id)}";
}

internal sealed record ServicePrincipalSwitches(bool AccountEnabled, bool AppRoleAssignmentRequired);

internal sealed record ListedGrant(string Id, string ResourceId, bool IsForEverybody, IReadOnlyList<string> Scopes)
{
    public bool Has(string scope) => Scopes.ToHashSet(StringComparer.Ordinal).SetEquals(scope.Split(' '));
}

internal sealed record PolicyMarker(string Id, string? Description);

internal sealed record CustomProfile(string Id, string Body);
