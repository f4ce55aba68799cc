using Microsoft.Extensions.Options;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Configuration;

/// <summary>The home tenants in <c>Portal:AllowedTenants</c>.</summary>
internal sealed class HomeTenants(IOptionsMonitor<PortalOptions> options) : IHomeTenants
{
    public IReadOnlyList<TenantId> Admitted => [.. options.CurrentValue.AllowedTenants.Select(text => TenantId.Parse(text, null)).Distinct()];
}
