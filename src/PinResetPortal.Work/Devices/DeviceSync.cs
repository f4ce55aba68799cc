using System.Globalization;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Devices;

/// <summary>Asks devices to check in, so that a policy reaches them soon. Implemented by the Graph room.</summary>
public interface IDeviceSync
{
    /// <summary>
    /// Sends <c>syncDevice</c> for each device, a batch after the other, retrying what was throttled
    /// (<see href="https://learn.microsoft.com/graph/api/intune-devices-manageddevice-syncdevice"/>). Asking a device twice does no harm.
    /// </summary>
    /// <param name="deviceIds">Ids of managed devices.</param>
    /// <returns>How many were asked; unreadable when none may be.</returns>
    Task<Fact<DeviceSyncCounts>> SyncAsync(Tenant tenant, Actor actor, IReadOnlyList<string> deviceIds, CancellationToken cancellationToken);
}

/// <param name="Asked">Devices whose request Intune accepted. They answer when they are switched on and online.</param>
/// <param name="Refused">Devices that Intune does not know any more, or refused.</param>
/// <param name="NotSent">Devices for which Graph kept throttling or failing.</param>
public sealed record DeviceSyncCounts(int Asked, int Refused, int NotSent);

public abstract record DeviceSyncResult
{
    private DeviceSyncResult()
    {
    }

    /// <param name="Devices">Windows devices of the tenant.</param>
    public sealed record Done(int Devices, DeviceSyncCounts Counts) : DeviceSyncResult;

    public sealed record Denied(PortalRole Needed) : DeviceSyncResult;

    public sealed record TenantNotFound : DeviceSyncResult;

    /// <summary>The devices could not be read, or the portal may not ask them.</summary>
    public sealed record NotPossible(UnreadableReason Reason) : DeviceSyncResult;

    /// <summary>The tenant has no Windows device in Intune.</summary>
    public sealed record NoDevices : DeviceSyncResult;
}

/// <summary>Asks a tenant's Windows devices to check in. Pages and API call the same one.</summary>
public sealed class DeviceSyncService(ITenantCatalog catalog, ITenantFactReader reader, IDeviceSync sync, IAuditLog audit)
{
    /// <summary>How many devices are asked when nobody says otherwise.</summary>
    public const int UsualLimit = 100;

    /// <summary>More at once would use up the tenant's share of Intune's limits.</summary>
    public const int HighestLimit = 500;

    /// <summary>Asks the devices that were seen last first: they are the likeliest to be online. Needs <see cref="PortalRole.Operator"/>.</summary>
    /// <param name="limit">1 to <see cref="HighestLimit"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is outside its range.</exception>
    public async Task<DeviceSyncResult> SyncAsync(TenantId tenantId, Actor actor, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, HighestLimit);
        if (await audit.IsDeniedAsync(actor, PortalRole.Operator, tenantId, "ask devices to check in", cancellationToken))
        {
            return new DeviceSyncResult.Denied(PortalRole.Operator);
        }

        if (await catalog.FindAsync(tenantId, actor, cancellationToken) is not { } tenant)
        {
            return new DeviceSyncResult.TenantNotFound();
        }

        var facts = await reader.ReadAsync(tenant, actor, cancellationToken);
        if (!facts.Devices.IsKnown(out var inventory, out var notSeen))
        {
            return new DeviceSyncResult.NotPossible(notSeen);
        }

        var chosen = inventory.Devices.OrderByDescending(device => device.LastSyncAt).ThenBy(device => device.Id, StringComparer.Ordinal).Take(limit).Select(device => device.Id).ToList();
        if (chosen.Count == 0)
        {
            return new DeviceSyncResult.NoDevices();
        }

        await audit.AppendAsync(
            AuditRecord.Of(actor, tenantId, AuditActions.DeviceSync, string.Create(CultureInfo.InvariantCulture, $"Asks {chosen.Count} of {inventory.Total} Windows devices to check in")), cancellationToken);
        var answer = await sync.SyncAsync(tenant, actor, chosen, cancellationToken);
        return answer.IsKnown(out var counts, out var reason)
            ? new DeviceSyncResult.Done(inventory.Total, counts)
            : new DeviceSyncResult.NotPossible(reason);
    }
}
