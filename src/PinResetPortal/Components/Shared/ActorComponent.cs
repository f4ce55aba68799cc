using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;

namespace PinResetPortal.Components.Shared;

/// <summary>A component that asks on somebody's behalf and stops asking when it leaves the page.</summary>
public abstract class ActorComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();

    [Inject]
    public required ILoggerFactory Loggers { get; init; }

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

    /// <summary>
    /// Does what may fail. A failure is logged and told, and never ends the circuit. A cancellation is silent when it is ours,
    /// because somebody left or asked for something newer; anybody else's, such as a timeout, is a failure like others.
    /// </summary>
    /// <param name="what">What could not be done: "The tenant could not be read."</param>
    /// <param name="tell">Gets the failure, to show it.</param>
    /// <param name="ours">What we cancel ourselves; leaving the page when it is not given.</param>
    protected async Task TryAsync(string what, Action<Trouble> tell, Func<Task> work, CancellationToken? ours = null)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested || ours is { IsCancellationRequested: true })
        {
            // Nobody waits for it any more.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            tell(Trouble.Report(Loggers.CreateLogger(GetType()), exception, what));
            StateHasChanged();
        }
    }

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
