using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.SelfChecks;

/// <summary>The portal looks at itself once an hour, for each home tenant.</summary>
internal sealed class PortalRound(IPortalSelfCheck checks, IHomeTenants homes) : IRound
{
    public string Name => "portal-checks";

    public TimeSpan? Every => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken stopping)
    {
        foreach (var home in homes.Admitted)
        {
            await checks.CheckAsync(Actor.Portal("portal", "the portal itself", home, PortalRole.Reader), stopping);
        }
    }
}
