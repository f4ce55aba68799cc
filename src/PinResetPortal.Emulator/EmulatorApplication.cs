using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.HttpOverrides;
using PinResetPortal.Emulator.Control;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra;
using PinResetPortal.Emulator.Entrance;
using PinResetPortal.Emulator.Faults;
using PinResetPortal.Emulator.Graph;
using PinResetPortal.Emulator.Importing;
using PinResetPortal.Emulator.PartnerCenter;
using PinResetPortal.Emulator.Pipeline;
using PinResetPortal.Emulator.Requests;
using PinResetPortal.Emulator.Scenarios;
using PinResetPortal.Emulator.Tokens;

namespace PinResetPortal.Emulator;

/// <summary>Builds the Emulator as a web application of its own: it shares nothing with the process it runs in.</summary>
public static class EmulatorApplication
{
    /// <exception cref="InvalidOperationException">The address is not a loopback address.</exception>
    public static WebApplication Build(EmulatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequireLoopback(options.Url);

        // The empty builder reads no environment variables or files: those belong to the portal when it runs in-process.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "PinResetPortal.Emulator" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (options.Url.Port == 0)
            {
                kestrel.Listen(IPAddress.Loopback, 0);
            }
            else if (options.Url.HostNameType == UriHostNameType.IPv6)
            {
                kestrel.Listen(IPAddress.IPv6Loopback, options.Url.Port);
            }
            else
            {
                kestrel.ListenLocalhost(options.Url.Port);
            }
        });
        builder.Logging.AddSimpleConsole().SetMinimumLevel(options.LogLevel);
        Register(builder.Services, options);
        options.ConfigureServices?.Invoke(builder.Services);

        var app = builder.Build();
        app.Services.GetRequiredService<ScenarioWorld>().Build();

        // A proxy on this machine may end TLS before it; nobody else reaches it.
        app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedProto });
        app.UseMiddleware<RequestLogging>();
        app.UseRequestDecompression();
        app.UseRouting();
        app.MapControl();
        app.MapEntra();
        app.MapPartnerCenter();
        foreach (var version in new[] { "v1.0", "beta" })
        {
            app.Map($"/{version}/{{**path}}", (HttpContext context, GraphEndpoint graph) => graph.HandleAsync(context, version));
        }

        return app;
    }

    public static async Task<RunningEmulator> StartAsync(EmulatorOptions options, CancellationToken cancellationToken)
    {
        var app = Build(options);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new RunningEmulator(app, AddressOf(app, options.Url));
    }

    /// <summary>Where the browser reaches the Emulator.</summary>
    internal static Uri AddressOf(IServiceProvider services, Uri configured)
    {
        if (configured.Port != 0)
        {
            return new Uri(configured.GetLeftPart(UriPartial.Authority));
        }

        var addresses = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new Uri(addresses.First());
    }

    private static Uri AddressOf(WebApplication app, Uri configured) => AddressOf(app.Services, configured);

    private static void RequireLoopback(Uri url)
    {
        if (!url.IsAbsoluteUri || url.Scheme != Uri.UriSchemeHttp || !url.IsLoopback)
        {
            throw new InvalidOperationException(
                $"The Emulator hands out tokens to whoever asks, so it listens on loopback only. '{url}' is not a loopback address; use for example http://localhost:5081.");
        }
    }

    private static void Register(IServiceCollection services, EmulatorOptions options)
    {
        services.AddRoutingCore();
        services.AddRequestDecompression();
        services.AddSingleton(options);
        services.AddSingleton(options.Time);
        services.AddSingleton<EmulatorState>();
        services.AddSingleton<RoleHoldings>();
        services.AddSingleton<FaultSettings>();
        services.AddSingleton<IReplication>(provider => provider.GetRequiredService<FaultSettings>());
        services.AddSingleton<RequestLog>();
        services.AddSingleton<RequestLogging>();
        services.AddSingleton<TenantImport>();
        services.AddSingleton<TenantGenerator>();
        services.AddSingleton<ScenarioWorld>();
        services.AddEntra();
        services.AddPartnerCenter();
        services.AddSingleton<GraphGate>();
        services.AddSingleton<GraphItem>();
        services.AddSingleton<GraphBatch>();
        services.AddSingleton<GraphEndpoint>();

        services.AddEmulatedGraph();
    }
}
