using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Connecting;

namespace PinResetPortal.Graph.Reading;

/// <summary>Policies, enrolment configurations, devices and what devices reported.</summary>
internal static partial class GraphReads
{
    private const string PoliciesPath = "/deviceManagement/configurationPolicies";
    private const string ProfilesPath = "/deviceManagement/deviceConfigurations";
    private const string TemplatesPath = "/deviceManagement/groupPolicyConfigurations";
    private const string IntentsPath = "/deviceManagement/intents";

    public static readonly GraphRead<IReadOnlyList<ListedPolicy>> ConfigurationPolicies = GraphRows.Each(
        GraphVersion.Beta, GraphFeature.IntunePolicies, _ => $"{PoliciesPath}?$expand=settings,assignments&$top=250", PolicyParser.Listed);

    public static readonly GraphRead<IReadOnlyList<ListedPolicy>> ConfigurationPoliciesLight = GraphRows.Each(
        GraphVersion.Beta,
        GraphFeature.IntunePolicies,
        _ => $"{PoliciesPath}?$select=id,name,description,lastModifiedDateTime,platforms,technologies,roleScopeTagIds,templateReference,settingCount&$expand=assignments&$top=999",
        PolicyParser.Listed);

    /// <summary>By the policy's id.</summary>
    public static readonly GraphRead<PolicySettings> PolicySettings = GraphRows.List(
        GraphVersion.Beta, GraphFeature.IntunePolicies, id => $"{PoliciesPath}/{Uri.EscapeDataString(id)}/settings", PolicyParser.Settings);

    /// <summary>Those that are of interest.</summary>
    public static readonly GraphRead<IReadOnlyList<IntunePolicy>> DeviceConfigurations = GraphRows.List<IReadOnlyList<IntunePolicy>>(
        GraphVersion.Beta,
        GraphFeature.IntunePolicies,
        _ => $"{ProfilesPath}?$expand=assignments&$top=999",
        items => [.. items.Select(PolicyParser.DeviceConfiguration).OfType<IntunePolicy>()]);

    public static readonly GraphRead<IReadOnlyList<HelloEnrolmentFacts>> HelloEnrolment = GraphRows.List<IReadOnlyList<HelloEnrolmentFacts>>(
        GraphVersion.Beta,
        GraphFeature.HelloEnrolment,
        _ => "/deviceManagement/deviceEnrollmentConfigurations?$filter=deviceEnrollmentConfigurationType eq 'windowsHelloForBusiness'&$expand=assignments",
        items => [.. items.Select(DirectoryParser.HelloEnrolment).OfType<HelloEnrolmentFacts>()]);

    public static readonly GraphRead<IReadOnlyList<ListedIntent>> Intents = GraphRows.Each(
        GraphVersion.Beta, GraphFeature.IntunePolicies, _ => $"{IntentsPath}?$expand=assignments", PolicyParser.ListedIntent);

    /// <summary>By the intent's id.</summary>
    public static readonly GraphRead<IntentSettings> IntentSettings = GraphRows.List(
        GraphVersion.Beta, GraphFeature.IntunePolicies, id => $"{IntentsPath}/{Uri.EscapeDataString(id)}/settings", PolicyParser.IntentSettings);

    /// <summary>Those that are assigned (https://learn.microsoft.com/graph/api/resources/intune-grouppolicy-grouppolicyconfiguration, beta).</summary>
    public static readonly GraphRead<IReadOnlyList<IntunePolicy>> AdministrativeTemplates = GraphRows.List<IReadOnlyList<IntunePolicy>>(
        GraphVersion.Beta,
        GraphFeature.IntunePolicies,
        _ => $"{TemplatesPath}?$expand=assignments",
        items => [.. items.Select(PolicyParser.AdministrativeTemplate).Where(profile => profile.Assignments.Count > 0)]);

    /// <summary>By the profile's id: the values that are of interest.</summary>
    public static readonly GraphRead<IReadOnlyList<SettingValue>> AdministrativeTemplateValues = GraphRows.List(
        GraphVersion.Beta, GraphFeature.IntunePolicies, id => $"{TemplatesPath}/{Uri.EscapeDataString(id)}/definitionValues?$expand=definition", PolicyParser.TemplateValues);

    public static readonly GraphRead<IReadOnlyDictionary<string, ListedFilter>> AssignmentFilters = GraphRows.List<IReadOnlyDictionary<string, ListedFilter>>(
        GraphVersion.Beta,
        GraphFeature.IntunePolicies,
        _ => "/deviceManagement/assignmentFilters?$select=id,displayName,rule",
        items => items
            .GroupBy(filter => filter.NeededText("id"), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => new ListedFilter(group.First().Text("displayName"), group.First().Text("rule")), StringComparer.OrdinalIgnoreCase));

    /// <summary>By the path of the page. Beta, because the edition and the join type are not in v1.0.</summary>
    public static readonly GraphRead<DevicePage> DevicePage = GraphRows.Page(
        GraphVersion.Beta,
        GraphFeature.ManagedDevices,
        path => path,
        (devices, page) => new DevicePage([.. devices.Select(DeviceReading.Device)], NextLink.Path(page), NextLink.Exists(page)));

    /// <summary>How many Windows devices there are; null when the overview does not say.</summary>
    public static readonly GraphRead<int?> DeviceOverview = GraphRows.Object(
        null, GraphFeature.ManagedDevices, _ => "/deviceManagement/managedDeviceOverview", overview => overview.Part("deviceOperatingSystemSummary")?.Number("windowsCount"));

    /// <summary>By the policy's id.</summary>
    public static readonly GraphRead<ReportedDevices> PolicyDevices = GraphRows.Report("getConfigurationPolicyDevicesReport", DeploymentReading.RowsBody, DeploymentReading.Reported);

    /// <summary>By the policy's id.</summary>
    public static readonly GraphRead<DeploymentCounts?> PolicySummary = GraphRows.Report("getConfigurationPolicyDeviceSummaryReport", DeploymentReading.SummaryBody, DeploymentReading.Counted);

    /// <summary>By the device's id; a sync may be asked for twice without harm (https://learn.microsoft.com/graph/api/intune-devices-manageddevice-syncdevice).</summary>
    public static readonly GraphRead<bool> SyncDevice = new(
        nameof(SyncDevice),
        GraphVersion.V1,
        GraphFeature.DeviceActions,
        id => new BatchItem(nameof(SyncDevice), $"/deviceManagement/managedDevices/{Uri.EscapeDataString(id)}/syncDevice", FollowsPages: false, IsAction: true),
        WellFormed.Done);
}
