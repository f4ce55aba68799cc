using Microsoft.Extensions.Options;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Scans;
using Quartz;

namespace PinResetPortal.Scheduling;

/// <summary>Starts the scan of all tenants for each admitted home tenant. The reading itself is done by every instance's scan runner.</summary>
[DisallowConcurrentExecution]
internal sealed partial class ScheduledScanJob(IScanService scans, IOptions<PortalOptions> portal, ILogger<ScheduledScanJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        foreach (var home in portal.Value.AllowedTenants.Select(id => TenantId.Parse(id, null)).Distinct())
        {
            switch (await scans.StartScheduledAsync(home, cancellationToken))
            {
                case ScanStart.Accepted { Progress: var started }:
                    LogStarted(home, started.Scan.Id, started.Total);
                    break;
                case ScanStart.Busy busy:
                    LogBusy(home, busy.ScanId);
                    break;
            }
        }
    }

    [LoggerMessage(6200, LogLevel.Information, "Scheduled scan {ScanId} of home tenant {HomeTenantId} started: {Tenants} tenants")]
    private partial void LogStarted(TenantId homeTenantId, Guid scanId, int tenants);

    [LoggerMessage(6201, LogLevel.Warning, "Home tenant {HomeTenantId} is not scanned: its last scheduled scan {ScanId} is not finished")]
    private partial void LogBusy(TenantId homeTenantId, Guid scanId);
}
