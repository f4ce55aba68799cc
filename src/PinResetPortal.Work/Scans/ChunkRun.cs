using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Facts;

namespace PinResetPortal.Work.Scans;

/// <summary>Reads the tenants of one chunk, each as soon as there is a place for it, and writes what comes of it.</summary>
/// <param name="wake">See <see cref="Background.IWork.RunAsync"/>.</param>
internal sealed partial class ChunkRun(
    ScanChunk chunk, IScanStore store, TenantScan reading, ReadPlaces places, ScanTelemetry telemetry, TimeProvider time, ILogger<ChunkRun> logger, CancellationToken wake) : IDisposable
{
    private const int MostWrittenAtOnce = 64;

    /// <summary>A database that is away for a moment must not cost what was read.</summary>
    private const int Attempts = 5;

    /// <summary>How often it is told who is read, when nothing ends.</summary>
    private static readonly TimeSpan Tell = TimeSpan.FromSeconds(2);

    /// <summary>How long a stop of this instance waits for reads that are under way, by the clock of the host that stops.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>No further read begins.</summary>
    private readonly CancellationTokenSource _noMore = CancellationTokenSource.CreateLinkedTokenSource(wake);

    /// <summary>Reads that are under way end, too.</summary>
    private readonly CancellationTokenSource _letGo = new();

    private readonly ConcurrentDictionary<TenantId, ReadPlace> _open = new();

    /// <summary>Who is known to be read, and whether to wait for Graph. The writer's own.</summary>
    private readonly Dictionary<TenantId, bool> _told = [];

    /// <summary>Results; null: it is time to tell who is read.</summary>
    private readonly Channel<FinishedTenant?> _news = Channel.CreateUnbounded<FinishedTenant?>(new UnboundedChannelOptions { SingleReader = true });

    private int _left;

    /// <returns>The scan ended here.</returns>
    public async Task<bool> RunAsync()
    {
        bool over;
        var writing = WriteAsync();
        await using (time.CreateTimer(_ => _news.Writer.TryWrite(null), null, Tell, Tell))
        {
            var reads = Task.WhenAll(chunk.Tenants.Select(ReadAsync));
            try
            {
                await EndEarlyAsync(reads, writing);
                await reads;
            }
            finally
            {
                _news.Writer.Complete();
                over = await writing;
            }
        }

        if (_left > 0 && !await IsStoppedAsync())
        {
            wake.ThrowIfCancellationRequested();
        }

        telemetry.ChunkEnded();
        return over;
    }

    public void Dispose()
    {
        _noMore.Dispose();
        _letGo.Dispose();
    }

    /// <summary>
    /// When somebody stopped the scan, or nothing can be written, reads end at once. When this instance stops, they are given a moment, and
    /// others do the rest.
    /// </summary>
    private async Task EndEarlyAsync(Task reads, Task writing)
    {
        var woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = wake.Register(woken.SetResult);
        await Task.WhenAny(reads, writing, woken.Task);
        if (reads.IsCompleted)
        {
            return;
        }

        await _noMore.CancelAsync();
        if (!writing.IsCompleted && !await IsStoppedAsync())
        {
            await Task.WhenAny(reads, writing, Task.Delay(Grace, TimeProvider.System, CancellationToken.None));
        }

        await _letGo.CancelAsync();
    }

    /// <summary>Whether somebody stopped the scan. Where that cannot be told, nobody did: the rest is handed over, and whoever takes it looks again.</summary>
    private async Task<bool> IsStoppedAsync()
    {
        try
        {
            return await store.FindAsync(chunk.Scan.HomeTenantId, chunk.Scan.Id, CancellationToken.None) is null or { Scan.IsFinished: true };
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            LogStoreTrouble(chunk.Scan.Id, trouble);
            return false;
        }
    }

    private async Task ReadAsync(Tenant tenant)
    {
        try
        {
            await places.EnterAsync(chunk.Total, _noMore.Token);
        }
        catch (OperationCanceledException) when (_noMore.IsCancellationRequested)
        {
            Interlocked.Increment(ref _left);
            return;
        }

        try
        {
            // Somebody may have stopped the scan, or another instance may have read the tenant while this one slept.
            if (await store.IsOpenAsync(chunk.Scan.Id, tenant.Id, _letGo.Token))
            {
                await ReadInPlaceAsync(tenant);
            }
        }
        catch (OperationCanceledException) when (_letGo.IsCancellationRequested)
        {
            Interlocked.Increment(ref _left);
            LogLetGo(tenant.Id, chunk.Scan.Id);
        }
        finally
        {
            places.Leave();
        }
    }

    private async Task ReadInPlaceAsync(Tenant tenant)
    {
        var place = new ReadPlace(places, time);
        _open[tenant.Id] = place;
        telemetry.Reads(1);
        try
        {
            _news.Writer.TryWrite(await reading.ReadAsync(chunk.Scan, tenant, place, _letGo.Token));
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !_letGo.IsCancellationRequested)
        {
            // One bad tenant costs nothing to the others: whatever was not expected ends here and is its result.
            LogUnexpected(tenant.Id, chunk.Scan.Id, problem);
            _news.Writer.TryWrite(new(tenant.Id, new(ScanOutcome.Failed, null, $"Something unexpected happened; it is in the log under scan {chunk.Scan.Id}.", 0), null, null));
        }
        finally
        {
            telemetry.Reads(-1);
            _open.TryRemove(tenant.Id, out _);
        }
    }

    /// <summary>Writes results, many in one transaction when they come fast.</summary>
    /// <returns>The scan ended with one of them.</returns>
    private async Task<bool> WriteAsync()
    {
        var over = false;
        var finished = new List<FinishedTenant>();
        while (await _news.Reader.WaitToReadAsync())
        {
            while (finished.Count < MostWrittenAtOnce && _news.Reader.TryRead(out var one))
            {
                finished.AddRange(one is null ? [] : [one]);
            }

            var news = NewsWith(finished);
            over |= !news.IsEmpty && await SaveAsync(news);
            finished.Clear();
        }

        return over;
    }

    private ChunkNews NewsWith(IReadOnlyCollection<FinishedTenant> finished)
    {
        var open = _open.ToDictionary(pair => pair.Key, pair => pair.Value.IsThrottled);
        var changed = open.Where(pair => !_told.TryGetValue(pair.Key, out var told) || told != pair.Value).ToList();
        changed.ForEach(pair => _told[pair.Key] = pair.Value);
        return new(
            chunk.Scan.HomeTenantId,
            chunk.Scan.Id,
            [.. finished],
            [.. changed.Where(pair => !pair.Value).Select(pair => pair.Key)],
            [.. changed.Where(pair => pair.Value).Select(pair => pair.Key)]);
    }

    private async Task<bool> SaveAsync(ChunkNews news)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var now = time.GetUtcNow();
                var saved = await store.SaveAsync(news, now, CancellationToken.None);
                foreach (var outcome in saved.Outcomes)
                {
                    telemetry.Finished(outcome);
                }

                if (saved.IsOver)
                {
                    telemetry.ScanEnded(now - (chunk.Scan.StartedAt ?? now));
                }

                return saved.IsOver;
            }
            catch (Exception trouble) when (attempt < Attempts)
            {
                LogStoreTrouble(chunk.Scan.Id, trouble);
                await Task.Delay(Tell, time);
            }
        }
    }

    [LoggerMessage(2200, LogLevel.Information, "Tenant {TenantId} of scan {ScanId} was let go")]
    private partial void LogLetGo(TenantId tenantId, Guid scanId);

    [LoggerMessage(2201, LogLevel.Error, "Tenant {TenantId} of scan {ScanId} failed unexpectedly")]
    private partial void LogUnexpected(TenantId tenantId, Guid scanId, Exception exception);

    [LoggerMessage(2202, LogLevel.Error, "Scan {ScanId} could not be read or written; it is tried again")]
    private partial void LogStoreTrouble(Guid scanId, Exception exception);
}
