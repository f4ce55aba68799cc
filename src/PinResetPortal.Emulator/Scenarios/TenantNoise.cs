using System.Globalization;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Importing;

namespace PinResetPortal.Emulator.Scenarios;

/// <summary>People, groups, devices and policies that a tenant of this size has whatever the state of PIN reset.</summary>
internal static class TenantNoise
{
    private static readonly string[] _names = ["Ada Berg", "Ben Castillo", "Chidi Okafor", "Dana Novak", "Emre Yildiz", "Farah Haddad", "Greta Lund", "Hugo Marques"];

    public static void AddTo(TenantDocument document, string displayName)
    {
        var tenantId = document.TenantId;
        var domain = TenantDefaults.DomainName(displayName);
        var users = _names.Select(name => TenantDefaults.User(tenantId, $"{name.Split(' ')[0].ToLowerInvariant()}@{domain}", name)).ToArray();
        var admin = TenantDefaults.User(tenantId, $"admin@{domain}", $"{displayName} administrator");
        var devices = users.Select((user, index) => Device(document, user, index)).ToArray();
        for (var i = 0; i < users.Length; i++)
        {
            PersonShapes.Register(document, users[i], secondFactor: true, devices[i].Text("deviceName")!);
        }

        document.Add("users", [admin, .. users]);
        document.Add("directoryRoles", Role(tenantId, RoleTemplates.GlobalAdministrator, admin.Text("id")!), Role(tenantId, RoleTemplates.HelpdeskAdministrator, users[1].Text("id")!));
        var ids = users.Select(user => user.Text("id")!).ToArray();
        document.Add(
            "groups",
            Group(document.PilotGroupId, "Pilot ring", ids[..3]),
            Group(document.EverybodyGroupId, "All Windows users", [.. ids[3..], document.PilotGroupId]),
            Dynamic(StableId.Text(tenantId, "group", "Windows laptops"), "Windows laptops", "(device.deviceOSType -eq \"Windows\")"),
            Group(StableId.Text(tenantId, "group", "Empty ring"), "Empty ring", []));
        document.Add("deviceManagement/managedDevices", devices);
        document.Add("devices", [.. devices.Select(device => PersonShapes.EntraDevice(document, device))]);

        document.Policy(PolicyShapes.Unrelated("Browser hardening", 4, AssignmentShapes.AllDevices()));
        document.Policy(PolicyShapes.Unrelated("Update ring", 2, AssignmentShapes.Group(document.EverybodyGroupId)));
        document.Add("deviceManagement/deviceEnrollmentConfigurations", HelloEnrolment(tenantId));
    }

    private static JsonObject Role(Guid tenantId, Guid template, string member) => new()
    {
        ["id"] = StableId.Text(tenantId, "directoryRole", template),
        ["deletedDateTime"] = null,
        ["description"] = RoleTemplates.Names[template],
        ["displayName"] = RoleTemplates.Names[template],
        ["roleTemplateId"] = template.ToString("D"),
        [TenantObjects.Members] = new JsonArray(member),
    };

    private static JsonObject Group(string id, string name, string[] members) => new()
    {
        ["id"] = id,
        ["displayName"] = name,
        ["description"] = null,
        ["createdDateTime"] = "2024-05-21T12:00:00Z",
        ["members"] = new JsonArray([.. members.Select(member => (JsonNode)member)]),
    };

    private static JsonObject Dynamic(string id, string name, string rule)
    {
        var group = Group(id, name, []);
        group["groupTypes"] = new JsonArray("DynamicMembership");
        group["membershipRule"] = rule;
        group["membershipRuleProcessingState"] = "On";
        return group;
    }

    private static JsonObject Device(TenantDocument document, JsonObject user, int index) => new()
    {
        ["id"] = StableId.Text(document.TenantId, "device", index),
        ["userId"] = user.Text("id"),
        ["deviceName"] = $"LT-{document.TenantId.ToString("D")[..4].ToUpperInvariant()}-{index + 1:D3}",
        ["managedDeviceOwnerType"] = "company",
        ["enrolledDateTime"] = "2025-03-11T08:00:00Z",
        ["lastSyncDateTime"] = document.Now.AddHours(-3 - (5 * index)).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["operatingSystem"] = "Windows",
        ["complianceState"] = index == 5 ? "noncompliant" : "compliant",
        ["managementAgent"] = "mdm",
        ["osVersion"] = index == 6 ? "10.0.19045.5247" : "10.0.26100.4061",
        ["azureADRegistered"] = true,
        ["azureADDeviceId"] = StableId.Text(document.TenantId, "entra device", index),
        ["deviceEnrollmentType"] = "windowsAzureADJoin",
        ["joinType"] = "azureADJoined",
        ["skuFamily"] = "Enterprise",
        ["userPrincipalName"] = user.Text("userPrincipalName"),
        ["userDisplayName"] = user.Text("displayName"),
        ["model"] = "Latitude 5450",
        ["manufacturer"] = "Dell Inc.",
        ["serialNumber"] = StableId.Text(document.TenantId, "serial", index)[..8].ToUpperInvariant(),
    };

    private static JsonObject HelloEnrolment(Guid tenantId) => new()
    {
        ["@odata.type"] = "#microsoft.graph.deviceEnrollmentWindowsHelloForBusinessConfiguration",
        ["id"] = $"{StableId.Text(tenantId, "enrolment")}_DefaultWindowsHelloForBusiness",
        ["displayName"] = "All users and all devices",
        ["description"] = "This is the default Windows Hello for Business configuration applied with the lowest priority to all users regardless of group membership.",
        ["priority"] = 0,
        ["createdDateTime"] = "0001-01-01T00:00:00Z",
        ["lastModifiedDateTime"] = "0001-01-01T00:00:00Z",
        ["version"] = 0,
        ["deviceEnrollmentConfigurationType"] = "windowsHelloForBusiness",
        ["pinMinimumLength"] = 6,
        ["pinMaximumLength"] = 127,
        ["pinUppercaseCharactersUsage"] = "disallowed",
        ["pinLowercaseCharactersUsage"] = "disallowed",
        ["pinSpecialCharactersUsage"] = "disallowed",
        ["state"] = "notConfigured",
        ["securityDeviceRequired"] = false,
        ["unlockWithBiometricsEnabled"] = true,
        ["remotePassportEnabled"] = true,
        ["pinPreviousBlockCount"] = 0,
        ["pinExpirationInDays"] = 0,
        ["enhancedBiometricsState"] = "notConfigured",
    };
}
