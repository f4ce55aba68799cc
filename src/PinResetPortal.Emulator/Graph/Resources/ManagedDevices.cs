using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>managedDevices and assignmentFilters.</summary>
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
    };

    private static readonly EntityType AssignmentFilter = new()
    {
        Name = "deviceAndAppManagementAssignmentFilter",
        Collection = "deviceManagement/assignmentFilters",
        Properties = EntityType.Names("id assignmentFilterManagementType createdDateTime description displayName lastModifiedDateTime payloads platform roleScopeTags rule"),
        Options = OptionSets.Intune,
    };

    public static IEnumerable<GraphRoute> Routes =>
    [
        .. TenantResources.Readable(Type, Requires.ManagedDevices),
        new("POST", Collection + "/{id}/syncDevice", Requires.ManagedDeviceActions, Sync),
        .. TenantResources.Readable(AssignmentFilter, Requires.IntuneConfiguration, betaOnly: true),
    ];

    /// <summary>https://learn.microsoft.com/graph/api/intune-devices-manageddevice-syncdevice: the device is asked to check in.</summary>
    private static GraphAnswer Sync(GraphCall call)
    {
        var device = call.State.FindForChange(Collection, call.Id) ?? throw GraphRefusal.IntuneNotFound(call.Id);
        var answer = call.NoContent();
        call.State.Change(device, changed => changed["_syncRequestedDateTime"] = call.Now);
        AuditTrail.Write(call, "syncDevice ManagedDevice", "Device", "Action", "ManagedDevice", device);
        return answer;
    }
}
