using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace PinResetPortal.SignIn;

/// <summary>A circuit outlives the request that checked its person: it asks again every minute, and becomes anonymous when the sign-in has ended.</summary>
internal sealed class CircuitRevalidation(ILoggerFactory loggers, SessionCheck check) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        check.MayGoOnAsync(authenticationState.User, cancellationToken);
}
