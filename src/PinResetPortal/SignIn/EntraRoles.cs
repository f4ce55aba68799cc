using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.SignIn;

/// <summary>Reads the role out of a fresh ID token.</summary>
internal sealed partial class EntraRoles(IServiceScopeFactory scopes, ILogger<EntraRoles> logger) : IRolesNow
{
    public async Task<PortalRole?> ReadAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            var result = await scope.ServiceProvider.GetRequiredService<ITokenAcquisition>().GetAuthenticationResultForUserAsync(
                SignInRegistration.SignInScopes,
                OpenIdConnectDefaults.AuthenticationScheme,
                tenantId: null,
                userFlow: null,
                user: person,
                tokenAcquisitionOptions: new() { ForceRefresh = true, CancellationToken = cancellationToken });
            return ActorFactory.RoleOf(result.ClaimsPrincipal);
        }
        catch (Exception e) when (e is MicrosoftIdentityWebChallengeUserException or MsalUiRequiredException)
        {
            // Entra wants the person back: disabled, password changed, sessions revoked, Conditional Access.
            return PortalRole.None;
        }
        catch (Exception e) when (e is MsalServiceException or MsalClientException or HttpRequestException or OperationCanceledException)
        {
            LogNotRead(e.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(EventId = 1010, Level = Microsoft.Extensions.Logging.LogLevel.Warning, Message = "The portal role of a person could not be read again: {Exception}")]
    private partial void LogNotRead(string exception);
}
