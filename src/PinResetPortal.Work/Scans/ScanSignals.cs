using System.Collections.Concurrent;
using System.Threading.Channels;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Scans;

/// <summary>What the pages and endpoints of this process tell its runner, so that nobody waits for the next look into the database.</summary>
public sealed class ScanSignals
{
    /// <summary>A sign-in holds its tokens, and nobody tells when a scan is over on another instance: older ones are known by the token cache only.</summary>
    internal const int MostStarters = 500;

    private readonly Channel<bool> _work = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<Guid, Actor> _starters = new();

    internal event Action<Guid>? Cancelled;

    /// <summary>There is work.</summary>
    internal void Wake() => _work.Writer.TryWrite(true);

    internal void Started(Guid scanId, Actor actor)
    {
        _starters[scanId] = actor;
        while (_starters.Count > MostStarters)
        {
            // The ids are made of the time.
            _starters.TryRemove(_starters.Keys.Min(), out _);
        }

        Wake();
    }

    internal void Cancel(Guid scanId)
    {
        _starters.TryRemove(scanId, out _);
        Cancelled?.Invoke(scanId);
    }

    /// <summary>Waits for <see cref="Wake"/>, at most for <paramref name="patience"/>.</summary>
    internal async Task WaitAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _work.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time is up: look anyway.
        }
    }

    /// <summary>The person that started a scan: as signed in then, or, after a restart and on other instances, as the token cache knows them.</summary>
    /// <returns>Null when no person started it.</returns>
    internal Actor? Person(Scan scan)
    {
        if (scan.StartedBy.Kind != ActorKind.User)
        {
            return null;
        }

        return _starters.TryGetValue(scan.Id, out var live) ? live : scan.StartedBy.Restore();
    }
}
