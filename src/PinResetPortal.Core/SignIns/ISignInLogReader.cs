using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.SignIns;

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

/// <summary>A part of the sign-in log. It is counted and forgotten: nothing of it is stored or logged.</summary>
/// <param name="Complete">False when there were more than one page: then these are the newest.</param>
public sealed record SignInLog(IReadOnlyList<LoggedSignIn> SignIns, bool Complete);

/// <summary>One sign-in (https://learn.microsoft.com/graph/api/resources/signin).</summary>
/// <param name="UserId">Object id, only to tell users apart.</param>
/// <param name="ErrorCode">The number behind AADSTS; 0: succeeded.</param>
public sealed record LoggedSignIn(string? UserId, DateTimeOffset At, string AppId, int ErrorCode);
