using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Remediation;

/// <summary>One change of a plan with everything the admin needs to decide.</summary>
/// <param name="Id">Unique within the plan, stable for the same facts: <c>create-service</c>, <c>assign-policy</c>…</param>
/// <param name="CheckId">The finding it repairs.</param>
/// <param name="Summary">What it does, in words.</param>
/// <param name="Request">Exactly what is sent.</param>
/// <param name="Before">What is there now, in words or raw values.</param>
/// <param name="After">What will be there.</param>
/// <param name="Scope">The Graph permission it needs.</param>
/// <param name="Role">The directory role the person needs.</param>
public sealed record PlannedStep(
    string Id,
    string CheckId,
    string Summary,
    PlannedChange Change,
    PlannedRequest Request,
    string Before,
    string After,
    string Scope,
    string Role,
    UndoStep Undo);

/// <summary>What takes a step back.</summary>
public sealed record UndoStep(string Summary, PlannedChange Change, PlannedRequest Request);

/// <summary>Everything that will be sent to one tenant, in order.</summary>
/// <param name="Hash">Covers tenant, steps and what was there; what was shown is what runs.</param>
public sealed record RemediationPlan(TenantId TenantId, IReadOnlyList<PlannedStep> Steps, string Hash)
{
    public bool IsEmpty => Steps.Count == 0;
}

/// <summary>What the admin chose for a policy that is created or assigned.</summary>
/// <param name="Name">Null: the naming convention decides.</param>
/// <param name="Assign">Null: all devices.</param>
public sealed record PolicyChoice(string? Name = null, AssignmentChoice? Assign = null);

/// <param name="Target">AllDevices, AllUsers or Group.</param>
/// <param name="Groups">Object ids, for <see cref="AssignmentTarget.Group"/>.</param>
public sealed record AssignmentChoice(AssignmentTarget Target, IReadOnlyList<string> Groups)
{
    public static readonly AssignmentChoice AllDevices = new(AssignmentTarget.AllDevices, []);

    public bool Equals(AssignmentChoice? other) => other is not null && Target == other.Target && Groups.SequenceEqual(other.Groups);

    public override int GetHashCode() => HashCode.Combine(Target, Groups.Count);
}
