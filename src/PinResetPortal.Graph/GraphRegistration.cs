using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Identity.Web.TokenCacheProviders;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Changing;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.Onboarding;
using PinResetPortal.Graph.People;
using PinResetPortal.Graph.Reading;
using PinResetPortal.Graph.Registering;
using PinResetPortal.Graph.SignIns;
using PinResetPortal.Graph.Tenants;
using PinResetPortal.Work.Devices;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Offboarding;
using PinResetPortal.Work.Onboarding;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.People;
using PinResetPortal.Work.SelfChecks;
using PinResetPortal.Work.SignIns;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Graph;

public static class GraphRegistration
{
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
        services.AddDataProtection();
        services.AddSingleton<GraphMeter>();
        services.AddSingleton<PersonSessions>();
        services.AddSingleton<TenantTokens>();
        services.AddSingleton<ILastingSignIns, LastingSignIns>();
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
        services.AddSingleton<IOwnServicePrincipal, OwnServicePrincipal>();
        services.AddSingleton<IPartnerConsent, PartnerCenterConsent>();
        services.AddSingleton<IRegistrationDoor, RegistrationDoor>();
        services.AddSingleton<IOwnRegistrationReader, OwnRegistrationReader>();
        foreach (var handler in typeof(GraphRegistration).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IChangeHandler))))
        {
            services.AddSingleton(typeof(IChangeHandler), handler);
        }

        return services;
    }

    /// <summary>In place of Microsoft.Identity.Web's distributed token cache; the host calls it after <c>AddDistributedTokenCaches()</c>.</summary>
    public static IServiceCollection AddSessionTokenCache(this IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<IMsalTokenCacheProvider, SessionTokenCache>());

    private static void AddGraphHttpClient(this IServiceCollection services) => services.AddHttpClient(GraphClients.HttpClientName)
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            // Nothing that the portal asks for redirects; an answer from elsewhere is not Graph's.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });

    private static void AddOtherHttpClient(this IServiceCollection services) => services.AddHttpClient(GraphClients.OtherHttpClientName, client => client.Timeout = TimeSpan.FromSeconds(30))
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
}
