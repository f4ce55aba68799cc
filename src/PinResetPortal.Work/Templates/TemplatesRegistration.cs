using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Templates;

namespace PinResetPortal.Work.Templates;

internal static class TemplatesRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddTemplates(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<PolicyTemplateOptions>, PolicyTemplateOptionsValidator>();
        services.AddSingleton<PolicyTemplateSettings>();
        return services;
    }
}
