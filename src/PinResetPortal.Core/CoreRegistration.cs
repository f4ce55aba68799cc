using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.BulkRepairs;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Deployments;
using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Notifications;
using PinResetPortal.Core.Onboarding;
using PinResetPortal.Core.Operations;
using PinResetPortal.Core.People;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Records;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Scans;
using PinResetPortal.Core.Settings;
using PinResetPortal.Core.SignIns;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting;
using PinResetPortal.Core.Troubleshooting.Diagnosing;
using PinResetPortal.Core.Troubleshooting.Guide;
using PinResetPortal.Core.Troubleshooting.Recognising;

namespace PinResetPortal.Core;

public static class CoreRegistration
{
    /// <summary>Registers every check and every remediation of this assembly, and the services that use them.</summary>
    public static IServiceCollection AddPinResetCore(this IServiceCollection services)
    {
        foreach (var type in typeof(CoreRegistration).Assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false }))
        {
            if (type.IsAssignableTo(typeof(ITenantCheck)))
            {
                services.AddSingleton(typeof(ITenantCheck), type);
            }

            if (type.IsAssignableTo(typeof(IRemediation)))
            {
                services.AddSingleton(typeof(IRemediation), type);
            }
        }

        services.AddOptions<RunnerOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<RunnerOptions>, RunnerOptionsValidator>();
        services.AddOptions<PolicyTemplateOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<PolicyTemplateOptions>, PolicyTemplateOptionsValidator>();
        services.AddSingleton<PortalSettings>();
        services.AddSingleton<DriftService>();
        services.AddSingleton<DeviceSyncService>();
        services.AddSingleton<PolicyTemplates>();
        services.AddSingleton<PolicyTemplateSettings>();
        services.AddSingleton<CheckCatalog>();
        services.AddSingleton<RemediationPlanner>();
        services.AddSingleton<ITenantCatalog, TenantCatalog>();
        services.AddSingleton<ITenantRegister, TenantRegister>();
        services.AddSingleton<IOnboardingService, OnboardingService>();
        services.AddSingleton<ITenantRecords, TenantRecords>();
        services.AddSingleton<NotificationWatch>();
        services.AddSingleton<NotificationSender>();
        services.AddSingleton<ReadinessService>();
        services.AddSingleton<IReadinessService>(provider => provider.GetRequiredService<ReadinessService>());
        services.AddSingleton<IRemediationService, RemediationService>();
        services.AddSingleton<OperationQueue>();
        services.AddSingleton<OperationRunner>();
        services.AddSingleton<OperationDispatcher>();
        services.AddOptions<BulkRepairOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<BulkRepairOptions>, BulkRepairOptionsValidator>();
        services.AddSingleton<BulkRepairQueue>();
        services.AddSingleton<BulkRepairRunner>();
        services.AddSingleton<BulkRepairWorker>();
        services.AddSingleton<IBulkRepairService, BulkRepairService>();
        services.AddOptions<ScanOptions>();
        services.AddSingleton<IValidateOptions<ScanOptions>, ScanOptionsValidator>();
        services.AddSingleton<ScanSignals>();
        services.AddSingleton<TenantScan>();
        services.AddSingleton<ScanRunner>();
        services.AddSingleton<IScanService, ScanService>();
        services.AddSingleton<GuideCatalog>();
        services.AddSingleton<Recogniser>();
        services.AddSingleton<Diagnoser>();
        services.AddSingleton<ITroubleshootingService, TroubleshootingService>();
        services.AddSingleton(provider => provider.GetServices<ITenantCheck>().OfType<PinResetSignInsCheck>().Single());
        services.AddSingleton<SignInService>();
        services.AddSingleton<PersonJudge>();
        services.AddSingleton<IPeopleService, PeopleService>();
        return services;
    }

    /// <summary>Puts <see cref="PortalFactReader"/> around the reader that is registered. Call it after the room that reads Graph.</summary>
    /// <exception cref="InvalidOperationException">No reader is registered.</exception>
    public static IServiceCollection CompleteFactsFromStore(this IServiceCollection services)
    {
        var inner = services.LastOrDefault(service => service.ServiceType == typeof(ITenantFactReader))
            ?? throw new InvalidOperationException("No ITenantFactReader is registered to complete.");
        services.Remove(inner);
        services.AddSingleton<ITenantFactReader>(provider => new PortalFactReader(
            (ITenantFactReader)(inner.ImplementationFactory?.Invoke(provider) ?? inner.ImplementationInstance ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!)),
            provider.GetRequiredService<IDeploymentStore>(),
            provider.GetRequiredService<PolicyTemplateSettings>()));
        return services;
    }
}
