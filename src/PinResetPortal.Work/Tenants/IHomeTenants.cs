using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Tenants;

/// <summary>For whom the portal works while nobody is there. Implemented by the host.</summary>
public interface IHomeTenants
{
    /// <summary>The home tenants on the allow list.</summary>
    IReadOnlyList<TenantId> Admitted { get; }
}
