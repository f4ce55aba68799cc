using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Shared;

/// <summary>Tells the other parts of a page that a read has learnt what a tenant is called: a home tenant has no name before its first read, a customer no domain.</summary>
public sealed class TenantNews
{
    public event Func<TenantId, Task>? Named;

    /// <summary>Ends when all of them have heard it.</summary>
    public Task TellAsync(TenantId id) => Task.WhenAll((Named?.GetInvocationList() ?? []).Cast<Func<TenantId, Task>>().Select(listener => listener(id)));
}
