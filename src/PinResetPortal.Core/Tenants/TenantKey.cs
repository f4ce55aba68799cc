namespace PinResetPortal.Core.Tenants;

/// <summary>
/// A tenant as one home tenant has it: the key of everything that is stored about it. Two home tenants with a common customer have two keys,
/// and a tenant that changes hands begins with an empty history under its new one.
/// </summary>
/// <param name="Home">The home tenant that the entry belongs to: only its people see it.</param>
/// <param name="Tenant">The tenant that it is about; of a home tenant's own matters, the home tenant itself.</param>
public readonly record struct TenantKey(TenantId Home, TenantId Tenant)
{
    /// <summary>What a home tenant keeps about itself.</summary>
    public static TenantKey OfHome(TenantId home) => new(home, home);

    public override string ToString() => $"{Home}/{Tenant}";
}
