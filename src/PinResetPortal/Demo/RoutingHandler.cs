#if EMULATOR
namespace PinResetPortal.Demo;

/// <summary>
/// Sends what is meant for Entra ID, Microsoft Graph and Partner Center to the Emulator, so that the rest of the portal keeps the real
/// addresses. Any other host outside of this machine is refused: beside the Emulator no real tenant can be reached.
/// </summary>
internal sealed class RoutingHandler(Uri emulator) : DelegatingHandler
{
    private static readonly HashSet<string> Routed = new(StringComparer.OrdinalIgnoreCase)
    {
        "login.microsoftonline.com",
        "login.windows.net",
        "login.microsoft.com",
        "graph.microsoft.com",
        "api.partnercenter.microsoft.com",
    };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri ?? throw new InvalidOperationException("A request without an address.");
        if (Routed.Contains(address.Host))
        {
            request.RequestUri = new Uri(emulator, address.PathAndQuery);
        }
        else if (!address.IsLoopback)
        {
            throw new HttpRequestException($"'{address.Host}' is not called while the Emulator is on.");
        }

        return base.SendAsync(request, cancellationToken);
    }
}
#endif
