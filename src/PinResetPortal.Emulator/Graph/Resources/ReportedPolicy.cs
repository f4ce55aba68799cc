using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>A policy as the reports know it: whatever list it stands in.</summary>
/// <param name="BaseType">The name that clients filter by.</param>
internal sealed record ReportedPolicy(JsonObject Policy, string Name, string BaseType, string UnifiedType)
{
    public string Id => Policy.Id();

    public static IEnumerable<ReportedPolicy> All(GraphCall call) =>
    [
        .. call.State.Visible("deviceManagement/configurationPolicies").Select(policy => new ReportedPolicy(policy, policy.Text("name") ?? "", "DeviceManagementConfigurationPolicy", "Settings catalog")),
        .. call.State.Visible("deviceManagement/deviceConfigurations").Select(policy => new ReportedPolicy(policy, policy.Text("displayName") ?? "", "Microsoft.Management.Services.Api.DeviceConfiguration", "Custom")),
        .. call.State.Visible("deviceManagement/intents").Select(policy => new ReportedPolicy(policy, policy.Text("displayName") ?? "", "Microsoft.Management.Services.Api.DeviceManagementIntent", "Endpoint security")),
    ];
}
