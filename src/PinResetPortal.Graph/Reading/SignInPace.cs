using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Graph.Reading;

/// <summary>
/// Keeps this instance of the portal under the limit of the sign-in log: five requests in ten seconds for each tenant
/// (https://learn.microsoft.com/graph/throttling-limits#identity-and-access-reports-service-limits).
/// </summary>
internal sealed class SignInPace(TimeProvider time)
{
    private const int MostRequests = 5;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private readonly Dictionary<TenantId, Queue<DateTimeOffset>> _sent = [];

    /// <returns>False when the limit is reached.</returns>
    public bool TryTake(TenantId tenantId) => Take(tenantId) is null;

    /// <summary>Waits until a request may be sent, and counts it.</summary>
    public async Task WaitAsync(TenantId tenantId, CancellationToken cancellationToken)
    {
        while (Take(tenantId) is { } pause)
        {
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    /// <returns>How long to wait; null: taken.</returns>
    private TimeSpan? Take(TenantId tenantId)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            foreach (var (quiet, _) in _sent.Where(entry => entry.Key != tenantId && now - entry.Value.Last() >= Window).ToList())
            {
                _sent.Remove(quiet);
            }

            if (!_sent.TryGetValue(tenantId, out var times))
            {
                _sent[tenantId] = times = new();
            }

            while (times.TryPeek(out var first) && now - first >= Window)
            {
                times.Dequeue();
            }

            if (times.Count >= MostRequests)
            {
                return times.Peek() + Window - now;
            }

            times.Enqueue(now);
            return null;
        }
    }
}
