using System.Security.Claims;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.SignIn;

/// <summary>Which portal role a person holds at this moment, whatever their cookie says.</summary>
internal interface IRolesNow
{
    /// <returns><see cref="PortalRole.None"/> also when Entra wants the person back before it says anything; null when it could not be asked.</returns>
    Task<PortalRole?> ReadAsync(ClaimsPrincipal person, CancellationToken cancellationToken);
}
