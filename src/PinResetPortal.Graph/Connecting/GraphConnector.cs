using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions.Authentication;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Work.Facts;

namespace PinResetPortal.Graph.Connecting;

/// <summary>Opens connections over the named HTTP client <see cref="GraphClients.HttpClientName"/>.</summary>
internal sealed class GraphConnector(IHttpMessageHandlerFactory handlers, IOptions<GraphOptions> options, GraphMeter all)
{
    public GraphConnection Open(GraphToken token, RequestMeter meter, ReadPriority priority = ReadPriority.Normal)
    {
        // No retry handler of the SDK: it would send a $batch again as a whole, and a write a second time.
        var http = GraphClientFactory.Create([new MeteringHandler(meter, all)], finalHandler: handlers.CreateHandler(GraphClients.HttpClientName));
        http.Timeout = options.Value.RequestTimeout;
        var authentication = new BaseBearerTokenAuthenticationProvider(new FixedToken(token, options.Value.BaseUrl.Host));
        return new GraphConnection(http, Client(GraphVersion.V1), Client(GraphVersion.Beta), options.Value.BaseUrl, token, meter, priority);

        // The SDK cuts the addresses of batch items by the length of "/v1.0" or "/beta": the base must end there.
        GraphServiceClient Client(GraphVersion version) =>
            new(http, authentication, $"{options.Value.BaseUrl.GetLeftPart(UriPartial.Authority)}/{version.Segment()}");
    }

    private sealed class FixedToken(GraphToken token, string host) : IAccessTokenProvider
    {
        public AllowedHostsValidator AllowedHostsValidator { get; } = new([host]);

        public Task<string> GetAuthorizationTokenAsync(Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default) =>
            AllowedHostsValidator.IsUrlHostValid(uri)
                ? Task.FromResult(token.Value)
                : throw new InvalidOperationException($"A Graph token must not be sent to {uri.Host}.");
    }
}
