using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Graph;

/// <summary>
/// Sign-in reports take five requests in ten seconds from one application in one tenant
/// (https://learn.microsoft.com/graph/throttling-limits#identity-and-access-reports-service-limits).
/// </summary>
internal static class ReportLimit
{
    private const int MostRequests = 5;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    /// <summary>Counts the request, or refuses it with the time after which there is room again.</summary>
    public static void Count(EmulatedTenant tenant, Guid clientId, DateTimeOffset now)
    {
        var times = tenant.ReportRequests.GetOrAdd(clientId, _ => new());
        while (times.TryPeek(out var first) && now - first >= Window)
        {
            times.Dequeue();
        }

        if (times.Count >= MostRequests)
        {
            var wait = (int)Math.Ceiling((times.Peek() + Window - now).TotalSeconds);
            throw new GraphRefusal(429, "TooManyRequests", "This request is throttled. Please try again after the value specified in the Retry-After header.") { WaitSeconds = Math.Max(1, wait) };
        }

        times.Enqueue(now);
    }
}
