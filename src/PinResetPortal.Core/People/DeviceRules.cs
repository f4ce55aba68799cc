using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;

namespace PinResetPortal.Core.People;

/// <summary>Whether this device can reset a PIN at all.</summary>
internal static class DeviceRules
{
    /// <summary>PIN recovery is for joined devices (https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/pin-reset).</summary>
    public static bool IsOnlyRegistered(PersonDevice owned, PersonLedger ledger)
    {
        if (!"azureADRegistered".Equals(owned.Device.JoinType, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        ledger.Cause(new(
            "device.join-type", "PIN recovery is not for a device that is only registered",
            [$"Join type {owned.Device.JoinType}: a work account was added to Windows. The PIN of such a device is the one of its own account."],
            "Reset that PIN with the device's own account (Settings > Accounts > Sign-in options). Join the device to Entra ID if the organisation shall manage its PIN.",
            "Helpdesk, together with the user", "cause-join-type", CheckIds.Supported));
        return true;
    }

    public static void Apply(PersonFacts person, PersonDevice? owned, DateTimeOffset now, PersonLedger ledger)
    {
        if (owned is null)
        {
            None(person, ledger);
            return;
        }

        var device = owned.Device;
        if (owned.Entra is Fact<EntraDevice?>.Known { Value: { AccountEnabled: false } entra })
        {
            ledger.Cause(new(
                "device.disabled", "The device is disabled in Entra ID", [$"Entra ID says that the device object {entra.ObjectId} is disabled."],
                "Enable the device in Entra ID.", "Cloud Device Administrator of the tenant", "cause-device-disabled"));
        }
        else if (owned.Entra.WhyUnreadable is { } reason)
        {
            ledger.Unknown("device.entra", "Whether the device is enabled in Entra ID", reason, decides: false);
        }
        else if (owned.Entra.ValueOrDefault is null)
        {
            ledger.Note("Entra ID has no device object with this device's id; Intune still lists the device.");
        }

        if (DeviceSupport.IsTooOld(device))
        {
            ledger.Cause(new(
                "device.too-old", "Windows on this device is too old", [$"Version {device.OsVersion}; PIN reset that keeps the keys needs Windows 10 1703 (10.0.15063) or later."],
                "Update Windows on the device.", "Whoever manages the device", null, CheckIds.Supported));
        }

        if (DeviceSupport.IsHome(device))
        {
            ledger.Cause(new(
                "device.edition", "Windows Home has no PIN recovery", [$"Edition {device.Edition}; Pro, Enterprise or Education is needed."],
                "Move the device to Windows Pro or Enterprise.", "Whoever manages the device", null, CheckIds.Supported));
        }

        if (DeviceSupport.IsStale(device, now))
        {
            ledger.Note($"The device last synchronised {Days(device, now)} days ago: what stands here about it is as old as that.");
        }
    }

    /// <summary>Null: it never synchronised.</summary>
    internal static int? Days(WindowsDevice device, DateTimeOffset now) => now - device.LastSyncAt is { } age ? (int)Math.Round(age.TotalDays) : null;

    private static void None(PersonFacts person, PersonLedger ledger)
    {
        if (person.Devices.WhyUnreadable is { } reason)
        {
            ledger.Unknown("device.list", "Which Windows devices the user has", reason);
        }
        else
        {
            ledger.Cause(new(
                "device.none", "No managed Windows device has this user as its primary user",
                ["A shared device has no primary user and is not listed here; a policy set by Group Policy is not visible here."],
                "Ask for the device's name and look for it in Intune: it may be shared, belong to somebody else, or not be enrolled. Enrol it if it is not.", "Intune Administrator of the tenant", "cause-not-managed"));
        }
    }
}
