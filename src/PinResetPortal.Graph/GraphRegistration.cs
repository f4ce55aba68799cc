using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Onboarding;
using PinResetPortal.Core.People;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.SignIns;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Changing;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.Onboarding;
using PinResetPortal.Graph.People;
using PinResetPortal.Graph.Reading;
using PinResetPortal.Graph.SignIns;
using PinResetPortal.Graph.Tenants;

namespace PinResetPortal.Graph;

public static class GraphRegistration
{
    /// <summary>The named HTTP client that carries every Graph request; add handlers to it to route it elsewhere.</summary>
    public const string HttpClientName = "graph";

    /// <summary>The named HTTP client of everything else: Entra's public documents, and Partner Center.</summary>
    public const string OtherHttpClientName = "graph-neighbours";

    /// <summary>
    /// Registers the reader, the executor, the tenant directory and the group search. The host brings <c>ITokenAcquisition</c> and
    /// binds <see cref="GraphOptions"/>.
    /// </summary>
    public static IServiceCollection AddPinResetGraph(this IServiceCollection services)
    {
        services.AddOptions<GraphOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddGraphHttpClient();
        services.AddOtherHttpClient();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        services.AddSingleton<TenantTokens>();
        services.AddSingleton<GraphConnector>();
        services.AddSingleton<BatchReader>();
        services.AddSingleton<RetryPauses>();
        services.AddSingleton<TenantMemories>();
        services.AddSingleton<WriteGateway>();
        services.AddSingleton<ITenantFactReader, TenantFactReader>();
        services.AddSingleton<IChangeExecutor, ChangeExecutor>();
        services.AddSingleton<IDeviceSync, DeviceSync>();
        services.AddSingleton<ITenantDirectory, TenantDirectory>();
        services.AddSingleton<ITenantResolver, TenantResolver>();
        services.AddSingleton<IGroupSearch, GroupSearch>();
        services.AddSingleton<SignInPace>();
        services.AddSingleton<ISignInLogReader, SignInLogReader>();
        services.AddSingleton<IPersonReader, PersonReader>();
        services.AddSingleton<IOnboardingReader, OnboardingReader>();
        services.AddSingleton<IPartnerConsent, PartnerCenterConsent>();
        foreach (var handler in typeof(GraphRegistration).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IChangeHandler))))
        {
            services.AddSingleton(typeof(IChangeHandler), handler);
        }

        return services;
    }

    private static void AddGraphHttpClient(this IServiceCollection services) => services.AddHttpClient(HttpClientName)
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            // Nothing that the portal asks for redirects; an answer from elsewhere is not Graph's.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });

    private static void AddOtherHttpClient(this IServiceCollection services) => services.AddHttpClient(OtherHttpClientName, client => client.Timeout = TimeSpan.FromSeconds(30))
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
}
