using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Facts;

namespace PinResetPortal.Work.Scans;

/// <summary>
/// Takes tenants from the store and reads them, a bounded number at a time, for as long as the process lives. Every instance runs one; the
/// leases in the store share the work out.
/// </summary>
public sealed partial class ScanRunner(
    IScanStore store,
    TenantScan reading,
    ScanSignals signals,
    TimeProvider time,
    IOptions<ScanOptions> options,
    ILogger<ScanRunner> logger) : IDisposable
{
    private const int MostWrittenAtOnce = 64;

    /// <summary>Reads that wait for Graph have no place, but memory.</summary>
    private const int MostOpenPerPlace = 8;

    private readonly string _instance = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<(Guid ScanId, TenantId TenantId), OpenRead> _open = new();
    private readonly ReadPlaces _places = new(options.Value.Concurrency, time);
    private readonly Channel<FinishedTenant> _finished = Channel.CreateUnbounded<FinishedTenant>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Works until <paramref name="stopping"/>; the host calls it once.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        signals.Cancelled += LetGo;
        var writing = WriteAsync();
        var beating = BeatAsync(stopping);
        try
        {
            await RecoverAsync(stopping);
            await TakeAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            signals.Cancelled -= LetGo;
            LetGo(_ => true);
            await Task.WhenAll(_open.Values.Select(read => read.Task));
            _finished.Writer.Complete();
            await writing;
            await beating;
            await GiveBackAsync();
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task RecoverAsync(CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await store.RecoverAsync(stopping);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogStoreTrouble(exception);
                await Task.Delay(options.Value.Poll, time, stopping);
            }
        }
    }

    private async Task TakeAsync(CancellationToken stopping)
    {
        var held = new Queue<ClaimedTenant>();
        while (true)
        {
            stopping.ThrowIfCancellationRequested();
            while (held.Count > 0 && _open.Count < options.Value.Concurrency * MostOpenPerPlace)
            {
                // One after the other, in the order in which the store gave them out.
                await _places.EnterAsync(size: 0, stopping);
                Start(held.Dequeue());
            }

            if (held.Count > 0 || !await ClaimAsync(held, stopping))
            {
                await signals.WaitAsync(options.Value.Poll, time, stopping);
            }
        }
    }

    /// <returns>False when there is nothing to do.</returns>
    private async Task<bool> ClaimAsync(Queue<ClaimedTenant> held, CancellationToken stopping)
    {
        try
        {
            var now = time.GetUtcNow();
            foreach (var claimed in await store.ClaimAsync(_instance, _places.Limit, now, now + options.Value.Lease, stopping))
            {
                // Known as open from now on, so that the heartbeat can tell what was lost while it waits for its place.
                _open[(claimed.Scan.Id, claimed.Tenant.Id)] = new OpenRead(new ReadPlace(_places, time));
                held.Enqueue(claimed);
            }

            return held.Count > 0;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogStoreTrouble(exception);
            return false;
        }
    }

    private void Start(ClaimedTenant claimed)
    {
        var read = _open[(claimed.Scan.Id, claimed.Tenant.Id)];
        read.Task = ReadAsync(claimed, read);
    }

    private async Task ReadAsync(ClaimedTenant claimed, OpenRead read)
    {
        // The loop that takes tenants must not do their work.
        await Task.Yield();
        FinishedTenant? finished = null;
        try
        {
            read.Cancel.Token.ThrowIfCancellationRequested();
            finished = await reading.ReadAsync(claimed, read.Place, read.Cancel.Token);
        }
        catch (OperationCanceledException) when (read.Cancel.IsCancellationRequested)
        {
            LogLetGo(claimed.Tenant.Id, claimed.Scan.Id);
        }
        catch (Exception exception)
        {
            // One bad tenant costs nothing to the others: whatever was not expected ends here and is its result.
            LogUnexpected(claimed.Tenant.Id, claimed.Scan.Id, exception);
            finished = new(claimed.Scan.Id, claimed.Key, new(ScanOutcome.Failed, null, $"Something unexpected happened; it is in the log under scan {claimed.Scan.Id}.", 0), null, null);
        }

        _places.Leave();
        if (finished is null)
        {
            Close(claimed.Scan.Id, claimed.Tenant.Id);
        }
        else
        {
            _finished.Writer.TryWrite(finished);
        }
    }

    /// <summary>Writes results, many in one transaction when they come fast.</summary>
    private async Task WriteAsync()
    {
        var batch = new List<FinishedTenant>(MostWrittenAtOnce);
        while (await _finished.Reader.WaitToReadAsync())
        {
            while (batch.Count < MostWrittenAtOnce && _finished.Reader.TryRead(out var finished))
            {
                batch.Add(finished);
            }

            await WriteAsync(batch);
            batch.ForEach(finished => Close(finished.ScanId, finished.TenantId));
            batch.Clear();
            signals.Wake();
        }
    }

    private async Task WriteAsync(List<FinishedTenant> batch)
    {
        // A database that is away for a moment must not cost results; when it stays away, others take the tenants over after the lease.
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            try
            {
                await store.CompleteAsync(_instance, batch, time.GetUtcNow(), CancellationToken.None);
                return;
            }
            catch (Exception exception)
            {
                LogStoreTrouble(exception);
                await Task.Delay(options.Value.Poll, time);
            }
        }
    }

    private async Task BeatAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(options.Value.Heartbeat, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                await BeatOnceAsync(stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task BeatOnceAsync(CancellationToken stopping)
    {
        var open = _open.ToArray();
        if (open.Length == 0)
        {
            return;
        }

        try
        {
            var throttled = open.Where(pair => pair.Value.Place.IsThrottled).Select(pair => pair.Key.TenantId).ToHashSet();
            var held = await store.RenewAsync(_instance, throttled, time.GetUtcNow() + options.Value.Lease, stopping);
            foreach (var (key, read) in open.Where(pair => !held.Contains(pair.Key)))
            {
                await read.Cancel.CancelAsync();
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogStoreTrouble(exception);
        }
    }

    private void LetGo(Guid scanId) => LetGo(id => id == scanId);

    private void LetGo(Func<Guid, bool> which)
    {
        foreach (var (_, read) in _open.Where(pair => which(pair.Key.ScanId)))
        {
            read.Cancel.Cancel();
        }
    }

    private void Close(Guid scanId, TenantId tenantId) => _open.TryRemove((scanId, tenantId), out _);

    private async Task GiveBackAsync()
    {
        try
        {
            await store.ReleaseAsync(_instance, CancellationToken.None);
        }
        catch (Exception exception)
        {
            // The lease runs out by itself.
            LogStoreTrouble(exception);
        }
    }

    private sealed class OpenRead(ReadPlace place)
    {
        public ReadPlace Place { get; } = place;

        /// <summary>Without timers and links it holds nothing that would have to be disposed of.</summary>
        public CancellationTokenSource Cancel { get; } = new();

        public Task Task { get; set; } = Task.CompletedTask;
    }

    [LoggerMessage(2200, LogLevel.Information, "Tenant {TenantId} of scan {ScanId} was let go")]
    private partial void LogLetGo(TenantId tenantId, Guid scanId);

    [LoggerMessage(2201, LogLevel.Error, "Tenant {TenantId} of scan {ScanId} failed unexpectedly")]
    private partial void LogUnexpected(TenantId tenantId, Guid scanId, Exception exception);

    [LoggerMessage(2202, LogLevel.Error, "The scans could not be read or written; it is tried again")]
    private partial void LogStoreTrouble(Exception exception);
}
