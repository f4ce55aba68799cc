using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Work.Background;

namespace PinResetPortal.Work.Operations;

internal static class OperationsRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddOptions<RunnerOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<RunnerOptions>, RunnerOptionsValidator>();
        services.AddSingleton<IRemediationService, RemediationService>();
        services.AddSingleton<Starters>();
        services.AddSingleton<ShownPlans>();
        services.AddSingleton<OperationMeter>();
        services.AddSingleton<OperationRunner>();
        services.AddSingleton<IWork, OperationWork>();
        services.AddSingleton(new WorkLane(WorkLanes.Repair, provider => provider.GetRequiredService<IOptions<RunnerOptions>>().Value.MaxParallel));
        services.AddSingleton<IChangeDescriber>(provider => provider.GetRequiredService<IChangeExecutor>());
        return services;
    }
}
