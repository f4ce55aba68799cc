using PinResetPortal.Core.Facts;
using PinResetPortal.Core.SignIns;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.SignIns;

/// <summary>Reads the sign-ins of a tenant to the two PIN reset applications. Implemented by the Graph room; expected trouble never throws.</summary>
public interface ISignInLogReader
{
    /// <summary>
    /// One request, which waits for the tenant's limit of five in ten seconds
    /// (https://learn.microsoft.com/graph/throttling-limits#identity-and-access-reports-service-limits).
    /// </summary>
    /// <param name="days">How far back, at most 30: Entra ID P1 keeps no more.</param>
    Task<Fact<SignInLog>> ReadAsync(Tenant tenant, Actor actor, int days, CancellationToken cancellationToken);
}
