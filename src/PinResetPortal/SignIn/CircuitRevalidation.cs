using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;

namespace PinResetPortal.SignIn;

/// <summary>
/// A circuit outlives the request that checked its person. Every five minutes it is checked again: still signed in, still of an
/// admitted tenant, and, by a fresh ID token from Entra, still holding the portal role. Otherwise the circuit becomes anonymous, and the
/// session ends: the cookie still carries the role, and a reload would bring it back.
/// </summary>
internal sealed partial class CircuitRevalidation(ILoggerFactory loggers, IServiceScopeFactory scopes)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<CircuitRevalidation>();

    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(5);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        MayGoOnAsync(authenticationState.User, cancellationToken);

    internal async Task<bool> MayGoOnAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var sessions = services.GetRequiredService<SignInSessions>();
        if (!await sessions.IsAliveAsync(person, cancellationToken) || !services.GetRequiredService<HomeTenantGate>().Admits(person))
        {
            return false;
        }

        if (await StillHoldsRoleAsync(services.GetRequiredService<ITokenAcquisition>(), person, cancellationToken))
        {
            return true;
        }

        await sessions.EndAsync(person, cancellationToken);
        return false;
    }

    private async Task<bool> StillHoldsRoleAsync(ITokenAcquisition tokens, ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        try
        {
            var result = await tokens.GetAuthenticationResultForUserAsync(
                SignInRegistration.SignInScopes,
                OpenIdConnectDefaults.AuthenticationScheme,
                tenantId: null,
                userFlow: null,
                user: person,
                tokenAcquisitionOptions: new() { ForceRefresh = true, CancellationToken = cancellationToken });
            return ActorFactory.RoleOf(result.ClaimsPrincipal) >= ActorFactory.RoleOf(person);
        }
        catch (Exception e) when (e is MicrosoftIdentityWebChallengeUserException or MsalUiRequiredException)
        {
            // Entra wants the person back: disabled, password changed, sessions revoked, Conditional Access.
            return false;
        }
        catch (Exception e) when (e is MsalServiceException or MsalClientException or HttpRequestException)
        {
            // An outage of Entra says nothing about the person; the next round asks again.
            LogRoleNotChecked(e);
            return true;
        }
    }

    [LoggerMessage(EventId = 1010, Level = Microsoft.Extensions.Logging.LogLevel.Warning, Message = "The portal role of a circuit could not be checked again")]
    private partial void LogRoleNotChecked(Exception exception);
}
