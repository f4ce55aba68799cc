using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Control;
using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Scenarios;

/// <summary>Customers whose people have one cause each, for the look-up of one person.</summary>
internal static class PeopleTenants
{
    private const string CurrentBuild = "10.0.26100.4061";

    /// <summary>Everything is there for the tenant as a whole, and something is wrong for most of its people.</summary>
    public static TenantDocument OneCauseEach(TenantDocument document)
    {
        document.Consented();
        var (_, policy) = PolicyShapes.SettingsCatalog("WIN - Windows Hello for Business", pinRecovery: true, AssignmentShapes.AllDevices());
        var statuses = new JsonArray();
        policy["_deviceStatuses"] = statuses;
        policy["id"] = StableId.Text(document.TenantId, "policy", "device scope");

        Add("alma", "Alma Allwell");
        Add("bruno", "Bruno Blocked").User["accountEnabled"] = false;
        Add("carla", "Carla Nofactor", secondFactor: false);
        Add("dario", "Dario Nohello", hello: false);
        var excluded = Add("elena", "Elena Excluded");
        var failed = Add("finn", "Finn Failing");
        var pending = Add("gemma", "Gemma Waiting");
        var userScope = Add("hamid", "Hamid Userscope");
        Add("ines", "Ines Oldbuild", build: "10.0.14393.2248");
        var silent = Add("jonas", "Jonas Silent", syncedDaysAgo: 20);
        Add("katya", "Katya Nodevice", device: false);
        var blocked = Add("luis", "Luis Conditional");
        var refused = Add("mira", "Mira Refused");
        Add("nadia", "Nadia Disabled", deviceEnabled: false);

        Status(failed.Device!, "Error");
        Status(pending.Device!, "Pending");
        Status(silent.Device!, "Pending");
        document.Add("auditLogs/signIns",
            PersonShapes.SignIn(document, blocked.User, blocked.Device!, 35, 53003, "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.", "failure"),
            PersonShapes.SignIn(document, blocked.User, blocked.Device!, 60 * 24 * 3, 0, null, "success"),
            PersonShapes.SignIn(document, refused.User, refused.Device!, 50, 65001, "The user or administrator has not consented to use the application with ID '{identifier}'{namePhrase}. Send an interactive authorization request for this user and resource."));

        var kiosks = StableId.Text(document.TenantId, "group", "Kiosks without Hello");
        document.Add("groups", Group(kiosks, "Kiosks without Hello", excluded.Entra!.Text("id")!));
        policy["assignments"]!.AsArray().Add(AssignmentShapes.Exclude(kiosks));
        document.Policy(("deviceManagement/configurationPolicies", policy));

        var strict = StableId.Text(document.TenantId, "group", "Finance users");
        document.Add("groups", Group(strict, "Finance users", userScope.User.Text("id")!));
        document.Policy(PolicyShapes.UserSettingsCatalog("Finance - Hello for users", pinRecovery: false, AssignmentShapes.Group(strict)));
        return document;

        (JsonObject User, JsonObject? Device, JsonObject? Entra) Add(
            string name, string displayName, bool secondFactor = true, bool hello = true, bool device = true, string build = CurrentBuild, int syncedDaysAgo = 0, bool deviceEnabled = true) =>
            AddPerson(document, name, displayName, secondFactor, hello, device, build, syncedDaysAgo, deviceEnabled);

        void Status(JsonObject device, string status) => statuses.Add(new JsonObject { ["DeviceId"] = device.Text("id"), ["Status"] = status });
    }

    /// <summary>The Service application is missing, and somebody met that at the lock screen.</summary>
    public static TenantDocument ConsentMissing(TenantDocument document)
    {
        document.Client().Policy(PolicyShapes.SettingsCatalog("WIN - Windows Hello for Business", pinRecovery: true, AssignmentShapes.AllDevices()));
        var (user, device, _) = AddPerson(document, "olga", "Olga Unconsented", true, true, true, CurrentBuild, 0, true);
        return document.Add("auditLogs/signIns", PersonShapes.SignIn(
            document, user, device!, 20, 650052,
            "The app is trying to access a service '{appId}'(\"{appName}\") that your organization '{organization}' lacks a service principal for."));
    }

    /// <summary>No Entra ID P1: neither sign-ins nor registration details can be read.</summary>
    public static TenantDocument WithoutPremium(TenantDocument document)
    {
        document.Licences("INTUNE_A").Consented().Policy(PolicyShapes.SettingsCatalog("WIN - Windows Hello for Business", pinRecovery: true, AssignmentShapes.AllDevices()));
        AddPerson(document, "piet", "Piet Unlicensed", true, true, true, CurrentBuild, 0, true);
        return document;
    }

    private static (JsonObject User, JsonObject? Device, JsonObject? Entra) AddPerson(
        TenantDocument document, string name, string displayName, bool secondFactor, bool hello, bool device, string build, int syncedDaysAgo, bool deviceEnabled)
    {
        var user = TenantDefaults.User(document.TenantId, $"{name}@wingtip-users.example", displayName);
        var deviceName = $"WT-{name.ToUpperInvariant()}";
        PersonShapes.Register(document, user, secondFactor, hello ? [deviceName] : []);
        document.Add("users", user);
        if (!device)
        {
            return (user, null, null);
        }

        var managed = Device(document, user, deviceName, build, syncedDaysAgo);
        var entra = PersonShapes.EntraDevice(document, managed, deviceEnabled);
        document.Add("deviceManagement/managedDevices", managed).Add("devices", entra);
        return (user, managed, entra);
    }

    private static JsonObject Device(TenantDocument document, JsonObject user, string name, string build, int syncedDaysAgo) => new()
    {
        ["id"] = StableId.Text(document.TenantId, "device", name),
        ["userId"] = user.Text("id"),
        ["deviceName"] = name,
        ["managedDeviceOwnerType"] = "company",
        ["enrolledDateTime"] = "2025-03-11T08:00:00Z",
        ["lastSyncDateTime"] = PersonShapes.Stamp(document.Now.AddDays(-syncedDaysAgo).AddHours(-2)),
        ["operatingSystem"] = "Windows",
        ["complianceState"] = "compliant",
        ["managementAgent"] = "mdm",
        ["osVersion"] = build,
        ["azureADRegistered"] = true,
        ["azureADDeviceId"] = StableId.Text(document.TenantId, "entra device", name),
        ["deviceEnrollmentType"] = "windowsAzureADJoin",
        ["joinType"] = "azureADJoined",
        ["skuFamily"] = "Enterprise",
        ["userPrincipalName"] = user.Text("userPrincipalName"),
        ["userDisplayName"] = user.Text("displayName"),
        ["model"] = "Latitude 5450",
        ["manufacturer"] = "Dell Inc.",
        ["serialNumber"] = StableId.Text(document.TenantId, "serial", name)[..8].ToUpperInvariant(),
    };

    private static JsonObject Group(string id, string name, string member) => new()
    {
        ["id"] = id,
        ["displayName"] = name,
        ["description"] = null,
        ["createdDateTime"] = "2024-05-21T12:00:00Z",
        ["members"] = new JsonArray(member),
    };
}
