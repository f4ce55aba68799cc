using PinResetPortal.Graph.Configuration;

namespace PinResetPortal.Graph.Connecting;

/// <summary>Counts what one read sends: every HTTP request as it leaves, retries included, and every item inside a $batch.</summary>
internal sealed class RequestMeter
{
    private int _httpRequests;
    private int _batchItems;

    public int HttpRequests => _httpRequests;

    public int BatchItems => _batchItems;

    /// <summary>Rounds that had to wait for the answers of the round before. Raised by the reader, which knows what runs in parallel.</summary>
    public int Waves { get; set; }

    public void CountRequest() => Interlocked.Increment(ref _httpRequests);

    public void CountItems(int items) => Interlocked.Add(ref _batchItems, items);
}

/// <summary>Counts at the lowest place of the pipeline, so that nothing is sent uncounted.</summary>
internal sealed class MeteringHandler(RequestMeter meter, GraphMeter all) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        meter.CountRequest();
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            all.Sent(request.Method, (int)response.StatusCode, GraphHeaders.Reach(GraphHeaders.ThrottleScope(response)));
            return response;
        }
        catch (Exception problem)
        {
            all.Lost(request.Method, problem is OperationCanceledException ? "cancelled" : "lost");
            throw;
        }
    }
}
