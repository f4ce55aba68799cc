using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Shared;

/// <summary>Tells the other parts of a page that a read has learnt what a tenant is called: a home tenant has no name before its first read.</summary>
public sealed class TenantNews
{
    public event Func<TenantId, Task>? Named;

    public Task TellAsync(TenantId id) => Named?.Invoke(id) ?? Task.CompletedTask;
}
