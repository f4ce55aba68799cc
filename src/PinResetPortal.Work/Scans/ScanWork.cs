using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.Scans;

/// <summary>
/// Scans as work of the engine: a firing for each chunk, so that instances share a scan, and what one of them leaves goes on elsewhere. All
/// chunks of this instance share its places.
/// </summary>
internal sealed class ScanWork(
    IScanStore store, TenantScan reading, Starters starters, ScanTelemetry telemetry, TimeProvider time, IOptions<ScanOptions> options, ILogger<ChunkRun> logger) : IWork, IDisposable
{
    public const string OfKind = "scan";

    private readonly ReadPlaces _places = Places(options.Value.Concurrency, time, telemetry);

    public string Kind => OfKind;

    /// <summary>The scan as a whole.</summary>
    public static WorkId IdOf(Scan scan) => new(scan.HomeTenantId, scan.Id);

    public static WorkKey KeyOf(TenantId home, Guid scanId, int part) => new(OfKind, new WorkId(home, scanId, part).ToString());

    /// <summary>No instance is preferred, whoever holds the sign-in: instances share a scan, and most tenants are read with the portal's own rights.</summary>
    public static WorkItem ItemOf(OpenChunk chunk) =>
        new(KeyOf(chunk.Home, chunk.ScanId, chunk.Part), chunk.Total > ScanChunk.Size ? WorkLanes.Scan : WorkLanes.SmallScan);

    public async Task RunAsync(string id, CancellationToken wake)
    {
        var work = WorkId.Parse(id);
        if (await store.TakeAsync(work.Home, work.Row, work.Part, time.GetUtcNow(), CancellationToken.None) is not { } chunk)
        {
            return;
        }

        using var span = ScanTelemetry.Begin(chunk);
        using var run = new ChunkRun(chunk, store, reading, _places, telemetry, time, logger, wake);
        if (await run.RunAsync())
        {
            starters.Forget(IdOf(chunk.Scan));
            await starters.EndAsync(chunk.Scan.StartedBy);
        }
    }

    public async Task<IReadOnlyList<WorkItem>> OpenAsync(CancellationToken cancellationToken) => [.. (await store.OpenAsync(cancellationToken)).Select(ItemOf)];

    public void Dispose() => _places.Dispose();

    private static ReadPlaces Places(int concurrency, TimeProvider time, ScanTelemetry telemetry)
    {
        var places = new ReadPlaces(concurrency, time);
        telemetry.Watch(() => places.Limit);
        return places;
    }
}
