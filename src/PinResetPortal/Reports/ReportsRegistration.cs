using PinResetPortal.Work.Reports;

namespace PinResetPortal.Reports;

internal static class ReportsRegistration
{
    /// <summary>The mail by which reports go out.</summary>
    public static IServiceCollection AddPortalReports(this IServiceCollection services)
    {
        services.AddSingleton<ReportHtml>();
        services.AddSingleton<IReportMail, ReportMail>();
        return services;
    }
}
