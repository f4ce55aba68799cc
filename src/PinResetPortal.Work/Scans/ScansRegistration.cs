using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PinResetPortal.Work.Scans;

internal static class ScansRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddScans(this IServiceCollection services)
    {
        services.AddOptions<ScanOptions>();
        services.AddSingleton<IValidateOptions<ScanOptions>, ScanOptionsValidator>();
        services.AddSingleton<ScanSignals>();
        services.AddSingleton<TenantScan>();
        services.AddSingleton<ScanRunner>();
        services.AddSingleton<IScanService, ScanService>();
        return services;
    }
}
