using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Importing;
using static PinResetPortal.Emulator.Scenarios.SignInPolicyShapes;

namespace PinResetPortal.Emulator.Scenarios;

/// <summary>Customers whose people have one cause each, for the look-up of one person.</summary>
internal static class PeopleTenants
{
    private const string AccessPasses = "policies/authenticationMethodsPolicy/authenticationMethodConfigurations";
    private const string AccessPolicies = "identity/conditionalAccess/policies";
    private const string CurrentBuild = "10.0.26100.4061";

    /// <summary>The tenant is right; the account of each of these people is not, except for one.</summary>
    public static TenantDocument Accounts(TenantDocument document)
    {
        document.Consented().Policy(On());
        Add(document, "Alma Allwell");
        Add(document, "Bruno Blocked").User["accountEnabled"] = false;
        Add(document, "Carla Nofactor", secondFactor: false);
        Add(document, "Dario Nohello", hello: false);
        Add(document, "Katya Nodevice", device: false);
        return document
            .Add(AccessPasses, AccessPassShape.Policy("enabled"))
            .Add(AccessPolicies,
                ConditionalAccess(document, "CA - Everybody - MFA", Everybody(), "mfa"),
                ConditionalAccess(document, "CA - Everybody - Block legacy authentication", Everybody(), "block", clientApps: OldClients()));
    }

    /// <summary>The tenant is right; the device of each of these people is not.</summary>
    public static TenantDocument Devices(TenantDocument document)
    {
        document.Consented();
        var (collection, policy) = On();
        var failed = Add(document, "Finn Failing");
        var pending = Add(document, "Gemma Waiting");
        Add(document, "Ines Oldbuild", build: "10.0.14393.2248");
        var silent = Add(document, "Jonas Silent", syncedDaysAgo: 20);
        Add(document, "Nadia Disabled", deviceEnabled: false);
        policy["_deviceStatuses"] = new JsonArray(Status(failed.Device!, "Error"), Status(pending.Device!, "Pending"), Status(silent.Device!, "Pending"));
        return document.Policy((collection, policy)).Add(AccessPasses, AccessPassShape.Policy("disabled"));
    }

    /// <summary>Policies, exclusions and sign-ins that hit one person each.</summary>
    public static TenantDocument Policies(TenantDocument document)
    {
        var excluded = Add(document, "Elena Excluded");
        var userScope = Add(document, "Hamid Userscope");
        var blocked = Add(document, "Luis Conditional");
        var refused = Add(document, "Mira Refused");
        var contractor = Add(document, "Rosa Contractor");
        var field = Add(document, "Sven Fieldwork");
        var kiosks = StableId.Text(document.TenantId, "group", "Kiosks without Hello");
        var finance = StableId.Text(document.TenantId, "group", "Finance users");
        var contractors = StableId.Text(document.TenantId, "group", "Contractors");
        var travellers = StableId.Text(document.TenantId, "group", "Travellers");
        document.Add("groups", Group(kiosks, "Kiosks without Hello", excluded.Entra!.Text("id")!), Group(finance, "Finance users", Id(userScope.User)),
            Group(contractors, "Contractors", Id(contractor.User)), Group(travellers, "Travellers", Id(blocked.User)));
        document.Add(AccessPasses, AccessPassShape.Policy("enabled", finance));
        document.Add(AccessPolicies,
            ConditionalAccess(document, TrustedLocations, Groups(travellers), "block", locations: UntrustedLocations()),
            ConditionalAccess(document, "CA - Contractors - Block", Groups(contractors), "block"),
            ConditionalAccess(document, "CA - Field - Compliant device", Users(Id(field.User)), "compliantDevice"),
            ConditionalAccess(document, "CA - Everybody - Block (trial)", Everybody(), "block", "enabledForReportingButNotEnforced"));
        document.Add("auditLogs/signIns",
            PersonShapes.SignIn(document, blocked.User, blocked.Device!, 35, 53003, "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.", "failure"),
            PersonShapes.SignIn(document, blocked.User, blocked.Device!, 60 * 24 * 3, 0, null, "success"),
            PersonShapes.SignIn(document, refused.User, refused.Device!, 50, 65001, "The user or administrator has not consented to use the application with ID '{identifier}'{namePhrase}. Send an interactive authorization request for this user and resource."));
        return document.Consented()
            .Policy(On(AssignmentShapes.Exclude(kiosks)))
            .Policy(PolicyShapes.UserSettingsCatalog("Finance - Hello for users", pinRecovery: false, AssignmentShapes.Group(finance)));
    }

    /// <summary>The Service application is missing, and somebody met that at the lock screen.</summary>
    public static TenantDocument ConsentMissing(TenantDocument document)
    {
        document.Client().Policy(On());
        var (user, device, _) = Add(document, "Olga Unconsented");
        return document.Add("auditLogs/signIns", PersonShapes.SignIn(
            document, user, device!, 20, 650052,
            "The app is trying to access a service '{appId}'(\"{appName}\") that your organization '{organization}' lacks a service principal for."));
    }

    /// <summary>No Entra ID P1: neither sign-ins nor registration details can be read.</summary>
    public static TenantDocument WithoutPremium(TenantDocument document)
    {
        document.Licences("INTUNE_A").Consented().Policy(On());
        Add(document, "Piet Unlicensed");
        return document;
    }

    private static (string Collection, JsonObject Policy) On(params JsonObject[] exclusions) =>
        PolicyShapes.SettingsCatalog("WIN - Windows Hello for Business", pinRecovery: true, [AssignmentShapes.AllDevices(), .. exclusions]);

    private static string Id(JsonObject user) => user.Text("id")!;

    private static JsonObject Status(JsonObject device, string status) => new() { ["DeviceId"] = device.Text("id"), ["Status"] = status };

    private static (JsonObject User, JsonObject? Device, JsonObject? Entra) Add(
        TenantDocument document, string displayName, bool secondFactor = true, bool hello = true, bool device = true, string build = CurrentBuild, int syncedDaysAgo = 0, bool deviceEnabled = true)
    {
        var name = displayName.Split(' ')[0];
        var user = TenantDefaults.User(document.TenantId, $"{name.ToLowerInvariant()}@{TenantDefaults.DomainName(document.DisplayName)}", displayName);
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
