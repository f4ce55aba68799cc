using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;

namespace PinResetPortal.Components.Shared;

/// <summary>A component that asks on somebody's behalf and stops asking when it leaves the page.</summary>
public abstract class ActorComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();

    [CascadingParameter]
    public Task<AuthenticationState>? Authentication { get; set; }

    /// <summary>Cancelled when the component is taken off the page.</summary>
    protected CancellationToken Leaving { get; private set; }

    protected ActorComponent() => Leaving = _leaving.Token;

    /// <returns>Null when nobody is signed in, or the account carries no tenant.</returns>
    protected async Task<Actor?> ActorAsync() =>
        Authentication is null ? null : ActorFactory.From((await Authentication).User);

    protected async Task<bool> IsSignedInAsync() =>
        Authentication is not null && (await Authentication).User.Identity?.IsAuthenticated == true;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _leaving.Cancel();
            _leaving.Dispose();
        }
    }
}
