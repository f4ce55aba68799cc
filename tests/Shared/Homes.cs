using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Tenants;

/// <summary>An allow list.</summary>
internal sealed class Homes(params TenantId[] admitted) : IHomeTenants
{
    public IReadOnlyList<TenantId> Admitted => admitted;
}
