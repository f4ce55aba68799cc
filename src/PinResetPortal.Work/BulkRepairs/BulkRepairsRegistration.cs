using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PinResetPortal.Work.Background;

namespace PinResetPortal.Work.BulkRepairs;

internal static class BulkRepairsRegistration
{
    /// <summary>Each waits for its tenants most of the time.</summary>
    private const int MostLed = 64;

    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddBulkRepairs(this IServiceCollection services)
    {
        services.AddOptions<BulkRepairOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<BulkRepairOptions>, BulkRepairOptionsValidator>();
        services.AddSingleton<BulkChoosing>();
        services.AddSingleton<BulkPlanning>();
        services.AddSingleton<BulkUndoPlanning>();
        services.AddSingleton<BulkLeading>();
        services.AddSingleton<IWork, BulkRepairWork>();
        services.AddSingleton(new WorkLane(WorkLanes.Bulk, provider => provider.GetRequiredService<IOptions<BulkRepairOptions>>().Value.Concurrency));
        services.AddSingleton(new WorkLane(WorkLanes.BulkLead, _ => MostLed));
        services.AddSingleton<IBulkRepairService, BulkRepairService>();
        return services;
    }
}
