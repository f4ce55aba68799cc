using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>Administrative templates: beta only. They are listed beside the other kinds of policy; none of them carries EnablePinRecovery.</summary>
internal static class GroupPolicyConfigurations
{
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
            ["definitionValues"] = new((_, policy) => policy.Objects("definitionValues")),
        },
    };

    public static IEnumerable<GraphRoute> Routes => TenantResources.Readable(Type, Requires.IntuneConfiguration, betaOnly: true);
}
