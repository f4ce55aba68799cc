using PinResetPortal.EndToEnd.Emulation;

namespace PinResetPortal.Benchmarks.Scans;

/// <summary>What one scan took, seen from outside: by the clock of the portal, the request log of the Emulator and the operating system.</summary>
/// <param name="Wrong">Tenants whose verdict is not the one that their state has earned, or that have none.</param>
/// <param name="Growth">How far the portal's working set rose above what it was before, in bytes.</param>
internal sealed record ScanMeasurement(int Tenants, TimeSpan Took, int Failed, int Wrong, RequestCount Requests, TimeSpan Processor, long Growth);

/// <param name="PerTenant">How many HTTP requests were received for each tenant, token requests included and batch items not.</param>
internal sealed record RequestCount(IReadOnlyDictionary<string, int> PerTenant)
{
    public int Total => PerTenant.Values.Sum();

    public int Most => PerTenant.Values.DefaultIfEmpty().Max();

    public static RequestCount Of(IEnumerable<LoggedRequest> log, IEnumerable<string> tenants)
    {
        var counts = tenants.ToDictionary(id => id, _ => 0, StringComparer.Ordinal);
        foreach (var request in log.Where(request => request.Batch is null && request.TenantId is not null && counts.ContainsKey(request.TenantId)))
        {
            counts[request.TenantId!]++;
        }

        return new(counts);
    }
}
