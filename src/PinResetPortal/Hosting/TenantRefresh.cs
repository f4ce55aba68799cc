using Microsoft.Extensions.Options;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Hosting;

/// <summary>
/// Reads the GDAP customers of every home tenant on a schedule, with the portal's own application token where that tenant granted one. A
/// home tenant that did not is refreshed when somebody opens the portal.
/// </summary>
internal sealed partial class TenantRefresh(ITenantCatalog catalog, IHomeTenants homes, IOptions<PortalOptions> options, TimeProvider time, ILogger<TenantRefresh> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.TenantRefreshMinutes == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(options.Value.TenantRefreshMinutes), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var home in homes.Admitted)
            {
                await RefreshAsync(home, stoppingToken);
            }
        }
    }

    private async Task RefreshAsync(TenantId home, CancellationToken stoppingToken)
    {
        try
        {
            var portal = Actor.Portal("portal", "the portal itself", home, PortalRole.Reader);
            var list = await catalog.ListAsync(portal, refresh: true, stoppingToken);
            LogRefreshed(home, list.Tenants.Count, list.Stale?.Kind, list.Stale?.Code);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            // The next round tries again; nobody waits for this one.
            LogFailed(e, home);
        }
    }

    [LoggerMessage(EventId = 1020, Level = LogLevel.Information, Message = "Customers of home tenant {HomeTenantId} were read on schedule: {Tenants} tenants, trouble {Trouble} {Code}")]
    private partial void LogRefreshed(TenantId homeTenantId, int tenants, UnreadableKind? trouble, string? code);

    [LoggerMessage(EventId = 1021, Level = LogLevel.Error, Message = "Customers of home tenant {HomeTenantId} could not be read on schedule")]
    private partial void LogFailed(Exception exception, TenantId homeTenantId);
}
