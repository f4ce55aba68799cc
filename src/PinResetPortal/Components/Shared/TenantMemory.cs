namespace PinResetPortal.Components.Shared;

/// <summary>What the browser remembers about tenants: ids only, newest first.</summary>
public sealed record TenantMemory(IReadOnlyList<string> Recent, IReadOnlyList<string> Favourites)
{
    public static readonly TenantMemory Empty = new([], []);
}
