using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core;

/// <summary>A tenant in which everything is right; tests break one thing each.</summary>
internal static class TenantFactsBuilder
{
    public static readonly TenantId Tenant = TenantId.Parse("7b1d6a52-9c6a-4d0e-8a55-0f6f0f7f0a01");

    public static readonly UnreadableReason Forbidden = new(
        UnreadableKind.PermissionMissing, "The portal may not read this.", "Give consent.", Permission: "Application.Read.All", Status: 403, Code: "Authorization_RequestDenied");

    public static TenantFacts Healthy() => new()
    {
        TenantId = Tenant,
        ReadAt = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero),
        Organization = new OrganizationFacts("Contoso", "contoso.example"),
        Domains = new Fact<IReadOnlyList<DomainFacts>>.Known([new("contoso.example", false, true)]),
        PinResetService = Present("sp-service"),
        PinResetClient = Present("sp-client"),
        Grants = new Fact<IReadOnlyList<PermissionGrantFacts>>.Known([]),
        Licences = new LicenceFacts(true, true),
        ConfigurationPolicies = Policies(Catalog("p-on", "Hello", true, AllDevices)),
        DeviceConfigurations = Policies(),
        Intents = Policies(),
        HelloEnrolment = new Fact<IReadOnlyList<HelloEnrolmentFacts>>.Known([new("e-0", "All users and all devices", 0, HelloState.NotConfigured, [])]),
        Groups = Groups(),
        Devices = Devices(Device("d-1"), Device("d-2")),
        Deployment = Deployed("p-on", ("d-1", DeploymentState.Succeeded), ("d-2", DeploymentState.Succeeded)),
        Access = new AccessFacts(ActorKind.Application, null, ["Application.Read.All"]),
        Cost = new(2, 10, 1, 5),
    };

    public static readonly PolicyAssignment AllDevices = new(AssignmentTarget.AllDevices);

    public static readonly PolicyAssignment AllUsers = new(AssignmentTarget.AllUsers);

    public static Fact<DeviceInventory> Devices(params WindowsDevice[] devices) => new DeviceInventory(devices, devices.Length);

    public static WindowsDevice Device(string id, string? userId = null) => new(
        id, $"PC {id}", $"entra-{id}", userId ?? $"u-{id}", "10.0.26100.1", "Enterprise", "azureADJoined", new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero), "compliant");

    public static Fact<DeploymentFacts> Deployed(string policyId, params (string DeviceId, DeploymentState State)[] states) => new DeploymentFacts([Deployment(policyId, states)], new Dictionary<string, UnreadableReason>());

    public static PolicyDeployment Deployment(string policyId, params (string DeviceId, DeploymentState State)[] states) => new(
        policyId, states.ToDictionary(one => one.DeviceId, one => one.State), DeploymentCounts.Of(states.Select(one => one.State)), Complete: true);

    public static PolicyAssignment In(string group) => new(AssignmentTarget.Group, group);

    public static PolicyAssignment NotIn(string group) => new(AssignmentTarget.ExcludeGroup, group);

    public static ServicePrincipalFacts Present(string objectId) => new(ServicePrincipalPresence.Present, objectId, "Pin Reset", AccountEnabled: true);

    public static Fact<IReadOnlyList<IntunePolicy>> Policies(params IntunePolicy[] policies) => new Fact<IReadOnlyList<IntunePolicy>>.Known(policies);

    public static Fact<IReadOnlyDictionary<string, GroupFacts>> Groups(params GroupFacts[] groups) =>
        new Fact<IReadOnlyDictionary<string, GroupFacts>>.Known(groups.ToDictionary(group => group.Id, StringComparer.OrdinalIgnoreCase));

    public static GroupFacts Group(string id, params string[] members) =>
        new(id, $"Group {id}", false, members.ToHashSet(), true, members.Where(member => member.StartsWith('g')).ToHashSet());

    public static IntunePolicy Catalog(string id, string name, bool enabled, params PolicyAssignment[] assignments) =>
        Setting(id, name, PolicyKind.SettingsCatalog, KnownSettings.DeviceEnablePinRecovery, $"{KnownSettings.DeviceEnablePinRecovery}_{(enabled ? "true" : "false")}", assignments);

    public static IntunePolicy UserCatalog(string id, string name, bool enabled, params PolicyAssignment[] assignments) =>
        Setting(id, name, PolicyKind.SettingsCatalog, KnownSettings.UserEnablePinRecovery, $"{KnownSettings.UserEnablePinRecovery}_{(enabled ? "true" : "false")}", assignments);

    public static IntunePolicy Setting(string id, string name, PolicyKind kind, string definition, string? value, params PolicyAssignment[] assignments) => new()
    {
        Id = id,
        Name = name,
        Kind = kind,
        Settings = [new(definition, value)],
        Assignments = assignments,
        LastModifiedAt = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero),
        Document = $$"""
            { "id": "{{id}}", "name": "{{name}}", "settings": [ { "settingInstance": { "settingDefinitionId": "{{KnownSettings.DeviceGroup}}", "groupSettingCollectionValue": [ { "children": [
            { "settingDefinitionId": "{{definition}}", "choiceSettingValue": { "value": "{{value}}", "children": [] } },
            { "settingDefinitionId": "{{KnownSettings.DeviceUsePassportForWork}}", "choiceSettingValue": { "value": "{{KnownSettings.DeviceUsePassportForWork}}_true", "children": [] } } ] } ] } } ] }
            """,
    };

    public static IntunePolicy Custom(string id, string omaUri, string? value, string? type = "#microsoft.graph.omaSettingBoolean", params PolicyAssignment[] assignments) => new()
    {
        Id = id,
        Name = "Custom " + id,
        Kind = PolicyKind.CustomOmaUri,
        OmaSettings = [new("row", omaUri, type, value, value is null)],
        OmaSettingCount = 1,
        Assignments = assignments,
    };
}
