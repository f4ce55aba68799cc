using System.Security.Claims;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;

namespace PinResetPortal.Hosting;

/// <summary>What Entra says about a person's role.</summary>
internal sealed class FakeRolesNow : IRolesNow
{
    /// <summary>Null: Entra is away.</summary>
    public PortalRole? Now { get; set; }

    public int Asked { get; private set; }

    public Task<PortalRole?> ReadAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        Asked++;
        return Task.FromResult(Now);
    }
}
