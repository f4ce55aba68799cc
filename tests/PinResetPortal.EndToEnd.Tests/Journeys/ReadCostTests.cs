using System.Text.Json.Nodes;
using PinResetPortal.EndToEnd.Emulation;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>What the API says a read cost is what the Emulator received.</summary>
public sealed class ReadCostTests(World world) : Journey(world)
{
    [Fact]
    public async Task Read_ColdAndWarm_CostsWhatTheRequestLogSays()
    {
        var tenant = await AddAsync(new TenantShape("Liberty's Delightful").Consented().PinRecoveryOn());

        var cold = await ReadAsync(tenant.Id);
        var warm = await ReadAsync(tenant.Id);

        Assert.InRange(cold["waves"]!.GetValue<int>(), 1, 2);
        Assert.InRange(cold["httpRequests"]!.GetValue<int>(), 1, 4);
        Assert.Equal(1, warm["waves"]!.GetValue<int>());
        Assert.InRange(warm["httpRequests"]!.GetValue<int>(), 1, 2);
    }

    private async Task<JsonNode> ReadAsync(string tenantId)
    {
        var before = (await Emulator.RequestsAsync(tenantId)).Select(request => request.Number).DefaultIfEmpty().Max();
        var readiness = await Api.ReadinessAsync(tenantId);
        Assert.Equal("Ready", readiness["verdict"]!.GetValue<string>());
        var received = (await Emulator.RequestsAsync(tenantId, before)).Where(request => request.IsGraph).ToList();
        var cost = readiness["graph"]!;
        Assert.Equal(received.Count(request => request.Batch is null), cost["httpRequests"]!.GetValue<int>());
        Assert.Equal(received.Count(request => request.Batch is not null), cost["batchItems"]!.GetValue<int>());
        return cost;
    }
}
