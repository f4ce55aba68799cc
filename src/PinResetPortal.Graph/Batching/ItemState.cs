using System.Text.Json;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Work.Facts;

namespace PinResetPortal.Graph.Batching;

/// <summary>Where one item stands between the rounds of a batch read.</summary>
internal sealed class ItemState(BatchItem item)
{
    // What does not answer in time, or answers rubbish, rarely gets better by asking nine times.
    private const int MostTimeOuts = 2;
    private const int MostGarbled = 3;

    private readonly List<JsonElement> _pages = [];
    private BatchAnswer? _answer;
    private int _status;
    private JsonElement? _body;
    private string? _requestId;
    private bool _timedOut;

    public BatchItem Item { get; } = item;

    /// <summary>What to ask for next: the item's own path, or its next page.</summary>
    public string Path { get; private set; } = item.Path;

    /// <summary>How often the current page has been asked for.</summary>
    public int Attempts { get; private set; }

    public TimeSpan? RetryAfter { get; private set; }

    public bool MustRetry { get; private set; }

    /// <summary>Whom the last answer throttled.</summary>
    public ThrottleReach Reach { get; private set; }

    public bool IsFinished => _answer is not null;

    public BatchAnswer Answer => _answer ?? throw new InvalidOperationException("The item has no answer yet.");

    /// <summary>Takes down the answer of this round; a later one of the same round overwrites it.</summary>
    public void Receive(int status, JsonElement? body, string? requestId, TimeSpan? retryAfter, string? throttleScope = null)
    {
        (_status, _body, _requestId, RetryAfter, _timedOut) = (status, body, requestId, retryAfter, false);
        Reach = status != 429 ? ThrottleReach.None : GraphHeaders.Reach(throttleScope);
    }

    /// <summary>Nothing came back in this round.</summary>
    public void Lose(bool timedOut)
    {
        Receive(504, null, null, null);
        _timedOut = timedOut;
    }

    /// <summary>Decides after a round: finished, once more, or on to the next page.</summary>
    public void Advance(int maxPages, DateTimeOffset now)
    {
        Attempts++;
        MustRetry = _status switch
        {
            429 => true,
            >= 500 => !_timedOut || Attempts < MostTimeOuts,
            BatchAnswer.Garbled => Attempts < MostGarbled,
            _ => false,
        };
        if (MustRetry)
        {
            return;
        }

        if (_status is < 200 or >= 300)
        {
            GiveUp(now);
            return;
        }

        if (_body is { } body)
        {
            _pages.Add(body);
        }

        var next = Item.FollowsPages && _body is { } page ? NextLink.Path(page) : null;
        if (next is null || _pages.Count >= maxPages)
        {
            _answer = new BatchAnswer(_status, _pages, _requestId, Truncated: next is not null);
            return;
        }

        Path = next;
        Attempts = 0;
    }

    public void GiveUp(DateTimeOffset now) => _answer = new BatchAnswer(
        _status, _body is { } body ? [body] : [], _requestId, ThrottledUntil: _status == 429 && RetryAfter is { } pause ? now + pause : null);
}
