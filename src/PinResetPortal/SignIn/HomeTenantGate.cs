using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.SignIn;

/// <summary>Only people and applications of the tenants in <c>Portal:AllowedTenants</c> get in.</summary>
internal sealed class HomeTenantGate(IOptionsMonitor<PortalOptions> options)
{
    public bool Admits(ClaimsPrincipal? principal) =>
        TenantId.TryParse(principal?.GetTenantId(), null, out var home)
        && options.CurrentValue.AllowedTenants.Any(allowed => TenantId.TryParse(allowed, null, out var tenant) && tenant == home);
}
