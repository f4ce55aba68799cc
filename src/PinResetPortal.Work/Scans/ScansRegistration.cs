using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PinResetPortal.Work.Background;

namespace PinResetPortal.Work.Scans;

internal static class ScansRegistration
{
    /// <summary>
    /// For so many tenants that are in hand, one is read: when Graph throttles, most of them wait for it, and others have their places.
    /// </summary>
    private const int InHandForOnePlace = 5;

    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddScans(this IServiceCollection services)
    {
        services.AddOptions<ScanOptions>();
        services.AddSingleton<IValidateOptions<ScanOptions>, ScanOptionsValidator>();
        services.AddSingleton<ScanTelemetry>();
        services.AddSingleton<TenantScan>();
        services.AddSingleton<IWork, ScanWork>();
        services.AddSingleton(new WorkLane(WorkLanes.Scan, provider => 1 + ScanChunk.CountOf(InHandForOnePlace * ConcurrencyOf(provider))));
        services.AddSingleton(new WorkLane(WorkLanes.SmallScan, provider => InHandForOnePlace * ConcurrencyOf(provider)));
        services.AddSingleton<IScanService, ScanService>();
        return services;
    }

    private static int ConcurrencyOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<ScanOptions>>().Value.Concurrency;
}
