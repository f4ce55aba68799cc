using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Hosting;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Devices;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Graph;

/// <summary>Asking devices to check in: over HTTP against the Emulator, and what the service makes of it.</summary>
public sealed class DeviceSyncTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [FactAttribute]
    public async Task Sync_ManyDevicesWhileThrottled_EachIsAskedAndUnknownOnesAreCounted()
    {
        await using var world = await EmulatedWorld.StartAsync();
        var ids = Enumerable.Range(1, 45).Select(number => $"de000000-0000-4000-8000-{number:D12}").ToList();
        var devices = string.Join(',', ids.Select(id => $$"""{"id":"{{id}}","deviceName":"PC","operatingSystem":"Windows"}"""));
        var tenant = world.Add($$"""{"deviceManagement/managedDevices":[{{devices}}]}""");
        await world.FaultsAsync("""{"throttleShare":0.2,"retryAfter":"0","seed":3}""");

        var counts = await world.DeviceSync.SyncAsync(tenant, EmulatedWorld.Application, [.. ids, Guid.NewGuid().ToString()], Cancellation);

        Assert.Equal(new DeviceSyncCounts(45, 1, 0), counts.ValueOrDefault);
    }

    [FactAttribute]
    public async Task Sync_WithoutThePermission_SaysWhichOneIsMissing()
    {
        await using var room = new GraphRoom();
        room.Stub.On("syncDevice", """{"error":{"code":"Forbidden","message":"Application is not authorized"}}""", 403);

        var counts = await room.DeviceSync.SyncAsync(GraphRoom.Customer, GraphRoom.Application, ["a", "b"], Cancellation);

        Assert.Equal((UnreadableKind.PermissionMissing, "DeviceManagementManagedDevices.PrivilegedOperations.All"), (counts.WhyUnreadable!.Kind, counts.WhyUnreadable.Permission));
        Assert.Contains("ask devices to check in", counts.WhyUnreadable.Message, StringComparison.Ordinal);
    }

    [FactAttribute]
    public async Task Service_AsksThoseSeenLastUpToTheLimit_AndRecordsItBefore()
    {
        var (audit, sync) = (new AuditNotes(), new RecordedSync());
        var reader = new ScriptedReader
        {
            Answer = (tenant, _, _, _) => Task.FromResult(ScriptedReader.Healthy(tenant) with
            {
                Devices = new DeviceInventory([Seen("old", 1), Seen("new", 9), new WindowsDevice("never", "never"), Seen("middle", 5)], 7),
            }),
        };
        var service = new DeviceSyncService(new FakeTenantCatalog(), reader, sync, audit);

        var result = Assert.IsType<DeviceSyncResult.Done>(await service.SyncAsync(FakeTenantCatalog.Customer, Olive, 2, Cancellation));

        Assert.Equal(["new", "middle"], sync.Asked);
        Assert.Equal((7, 2), (result.Devices, result.Counts.Asked));
        Assert.Contains(audit.Records, record => record.Action == AuditActions.DeviceSync && record.TenantId == FakeTenantCatalog.Customer);
    }

    [FactAttribute]
    public async Task Service_ByReader_IsDenied()
    {
        var sync = new RecordedSync();
        var service = new DeviceSyncService(new FakeTenantCatalog(), new ScriptedReader(), sync, new AuditNotes());

        Assert.IsType<DeviceSyncResult.Denied>(await service.SyncAsync(FakeTenantCatalog.Customer, Olive with { Role = PortalRole.Reader }, 10, Cancellation));

        Assert.Empty(sync.Asked);
    }

    private static Actor Olive => new(ActorKind.User, "olive", "olive", FakeTenantCatalog.Home, PortalRole.Operator, new());

    private static WindowsDevice Seen(string id, int day) => new(id, id, LastSyncAt: new DateTimeOffset(2026, 11, day, 8, 0, 0, TimeSpan.Zero));

    private sealed class RecordedSync : IDeviceSync
    {
        public List<string> Asked { get; } = [];

        public Task<Fact<DeviceSyncCounts>> SyncAsync(Tenant tenant, Actor actor, IReadOnlyList<string> deviceIds, CancellationToken cancellationToken)
        {
            Asked.AddRange(deviceIds);
            return Task.FromResult<Fact<DeviceSyncCounts>>(new DeviceSyncCounts(deviceIds.Count, 0, 0));
        }
    }
}
