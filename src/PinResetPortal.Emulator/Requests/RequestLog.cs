using System.Globalization;

namespace PinResetPortal.Emulator.Requests;

/// <summary>Every request that was received, the newest 200,000 of them, batch items as entries of their own.</summary>
internal sealed class RequestLog(TimeProvider time)
{
    private const int Kept = 200_000;
    private readonly Lock _gate = new();
    private readonly Queue<LoggedRequest> _entries = new();
    private long _last;

    public LoggedRequest Begin(string method, string path, long? batch = null)
    {
        lock (_gate)
        {
            var entry = new LoggedRequest(++_last, time.GetUtcNow(), method, path, batch);
            _entries.Enqueue(entry);
            if (_entries.Count > Kept)
            {
                _entries.Dequeue();
            }

            return entry;
        }
    }

    public IReadOnlyList<LoggedRequest> Since(long number)
    {
        lock (_gate)
        {
            return [.. _entries.Where(entry => entry.Number > number)];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
            _last = 0;
        }
    }
}

/// <summary>One line of <c>GET /_control/requests</c>.</summary>
/// <param name="batch">Number of the enclosing $batch request.</param>
internal sealed class LoggedRequest(long number, DateTimeOffset time, string method, string path, long? batch)
{
    public long Number { get; } = number;

    public string Time { get; } = time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public string Method { get; } = method;

    /// <summary>With version and query.</summary>
    public string Path { get; } = path;

    public string? TenantId { get; set; }

    public string? ClientId { get; set; }

    /// <summary>Null while it is being worked on; 0 when the connection was dropped before an answer.</summary>
    public int? Status { get; set; }

    public long? Batch { get; } = batch;
}
