using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>
/// Intune's report actions over policies
/// (https://learn.microsoft.com/graph/api/resources/intune-reporting-devicemanagementreports).
/// </summary>
internal static class PolicyReports
{
    private const string Path = "deviceManagement/reports/";

    private static readonly ReportShape DevicesShape = new(
        "PolicyId PolicyName PolicyBaseTypeName DeviceName DeviceId IntuneDeviceId AadDeviceId UPN UserId ReportStatus PolicyStatus AssignmentFilterIds PspdpuLastModifiedTimeUtc UnifiedPolicyPlatformType",
        numbers: "ReportStatus PolicyStatus",
        localised: "ReportStatus PolicyStatus");

    private static readonly ReportShape PoliciesOfDeviceShape = new(
        "IntuneDeviceId PolicyBaseTypeName PolicyId PolicyName PolicyStatus UPN UserId PspdpuLastModifiedTimeUtc UnifiedPolicyType",
        numbers: "PolicyStatus",
        localised: "PolicyStatus");

    private static readonly ReportShape SummaryShape = new(
        "PolicyId PolicyName PolicyBaseTypeName NumberOfCompliantDevices NumberOfNonCompliantDevices NumberOfErrorDevices NumberOfConflictDevices NumberOfInProgressDevices NumberOfNotApplicableDevices",
        numbers: "NumberOfCompliantDevices NumberOfNonCompliantDevices NumberOfErrorDevices NumberOfConflictDevices NumberOfInProgressDevices NumberOfNotApplicableDevices");

    private static readonly ReportShape NonComplianceShape = new(
        "PolicyId PolicyName PolicyBaseTypeName ProfileSource UnifiedPolicyType UnifiedPolicyPlatformType NumberOfNonCompliantOrErrorDevices NumberOfConflictDevices",
        numbers: "NumberOfNonCompliantOrErrorDevices NumberOfConflictDevices");

    public static IEnumerable<GraphRoute> Routes =>
    [
        new("POST", Path + "getConfigurationPolicyDevicesReport", Requires.IntuneReports, call => DevicesShape.Answer(call, DeviceRows(call)), BetaOnly: true),
        new("POST", Path + "getConfigurationPoliciesReportForDevice", Requires.IntuneReports, call => PoliciesOfDeviceShape.Answer(call, DeviceRows(call)), BetaOnly: true),
        new("POST", Path + "getConfigurationPolicyDeviceSummaryReport", Requires.IntuneReports, call => SummaryShape.Answer(call, SummaryRows(call)), BetaOnly: true),
        new("POST", Path + "getConfigurationPolicyNonComplianceReport", Requires.IntuneReports, call => NonComplianceShape.Answer(call, NonComplianceRows(call))),
        new("POST", Path + "getConfigurationPolicyNonComplianceSummaryReport", Requires.IntuneReports, call => NonComplianceShape.Answer(call, NonComplianceRows(call))),
    ];

    private static IEnumerable<JsonObject> DeviceRows(GraphCall call) =>
        from policy in ReportedPolicy.All(call)
        from state in PolicyStates.Of(call, policy)
        select new JsonObject
        {
            ["PolicyId"] = policy.Id,
            ["PolicyName"] = policy.Name,
            ["PolicyBaseTypeName"] = policy.BaseType,
            ["DeviceName"] = state.Device?.Text("deviceName"),
            ["DeviceId"] = state.DeviceId,
            ["IntuneDeviceId"] = state.DeviceId,
            ["AadDeviceId"] = state.Device?.Text("azureADDeviceId"),
            ["UPN"] = state.Upn,
            ["UserId"] = state.IsSystemAccount ? Guid.Empty.ToString("D") : state.Device?.Text("userId"),
            ["ReportStatus"] = state.Status,
            ["ReportStatus_loc"] = PolicyStates.NameOf(state.Status),
            ["PolicyStatus"] = state.Status,
            ["PolicyStatus_loc"] = PolicyStates.NameOf(state.Status),
            ["AssignmentFilterIds"] = "",
            ["PspdpuLastModifiedTimeUtc"] = state.Device?.Text("lastSyncDateTime"),
            ["UnifiedPolicyPlatformType"] = "Windows10",
            ["UnifiedPolicyType"] = policy.UnifiedType,
        };

    private static IEnumerable<JsonObject> SummaryRows(GraphCall call) => ReportedPolicy.All(call).Select(policy =>
    {
        var counts = Counts(call, policy);
        int Of(params int[] states) => states.Sum(state => counts.GetValueOrDefault(state));
        return new JsonObject
        {
            ["PolicyId"] = policy.Id,
            ["PolicyName"] = policy.Name,
            ["PolicyBaseTypeName"] = policy.BaseType,
            ["NumberOfCompliantDevices"] = Of(PolicyStates.Succeeded, PolicyStates.Remediated),
            ["NumberOfNonCompliantDevices"] = Of(PolicyStates.Noncompliant),
            ["NumberOfErrorDevices"] = Of(PolicyStates.Error),
            ["NumberOfConflictDevices"] = Of(PolicyStates.Conflict),
            ["NumberOfInProgressDevices"] = Of(PolicyStates.Pending),
            ["NumberOfNotApplicableDevices"] = Of(PolicyStates.NotApplicable),
        };
    });

    private static IEnumerable<JsonObject> NonComplianceRows(GraphCall call) => ReportedPolicy.All(call).Select(policy =>
    {
        var counts = Counts(call, policy);
        return new JsonObject
        {
            ["PolicyId"] = policy.Id,
            ["PolicyName"] = policy.Name,
            ["PolicyBaseTypeName"] = policy.BaseType,
            ["ProfileSource"] = "ConfigurationPolicy",
            ["UnifiedPolicyType"] = policy.UnifiedType,
            ["UnifiedPolicyPlatformType"] = "Windows10",
            ["NumberOfNonCompliantOrErrorDevices"] = counts.GetValueOrDefault(PolicyStates.Noncompliant) + counts.GetValueOrDefault(PolicyStates.Error),
            ["NumberOfConflictDevices"] = counts.GetValueOrDefault(PolicyStates.Conflict),
        };
    });

    private static Dictionary<int, int> Counts(GraphCall call, ReportedPolicy policy) => PolicyStates.Of(call, policy).CountBy(state => state.Status).ToDictionary();
}
