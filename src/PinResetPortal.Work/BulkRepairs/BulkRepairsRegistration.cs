using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PinResetPortal.Work.BulkRepairs;

internal static class BulkRepairsRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddBulkRepairs(this IServiceCollection services)
    {
        services.AddOptions<BulkRepairOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<BulkRepairOptions>, BulkRepairOptionsValidator>();
        services.AddSingleton<BulkRepairQueue>();
        services.AddSingleton<BulkRepairRunner>();
        services.AddSingleton<BulkRepairWorker>();
        services.AddSingleton<IBulkRepairService, BulkRepairService>();
        return services;
    }
}
