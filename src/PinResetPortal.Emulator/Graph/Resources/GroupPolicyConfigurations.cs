using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>Administrative templates: beta only. They are listed beside the other kinds of policy; none of them carries EnablePinRecovery.</summary>
internal static class GroupPolicyConfigurations
{
    /// <summary>https://learn.microsoft.com/graph/api/resources/intune-grouppolicy-grouppolicydefinition</summary>
    private static readonly EntityType Definition = new()
    {
        Name = "groupPolicyDefinition",
        Collection = "deviceManagement/groupPolicyDefinitions",
        Properties = EntityType.Names("id categoryPath classType displayName explainText groupPolicyCategoryId hasRelatedDefinitions lastModifiedDateTime minDeviceCspVersion minUserCspVersion policyType supportedOn version"),
        Options = OptionSets.Intune,
        LargestPage = OptionSets.LargestIntunePage,
    };

    /// <summary>https://learn.microsoft.com/graph/api/resources/intune-grouppolicy-grouppolicydefinitionvalue</summary>
    private static readonly EntityType Value = new()
    {
        Name = "groupPolicyDefinitionValue",
        Collection = "deviceManagement/groupPolicyConfigurations/definitionValues",
        Properties = EntityType.Names("id configurationType createdDateTime enabled lastModifiedDateTime"),
        Options = OptionSets.Intune,
        LargestPage = OptionSets.LargestIntunePage,
        Navigations = new Dictionary<string, Navigation>(StringComparer.OrdinalIgnoreCase)
        {
            ["definition"] = new((_, value) => value["definition"] is JsonObject definition ? [definition] : [], Definition, IsSingle: true),
            ["presentationValues"] = new((_, value) => value.Objects("presentationValues")),
        },
    };

    /// <summary>https://learn.microsoft.com/graph/api/resources/intune-grouppolicy-grouppolicyconfiguration</summary>
    private static readonly EntityType Type = new()
    {
        Name = "groupPolicyConfiguration",
        Collection = "deviceManagement/groupPolicyConfigurations",
        Properties = EntityType.Names("id createdDateTime description displayName lastModifiedDateTime policyConfigurationIngestionType roleScopeTagIds"),
        Options = OptionSets.Intune,
        LargestPage = OptionSets.LargestIntunePage,
        Complete = PolicyAssignments.Complete,
        Navigations = new Dictionary<string, Navigation>(StringComparer.OrdinalIgnoreCase)
        {
            ["assignments"] = PolicyAssignments.NavigationOf("groupPolicyConfiguration"),
            ["definitionValues"] = new((_, policy) => policy.Objects("definitionValues"), Value),
        },
    };

    public static IEnumerable<GraphRoute> Routes =>
    [
        .. TenantResources.Readable(Type, Requires.IntuneConfiguration, betaOnly: true),
        new("GET", Type.Collection + "/{id}/definitionValues", Requires.IntuneConfiguration, Values, BetaOnly: true),
    ];

    /// <summary>https://learn.microsoft.com/graph/api/intune-grouppolicy-grouppolicydefinitionvalue-list</summary>
    private static GraphAnswer Values(GraphCall call)
    {
        var policy = TenantResources.Required(call, Type);
        return Collections.List(call, Value, policy.Objects("definitionValues"), $"{Type.Collection}('{policy.Id()}')/definitionValues");
    }
}
