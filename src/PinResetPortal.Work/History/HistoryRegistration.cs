using Microsoft.Extensions.DependencyInjection;

namespace PinResetPortal.Work.History;

internal static class HistoryRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddHistory(this IServiceCollection services)
    {
        services.AddSingleton<ITenantRecords, TenantRecords>();
        return services;
    }
}
