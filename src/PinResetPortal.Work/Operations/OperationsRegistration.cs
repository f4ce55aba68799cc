using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Remediation;

namespace PinResetPortal.Work.Operations;

internal static class OperationsRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddOptions<RunnerOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<RunnerOptions>, RunnerOptionsValidator>();
        services.AddSingleton<IRemediationService, RemediationService>();
        services.AddSingleton<OperationQueue>();
        services.AddSingleton<OperationRunner>();
        services.AddSingleton<OperationDispatcher>();
        services.AddSingleton<IChangeDescriber>(provider => provider.GetRequiredService<IChangeExecutor>());
        return services;
    }
}
