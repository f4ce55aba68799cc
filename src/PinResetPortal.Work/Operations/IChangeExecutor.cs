using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Operations;

/// <summary>Sends planned changes and looks whether they are in place. Implemented by the Graph room, the only one that knows paths and bodies.</summary>
public interface IChangeExecutor : IChangeDescriber
{
    /// <summary>
    /// Sends the one request of <paramref name="change"/>. 429 and 503 (the request was not processed) are retried after the longest
    /// Retry-After; nothing else is sent twice. Expected trouble is an outcome, not an exception.
    /// </summary>
    /// <param name="change">With every object reference resolved.</param>
    /// <exception cref="InvalidOperationException">A reference is not resolved.</exception>
    Task<ChangeOutcome> ExecuteAsync(Tenant tenant, Actor actor, PlannedChange change, CancellationToken cancellationToken);

    /// <summary>
    /// Looks whether a change is already in place: an earlier run may have sent it and died before it saw the answer.
    /// A created policy is recognised by the marker in its description.
    /// </summary>
    Task<ChangeObservation> ObserveAsync(Tenant tenant, Actor actor, PlannedChange change, CancellationToken cancellationToken);
}

/// <summary>How sending one change ended.</summary>
public abstract record ChangeOutcome
{
    private ChangeOutcome()
    {
    }

    /// <summary>Graph accepted it.</summary>
    /// <param name="ObjectId">Id of the object that was made or changed, where the answer or the path tells.</param>
    public sealed record Applied(int Status, string? RequestId, string? ObjectId) : ChangeOutcome;

    /// <summary>Graph says that it is already so (for example 409 on a service principal that exists).</summary>
    public sealed record AlreadyInPlace(int Status, string? RequestId, string? ObjectId) : ChangeOutcome;

    /// <summary>Graph does not know the object yet (404 on one that was just made): worth another try a little later.</summary>
    public sealed record NotVisibleYet(int Status, string? RequestId) : ChangeOutcome;

    /// <summary>Nobody can say whether it happened: time-out, dropped connection, 500, 502, 504. Look before anything is sent again.</summary>
    public sealed record Uncertain(string Message, int? Status, string? RequestId) : ChangeOutcome;

    /// <summary>It did not happen, and trying again will not help: permission, role, licence, consent, sign-in, bad request, throttled for too long.</summary>
    public sealed record Refused(UnreadableReason Reason) : ChangeOutcome;
}

/// <summary>What a look at one change found.</summary>
public abstract record ChangeObservation
{
    private ChangeObservation()
    {
    }

    public sealed record InPlace(string? ObjectId) : ChangeObservation;

    public sealed record NotInPlace : ChangeObservation;

    public sealed record CannotTell(UnreadableReason Reason) : ChangeObservation;
}
