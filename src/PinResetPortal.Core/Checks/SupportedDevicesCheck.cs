using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.Checks;

/// <summary>Devices that cannot use PIN recovery whatever the policy says, and devices that no policy has reached for a while. Advice only.</summary>
public sealed class SupportedDevicesCheck() : TenantCheck("devices.supported", "Devices that can use it", CheckArea.Devices, required: false)
{
    private const int MostNamed = 10;

    public override Finding Evaluate(TenantFacts facts)
    {
        var blade = Blades.WindowsDevices(facts.TenantId);
        if (facts.Devices is not Fact<DeviceInventory>.Known { Value: var inventory })
        {
            return Unknown("We could not see the Windows devices.", facts.Devices.WhyUnreadable!, blade: blade);
        }

        if (inventory.Total == 0)
        {
            return NotApplicable("Intune manages no Windows device here.");
        }

        var old = inventory.Devices.Where(DeviceSupport.IsTooOld).ToList();
        var home = inventory.Devices.Where(DeviceSupport.IsHome).ToList();
        var stale = inventory.Devices.Where(device => DeviceSupport.IsStale(device, facts.ReadAt)).ToList();
        List<Evidence> evidence =
        [
            .. Named(old, device => device.OsVersion, _ => "older than Windows 10 1703 (10.0.15063), the first with PIN recovery"),
            .. Named(home, device => device.Edition, _ => "Windows Home can't be given the policy"),
            .. Named(stale, device => device.LastSyncAt?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), device => $"last synchronised {(int)(facts.ReadAt - device.LastSyncAt!.Value).TotalDays} days ago"),
        ];
        var subject = inventory.Complete ? "" : $"Of the {inventory.Devices.Count} Windows devices looked at (of {inventory.Total}), ";
        string?[] parts =
        [
            old.Count > 0 ? $"{Devices(old.Count)} too old for PIN recovery" : null,
            home.Count > 0 ? $"{Devices(home.Count)} on Windows Home" : null,
            stale.Count > 0 ? $"{Devices(stale.Count)} not synchronised for {DeviceSupport.StaleAfter.Days} days" : null,
        ];
        var words = string.Join(", ", parts.OfType<string>());
        if (words.Length > 0)
        {
            return NeedsAttention($"{subject}{words}.", evidence, blade);
        }

        return Healthy(
            inventory.Complete
                ? $"{(inventory.Total == 1 ? "The one Windows device" : $"All {inventory.Total} Windows devices")} can use PIN recovery and synchronised in the last {DeviceSupport.StaleAfter.Days} days."
                : $"{subject}all can use PIN recovery and synchronised in the last {DeviceSupport.StaleAfter.Days} days.",
            [new Evidence("device", "Windows devices looked at", null, inventory.Devices.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            blade);
    }

    private static IEnumerable<Evidence> Named(List<WindowsDevice> devices, Func<WindowsDevice, string?> value, Func<WindowsDevice, string> detail) =>
        devices.Take(MostNamed).Select(device => new Evidence("device", device.Name, device.Id, value(device), detail(device)))
            .Concat(devices.Count > MostNamed ? [new Evidence("device", $"and {devices.Count - MostNamed} more", null, null, detail(devices[MostNamed]))] : []);

    private static string Devices(int count) => count == 1 ? "1 Windows device is" : $"{count} Windows devices are";
}
