using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Devices;
using PinResetPortal.Work.Facts;

namespace PinResetPortal.Fakes;

/// <summary>Graph is out of reach: every device question ends in an unexpected error.</summary>
public sealed class FakeDeviceSync : IDeviceSync, ITenantFactReader
{
    public Task<Fact<DeviceSyncCounts>> SyncAsync(Tenant tenant, Actor actor, IReadOnlyList<string> deviceIds, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<TenantFacts> ReadAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<TenantFacts> ReadAsync(Tenant tenant, Actor actor, ReadManner manner, CancellationToken cancellationToken) => throw new NotSupportedException();
}
