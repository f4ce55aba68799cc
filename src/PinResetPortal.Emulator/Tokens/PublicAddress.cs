using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace PinResetPortal.Emulator.Tokens;

/// <summary>Where a browser reaches the Emulator; known once it listens, when the port was left open.</summary>
internal sealed class PublicAddress(EmulatorOptions options, IServer server)
{
    /// <summary>Who asked over https came through a proxy that ended TLS, and stays under the name that they asked for; everybody else comes here.</summary>
    public string Of(HttpRequest request) => request.IsHttps ? $"https://{request.Host}" : $"http://{Authority}";

    private string Authority => options.Url.Port != 0
        ? options.Url.Authority
        : new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Authority;
}
