using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Deployments;
using PinResetPortal.Work.Devices;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.History;
using PinResetPortal.Work.Judgement;
using PinResetPortal.Work.Monitoring;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Offboarding;
using PinResetPortal.Work.Onboarding;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.People;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Reports;
using PinResetPortal.Work.Rollouts;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.SelfChecks;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.SignIns;
using PinResetPortal.Work.Templates;
using PinResetPortal.Work.Tenants;
using PinResetPortal.Work.Troubleshooting;

namespace PinResetPortal.Work;

public static class WorkRegistration
{
    /// <summary>Registers what judges and what runs over time, folder by folder.</summary>
    public static IServiceCollection AddPinResetWork(this IServiceCollection services) => services
        .AddBulkRepairs()
        .AddDeployments()
        .AddDevices()
        .AddHistory()
        .AddJudgement()
        .AddMonitoring()
        .AddNotifications()
        .AddOffboarding()
        .AddOnboarding()
        .AddOperations()
        .AddPeople()
        .AddReadiness()
        .AddReports()
        .AddRollouts()
        .AddScans()
        .AddSelfChecks()
        .AddSettings()
        .AddSignIns()
        .AddTemplates()
        .AddTenants()
        .AddTroubleshooting();

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
