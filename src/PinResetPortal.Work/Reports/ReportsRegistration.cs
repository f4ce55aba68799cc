using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Work.Background;

namespace PinResetPortal.Work.Reports;

internal static class ReportsRegistration
{
    /// <summary>Registers what this folder has.</summary>
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        services.AddSingleton<ReportDeliveries>();
        services.AddSingleton<ReportMaker>();
        services.AddSingleton<ReportSender>();
        services.AddSingleton<IReportService, ReportService>();
        services.AddSingleton<IWork, ReportWork>();
        return services;
    }
}
