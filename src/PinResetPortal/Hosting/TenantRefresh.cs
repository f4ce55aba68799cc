using Microsoft.Extensions.Options;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Hosting;

/// <summary>
/// Reads the GDAP customers of every home tenant on a schedule, with the portal's own application token where that tenant granted one. A
/// home tenant that did not is refreshed when somebody opens the portal.
/// </summary>
internal sealed partial class TenantRefresh(ITenantCatalog catalog, IHomeTenants homes, IOptions<PortalOptions> options, ILogger<TenantRefresh> logger) : IRound
{
    public string Name => "tenant-refresh";

    public TimeSpan? Every => options.Value.TenantRefreshMinutes == 0 || !options.Value.Msp ? null : TimeSpan.FromMinutes(options.Value.TenantRefreshMinutes);

    public async Task RunAsync(CancellationToken stopping)
    {
        foreach (var home in homes.Admitted)
        {
            await RefreshAsync(home, stopping);
        }
    }

    private async Task RefreshAsync(TenantId home, CancellationToken stopping)
    {
        try
        {
            var portal = Actor.Portal("portal", "the portal itself", home, PortalRole.Reader);
            var list = await catalog.ListAsync(portal, refresh: true, stopping);
            LogRefreshed(home, list.Tenants.Count, list.Stale?.Kind, list.Stale?.Code);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
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
