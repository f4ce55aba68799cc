namespace PinResetPortal.Work.Facts;

/// <summary>
/// How many tenants this instance reads at the same time while nobody waits in front of them. A read that waits for Graph gives its place
/// to others. When Graph throttles the portal as a whole, nothing new begins until it asked to wait no longer, and the number is halved; it
/// grows again while all is quiet.
/// </summary>
internal sealed class ReadPlaces(int maximum, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Growth = TimeSpan.FromSeconds(5);

    private readonly int _maximum = maximum;
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _returning = new();
    private readonly PriorityQueue<TaskCompletionSource, (int Size, long Turn)> _waiting = new();
    private ITimer? _timer;
    private int _limit = maximum;
    private int _used;
    private long _turn;
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

    /// <summary>Waits for a place for a new read. Those that come back from waiting for Graph go first, then what belongs to the smaller undertaking.</summary>
    /// <param name="size">Of how many tenants the undertaking is.</param>
    public async Task EnterAsync(int size, CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Enqueue(turn, (size, _turn++));
            LetIn();
        }

        await using var ends = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        await turn.Task;
    }

    public void Leave()
    {
        lock (_gate)
        {
            _used--;
            LetIn();
        }
    }

    /// <summary>Waits for a place for a read that gave its own away.</summary>
    public Task ComeBackAsync()
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _returning.Enqueue(turn);
            LetIn();
        }

        return turn.Task;
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

    public void Dispose() => _timer?.Dispose();

    private void LetIn()
    {
        var now = time.GetUtcNow();
        if (_limit < _maximum && now > _closedUntil && now - _changedAt >= Growth)
        {
            _limit = Math.Min(_maximum, _limit + Math.Max(1, _maximum / 8));
            _changedAt = now;
        }

        while (_used < _limit && (_returning.TryDequeue(out var next) || (now >= _closedUntil && _waiting.TryDequeue(out next, out _))))
        {
            // Whoever gave up meanwhile takes no place.
            _used += next.TrySetResult() ? 1 : 0;
        }

        if (_returning.Count + _waiting.Count > 0 && (_limit < _maximum || now < _closedUntil))
        {
            LookAgain(now < _closedUntil ? _closedUntil - now : Growth);
        }
    }

    private void LookAgain(TimeSpan after)
    {
        _timer?.Dispose();
        _timer = time.CreateTimer(
            _ =>
            {
                lock (_gate)
                {
                    LetIn();
                }
            },
            null,
            after,
            Timeout.InfiniteTimeSpan);
    }
}

/// <summary>The place of one read. While it waits for Graph, others have it.</summary>
internal sealed class ReadPlace(ReadPlaces places, TimeProvider time) : IReadPacer
{
    private readonly Lock _gate = new();
    private int _waits;

    /// <summary>It waits because Graph asked for it.</summary>
    public bool IsThrottled { get; private set; }

    public async Task PauseAsync(TimeSpan pause, ThrottleReach reach, CancellationToken cancellationToken)
    {
        if (reach == ThrottleReach.Application)
        {
            places.Throttled(pause);
        }

        // The two versions of Graph are read side by side and may wait both: the place goes with the first and comes back with the last.
        if (Enter(reach))
        {
            places.Leave();
        }

        try
        {
            await Task.Delay(pause, time, cancellationToken);
        }
        finally
        {
            if (Exit())
            {
                await places.ComeBackAsync();
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
