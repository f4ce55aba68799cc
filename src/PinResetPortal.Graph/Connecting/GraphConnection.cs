using Microsoft.Graph;
using Microsoft.Kiota.Abstractions;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Work.Facts;

namespace PinResetPortal.Graph.Connecting;

/// <summary>Graph for one actor in one tenant, for the length of one read or one change: both versions, one token, one meter.</summary>
internal sealed class GraphConnection(HttpClient http, GraphServiceClient v1, GraphServiceClient beta, Uri baseUrl, GraphToken token, RequestMeter meter, ReadPriority priority) : IDisposable
{
    public GraphToken Token { get; } = token;

    public RequestMeter Meter { get; } = meter;

    public ReadPriority Priority { get; } = priority;

    public GraphServiceClient Client(GraphVersion version) => version == GraphVersion.Beta ? beta : v1;

    /// <summary>The absolute address of a path that starts with <c>/v1.0/</c> or <c>/beta/</c>.</summary>
    public Uri Address(string path) => new(baseUrl.GetLeftPart(UriPartial.Authority) + path);

    /// <summary>
    /// Sends one request exactly once: the SDK's adapter signs it, but does not send it, because it would repeat a request on its own
    /// after a claims challenge. The answer comes with its whole body, so that <see cref="GraphOptions.RequestTimeout"/> covers all of it:
    /// HttpClient's time-out ends with the headers when they are handed out first.
    /// </summary>
    public async Task<HttpResponseMessage> SendAsync(GraphVersion version, RequestInformation request, CancellationToken cancellationToken)
    {
        using var message = await Client(version).RequestAdapter.ConvertToNativeRequestAsync<HttpRequestMessage>(request, cancellationToken)
            ?? throw new InvalidOperationException("The Graph client made no request.");
        return await http.SendAsync(message, HttpCompletionOption.ResponseContentRead, cancellationToken);
    }

    public void Dispose()
    {
        v1.Dispose();
        beta.Dispose();
        http.Dispose();
    }
}

internal enum GraphVersion
{
    V1,
    Beta,
}

internal static class GraphVersions
{
    public static readonly IReadOnlyList<GraphVersion> All = [GraphVersion.V1, GraphVersion.Beta];

    public static string Segment(this GraphVersion version) => version == GraphVersion.Beta ? "beta" : "v1.0";
}
