using PinResetPortal.Work.Facts;

namespace PinResetPortal.Work.Scans;

/// <summary>
/// How many tenants are read at the same time. A read that waits for Graph gives its place to others. When Graph throttles the portal as a
/// whole, nothing new starts until it asked to wait no longer, and the number is halved; it grows again while all is quiet.
/// </summary>
internal sealed class ScanSlots(int maximum, Action freed, TimeProvider time)
{
    private readonly int _maximum = maximum;
    private static readonly TimeSpan Growth = TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _returning = new();
    private int _limit = maximum;
    private int _used;
    private DateTimeOffset _changedAt = time.GetUtcNow();
    private DateTimeOffset _closedUntil = DateTimeOffset.MinValue;

    public int Limit
    {
        get
        {
            lock (_gate)
            {
                return _limit;
            }
        }
    }

    /// <summary>Takes a place for a new read; false when none is free. Those that come back from waiting go first.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            Grow();
            if (_used >= _limit || _returning.Count > 0 || time.GetUtcNow() < _closedUntil)
            {
                return false;
            }

            _used++;
            return true;
        }
    }

    public void Leave()
    {
        TaskCompletionSource? next = null;
        lock (_gate)
        {
            _used--;
            if (_used < _limit && _returning.TryDequeue(out next))
            {
                _used++;
            }
        }

        if (next is null)
        {
            freed();
        }
        else
        {
            next.SetResult();
        }
    }

    /// <summary>Waits for a place for a read that gave its own away.</summary>
    public Task ComeBackAsync()
    {
        lock (_gate)
        {
            if (_used < _limit)
            {
                _used++;
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _returning.Enqueue(turn);
            return turn.Task;
        }
    }

    /// <summary>Graph throttles the portal in all tenants.</summary>
    public void Throttled(TimeSpan pause)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _closedUntil = now + pause > _closedUntil ? now + pause : _closedUntil;

            // Many reads are told at once; that is one message.
            if (now - _changedAt >= Growth || _limit == _maximum)
            {
                _limit = Math.Max(1, _limit / 2);
                _changedAt = now;
            }
        }
    }

    private void Grow()
    {
        var now = time.GetUtcNow();
        if (_limit < _maximum && now > _closedUntil && now - _changedAt >= Growth)
        {
            _limit = Math.Min(_maximum, _limit + Math.Max(1, _maximum / 8));
            _changedAt = now;
        }
    }
}

/// <summary>The place of one read. While it waits for Graph, others have it.</summary>
internal sealed class ScanPlace(ScanSlots slots, TimeProvider time) : IReadPacer
{
    private readonly Lock _gate = new();
    private int _waits;

    /// <summary>It waits because Graph asked for it.</summary>
    public bool IsThrottled { get; private set; }

    public async Task PauseAsync(TimeSpan pause, ThrottleReach reach, CancellationToken cancellationToken)
    {
        if (reach == ThrottleReach.Application)
        {
            slots.Throttled(pause);
        }

        // The two versions of Graph are read side by side and may wait both: the place goes with the first and comes back with the last.
        if (Enter(reach))
        {
            slots.Leave();
        }

        try
        {
            await Task.Delay(pause, time, cancellationToken);
        }
        finally
        {
            if (Exit())
            {
                await slots.ComeBackAsync();
            }
        }
    }

    private bool Enter(ThrottleReach reach)
    {
        lock (_gate)
        {
            IsThrottled |= reach != ThrottleReach.None;
            return _waits++ == 0;
        }
    }

    private bool Exit()
    {
        lock (_gate)
        {
            if (--_waits > 0)
            {
                return false;
            }

            IsThrottled = false;
            return true;
        }
    }
}
