using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace PinResetPortal.Emulator.Tokens;

/// <summary>Where a browser reaches the Emulator; known once it listens, when the port was left open.</summary>
internal sealed class PublicAddress(EmulatorOptions options, IServer server)
{
    public string Authority => options.Url.Port != 0
        ? options.Url.Authority
        : new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Authority;
}
