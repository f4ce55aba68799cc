using System.Globalization;
using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Checks;

/// <summary>Devices that cannot use PIN recovery whatever the policy says, that take no policy from Intune, or that no policy has reached for a while. Advice only.</summary>
internal sealed class SupportedDevicesCheck() : TenantCheck("devices.supported", "Supported Windows devices", "Devices not supported", CheckArea.Devices, required: false)
{
    private const int MostNamed = 10;

    public override Finding Evaluate(TenantFacts facts)
    {
        var blade = Blades.WindowsDevices(facts.TenantId);
        if (!facts.Devices.IsKnown(out var inventory, out var reason))
        {
            return Unknown("We could not see the Windows devices.", reason, blade: blade);
        }

        if (inventory.Total == 0)
        {
            return NotApplicable("Intune manages no Windows device here.");
        }

        Group[] groups =
        [
            new(FindingCause.DevicesNotServed, "only registered in Entra ID: PIN reset serves joined devices only", device => device.Join == DeviceJoin.EntraRegistered,
                device => device.JoinType, _ => "only registered; PIN reset serves Entra-joined and hybrid-joined devices"),
            new(FindingCause.DevicesNotServed, "no PC (HoloLens, Surface Hub, Windows Server)", device => DeviceSupport.OtherKind(device) is not null,
                DeviceSupport.OtherKind, device => $"{DeviceSupport.OtherKind(device)}; Microsoft's page on PIN reset names PCs only", EvidenceBasis.Inferred),
            new(FindingCause.DevicesNotServed, "too old for PIN recovery", DeviceSupport.IsTooOld, device => device.OsVersion, _ => "older than Windows 10 1703 (10.0.15063), the first with PIN recovery"),
            new(FindingCause.DevicesNotServed, "on Windows Home", DeviceSupport.IsHome, device => device.Edition, _ => "Windows Home can't be given the policy"),
            new(FindingCause.ConfiguredElsewhere, "configured by Configuration Manager and not by Intune", device => !device.TakesPolicies,
                device => device.ManagementAgent, _ => "Configuration Manager has the device configuration: policies of Intune do not reach it"),
            new(FindingCause.DevicesStale, $"not synchronised for {DeviceSupport.StaleAfter.Days} days", device => DeviceSupport.IsStale(device, facts.ReadAt),
                device => device.LastSyncAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), device => $"last synchronised {(int?)(facts.ReadAt - device.LastSyncAt)?.TotalDays} days ago"),
        ];
        var seen = groups.Select(group => (Group: group, Devices: inventory.Devices.Where(group.Holds).ToList())).Where(item => item.Devices.Count > 0).ToList();
        var subject = inventory.Complete ? "" : $"Of the {inventory.Devices.Count} Windows devices looked at (of {inventory.Total}), ";
        var notTold = inventory.Devices.Count(device => device.Join == DeviceJoin.NotTold);
        if (seen.Count > 0)
        {
            return NeedsAttention($"{subject}{string.Join(", ", seen.Select(item => $"{Devices(item.Devices.Count)} {item.Group.Words}"))}.", seen.SelectMany(item => Named(item.Group, item.Devices)), blade) with { Cause = seen[0].Group.Cause };
        }

        Evidence looked = new("device", "Windows devices looked at", null, inventory.Devices.Count.ToString(CultureInfo.InvariantCulture));
        if (notTold == inventory.Devices.Count)
        {
            return Unknown(
                "Intune does not say how its Windows devices are joined, so we do not know whether PIN reset serves them.",
                new(UnreadableKind.NotUnderstood, "No device carries a join type that the portal knows.", "Look at a device in Intune: it must be joined to Entra ID, or to Entra ID and Active Directory."),
                [looked],
                blade);
        }

        var all = inventory.Complete ? inventory.Devices.Count == 1 ? "The one Windows device" : $"All {inventory.Devices.Count} Windows devices" : $"{subject}all";
        var whom = notTold == 0 ? all : $"{inventory.Devices.Count - notTold} of {inventory.Devices.Count} Windows devices";
        return Healthy(
            $"{whom} {(whom.StartsWith("The one", StringComparison.Ordinal) ? "is" : "are")} of a kind that PIN recovery serves, and synchronised in the last {DeviceSupport.StaleAfter.Days} days{(notTold == 0 ? "" : $"; for {notTold} Intune does not say how they are joined")}.",
            [looked],
            blade);
    }

    private static IEnumerable<Evidence> Named(Group group, List<WindowsDevice> devices) =>
        devices.Take(MostNamed).Select(device => new Evidence("device", device.Name, device.Id, group.Value(device), group.Detail(device)) { Basis = group.Basis })
            .Concat(devices.Count > MostNamed ? [new Evidence("device", $"and {devices.Count - MostNamed} more", null, null, group.Words) { Basis = group.Basis }] : []);

    private static string Devices(int count) => count == 1 ? "1 Windows device is" : $"{count} Windows devices are";

    private sealed record Group(
        FindingCause Cause,
        string Words,
        Func<WindowsDevice, bool> Holds,
        Func<WindowsDevice, string?> Value,
        Func<WindowsDevice, string> Detail,
        EvidenceBasis Basis = EvidenceBasis.Listed);
}
