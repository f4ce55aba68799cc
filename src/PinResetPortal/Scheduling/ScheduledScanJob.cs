using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.Tenants;
using Quartz;

namespace PinResetPortal.Scheduling;

/// <summary>Starts the scan of all tenants of one home tenant. The reading itself is done by every instance's scan runner.</summary>
[DisallowConcurrentExecution]
internal sealed partial class ScheduledScanJob(IScanService scans, IHomeTenants homes, ILogger<ScheduledScanJob> logger) : IJob
{
    /// <summary>Name of the value that holds the home tenant's id.</summary>
    public const string Home = "home";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        // A home tenant that has left the allow list keeps its schedule until the next start; it is scanned no more.
        if (!TenantId.TryParse(context.MergedJobDataMap.GetString(Home), null, out var home) || !homes.Admitted.Contains(home))
        {
            return;
        }

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

    [LoggerMessage(6200, LogLevel.Information, "Scheduled scan {ScanId} of home tenant {HomeTenantId} started: {Tenants} tenants")]
    private partial void LogStarted(TenantId homeTenantId, Guid scanId, int tenants);

    [LoggerMessage(6201, LogLevel.Warning, "Home tenant {HomeTenantId} is not scanned: its last scheduled scan {ScanId} is not finished")]
    private partial void LogBusy(TenantId homeTenantId, Guid scanId);
}
