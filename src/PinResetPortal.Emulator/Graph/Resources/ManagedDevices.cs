using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>managedDevices, their overview, and assignmentFilters.</summary>
internal static class ManagedDevices
{
    private const string Collection = "deviceManagement/managedDevices";

    /// <summary>https://learn.microsoft.com/graph/api/resources/intune-devices-manageddevice</summary>
    public static readonly EntityType Type = new()
    {
        Name = "managedDevice",
        Collection = Collection,
        Properties = EntityType.Names("""
            id activationLockBypassCode androidSecurityPatchLevel azureADDeviceId azureADRegistered complianceGracePeriodExpirationDateTime complianceState
            configurationManagerClientEnabledFeatures deviceActionResults deviceCategoryDisplayName deviceEnrollmentType deviceHealthAttestationState
            deviceName deviceRegistrationState easActivated easActivationDateTime easDeviceId emailAddress enrolledDateTime enrollmentProfileName
            ethernetMacAddress exchangeAccessState exchangeAccessStateReason exchangeLastSuccessfulSyncDateTime freeStorageSpaceInBytes iccid imei
            isEncrypted isSupervised jailBroken lastSyncDateTime managedDeviceName managedDeviceOwnerType managementAgent
            managementCertificateExpirationDate manufacturer meid model notes operatingSystem osVersion partnerReportedThreatState phoneNumber
            physicalMemoryInBytes remoteAssistanceSessionErrorDetails remoteAssistanceSessionUrl requireUserEnrollmentApproval serialNumber
            subscriberCarrier totalStorageSpaceInBytes udid userDisplayName userId userPrincipalName wiFiMacAddress joinType skuFamily skuNumber
            autopilotEnrolled deviceType ownerType
            """),
        BetaOnly = EntityType.Names("joinType skuFamily skuNumber autopilotEnrolled deviceType ownerType"),
        Options = OptionSets.Intune,
        LargestPage = OptionSets.LargestIntunePage,
    };

    /// <summary>https://learn.microsoft.com/graph/api/resources/intune-devices-manageddeviceoverview</summary>
    private static readonly EntityType OverviewType = new()
    {
        Name = "managedDeviceOverview",
        Collection = "deviceManagement/managedDeviceOverview",
        Properties = EntityType.Names("id enrolledDeviceCount mdmEnrolledCount dualEnrolledDeviceCount deviceOperatingSystemSummary deviceExchangeAccessStateSummary"),
        Options = OptionSets.SelectOnly,
    };

    /// <summary>https://learn.microsoft.com/graph/api/resources/intune-policyset-deviceandappmanagementassignmentfilter (beta)</summary>
    private static readonly EntityType AssignmentFilter = new()
    {
        Name = "deviceAndAppManagementAssignmentFilter",
        Collection = "deviceManagement/assignmentFilters",
        Properties = EntityType.Names("id assignmentFilterManagementType createdDateTime description displayName lastModifiedDateTime payloads platform roleScopeTags rule"),
        Options = OptionSets.Intune,
        LargestPage = OptionSets.LargestIntunePage,
    };

    public static IEnumerable<GraphRoute> Routes =>
    [
        .. TenantResources.Readable(Type, Requires.ManagedDevices),
        new("GET", "users/{id}/managedDevices", Requires.ManagedDevices, OfUser),
        new("GET", "deviceManagement/managedDeviceOverview", Requires.ManagedDevices, Overview),
        new("POST", Collection + "/{id}/syncDevice", Requires.ManagedDeviceActions, Sync),
        .. TenantResources.Readable(AssignmentFilter, Requires.IntuneConfiguration, betaOnly: true),
    ];

    /// <summary>https://learn.microsoft.com/graph/api/resources/intune-devices-user: the devices of which the user is the primary one.</summary>
    private static GraphAnswer OfUser(GraphCall call)
    {
        var user = Users.Named(call).Id();
        return Collections.List(call, Type, call.State.Visible(Collection).Where(device => device.HasText("userId", user)), $"users('{call.Id}')/managedDevices");
    }

    /// <summary>https://learn.microsoft.com/graph/api/intune-devices-manageddeviceoverview-get: how many devices of each kind there are.</summary>
    private static GraphAnswer Overview(GraphCall call)
    {
        var devices = call.State.Visible(Collection).ToList();
        int Running(string system) => devices.Count(device => device.HasText("operatingSystem", system));
        return Collections.Single(call, OverviewType, new JsonObject
        {
            ["id"] = call.Tenant.Id.ToString("D"),
            ["enrolledDeviceCount"] = devices.Count,
            ["mdmEnrolledCount"] = devices.Count,
            ["dualEnrolledDeviceCount"] = 0,
            ["deviceOperatingSystemSummary"] = new JsonObject
            {
                ["androidCount"] = Running("Android"),
                ["iosCount"] = Running("iOS"),
                ["macOSCount"] = Running("macOS"),
                ["windowsMobileCount"] = 0,
                ["windowsCount"] = Running("Windows"),
                ["unknownCount"] = devices.Count(device => device.Text("operatingSystem") is null),
            },
            ["deviceExchangeAccessStateSummary"] = new JsonObject
            {
                ["allowedDeviceCount"] = 0,
                ["blockedDeviceCount"] = 0,
                ["quarantinedDeviceCount"] = 0,
                ["unknownDeviceCount"] = devices.Count,
                ["unavailableDeviceCount"] = 0,
            },
        });
    }

    /// <summary>https://learn.microsoft.com/graph/api/intune-devices-manageddevice-syncdevice: the device is asked to check in.</summary>
    private static GraphAnswer Sync(GraphCall call)
    {
        var device = call.State.FindForChange(Collection, call.Id) ?? throw GraphRefusal.IntuneNotFound(call.Id);
        var answer = call.NoContent();
        call.Tenant.CheckIns.Ask(device.Id(), call.State.Now);
        AuditTrail.Write(call, "syncDevice ManagedDevice", "Device", "Action", "ManagedDevice", device);
        return answer;
    }

    /// <summary>Devices whose time has come have checked in: what was assigned to them before is theirs (<see cref="PolicyStates"/>).</summary>
    public static void CheckIn(CheckIns due, TenantState state)
    {
        foreach (var (id, at) in due.TakeDue(state.Now))
        {
            if (state.FindForChange(Collection, id) is { } device)
            {
                state.Change(device, changed => changed["lastSyncDateTime"] = GraphCall.Timestamp(at));
            }
        }
    }
}
