using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using PinResetPortal.Configuration;

namespace PinResetPortal.Hosting;

/// <summary>
/// Which address a request was sent to. What a trusted proxy says counts first, then <see cref="PortalOptions.PublicUrl"/> over everything: behind it
/// every part of the host, Microsoft.Identity.Web among them, makes addresses out of the request alone.
/// </summary>
internal static class PublicAddress
{
    /// <summary>What <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c> is called once the host has read it.</summary>
    private const string FrameworkSwitch = "FORWARDEDHEADERS_ENABLED";

    public static void AddPublicAddress(this IServiceCollection services) =>
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<PortalOptions>, IConfiguration>(TrustProxies);

    public static void UsePublicAddress(this WebApplication app)
    {
        // With its own switch the framework has put this middleware first already. A second one would believe the next entry, which nobody vouches for.
        if (!EveryProxyIsTrusted(app.Configuration))
        {
            app.UseForwardedHeaders();
        }

        if (app.Services.GetRequiredService<IOptions<PortalOptions>>().Value.PublicUrl is not { } address)
        {
            return;
        }

        var host = new HostString(address.Authority);
        app.Use((context, next) =>
        {
            (context.Request.Scheme, context.Request.Host) = (address.Scheme, host);
            return next(context);
        });
    }

    private static void TrustProxies(ForwardedHeadersOptions headers, IOptions<PortalOptions> portal, IConfiguration configuration)
    {
        var trusted = portal.Value.TrustedProxies;
        if (trusted.Count == 0 && EveryProxyIsTrusted(configuration))
        {
            return;
        }

        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var proxy in trusted)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                headers.KnownProxies.Add(address);
            }
            else
            {
                headers.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        }

        headers.ForwardedHeaders = trusted.Count > 0 ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto : ForwardedHeaders.None;
    }

    private static bool EveryProxyIsTrusted(IConfiguration configuration) => string.Equals(configuration[FrameworkSwitch], "true", StringComparison.OrdinalIgnoreCase);
}
