using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.People;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Templates;
using PinResetPortal.Core.Troubleshooting.Diagnosing;
using PinResetPortal.Core.Troubleshooting.Guide;
using PinResetPortal.Core.Troubleshooting.Recognising;

namespace PinResetPortal.Work.Judgement;

internal static class JudgementRegistration
{
    /// <summary>Registers what judges, which knows no container itself: every check and every remediation of Core, and what uses them.</summary>
    public static IServiceCollection AddJudgement(this IServiceCollection services)
    {
        foreach (var type in typeof(ITenantCheck).Assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false }))
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

        services.AddOptions<PolicyTemplateOptions>().ValidateOnStart();
        services.AddSingleton(provider => new PolicyTemplates(provider.GetRequiredService<IOptions<PolicyTemplateOptions>>().Value));
        services.AddSingleton<CheckCatalog>();
        services.AddSingleton<RemediationPlanner>();
        services.AddSingleton<GuideCatalog>();
        services.AddSingleton<Recogniser>();
        services.AddSingleton<Diagnoser>();
        services.AddSingleton(provider => provider.GetServices<ITenantCheck>().OfType<PinResetSignInsCheck>().Single());
        services.AddSingleton<PersonJudge>();
        return services;
    }
}
