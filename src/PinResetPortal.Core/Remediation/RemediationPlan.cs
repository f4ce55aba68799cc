using PinResetPortal.Core.Facts;
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
    UndoStep Undo)
{
    /// <summary>Every setting that the request changes, in words, computed from the request itself (<see cref="SettingChanges"/>).</summary>
    public IReadOnlyList<SettingChange> Settings { get; init; } = [];

    /// <summary>No page of Microsoft says that it repairs the finding; that is told wherever the step is shown.</summary>
    public bool IsInferred { get; init; }
}

/// <summary>One setting of a request in words.</summary>
/// <param name="Id">Definition id, property name or OMA-URI as it stands in the request.</param>
/// <param name="Name">As an admin knows it.</param>
/// <param name="Now">What is there now.</param>
/// <param name="Then">What will be there.</param>
public sealed record SettingChange(string Id, string Name, string Now, string Then);

/// <summary>What takes a step back.</summary>
public sealed record UndoStep(string Summary, PlannedChange Change, PlannedRequest Request);

/// <summary>Everything that will be sent to one tenant, in order.</summary>
/// <param name="Hash">Covers tenant, steps and what was there; what was shown is what runs.</param>
public sealed record RemediationPlan(TenantId TenantId, IReadOnlyList<PlannedStep> Steps, string Hash)
{
    public bool IsEmpty => Steps.Count == 0;

    /// <summary>Ids of the checks that were asked for whose repair waits for a choice of whom it reaches.</summary>
    public IReadOnlySet<string> NeedAudience { get; init; } = new HashSet<string>();

    /// <summary>The scopes of which somebody has to choose before a check that was asked for by name has something to send.</summary>
    public IReadOnlyList<PublishedScope> ScopesToChoose { get; init; } = [];

    /// <summary>What somebody should know before it is sent, one sentence each: a policy that would reach nobody, for example.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>What the portal can do about one finding.</summary>
/// <param name="NeedsAudience">There is something to send only after somebody chose whom it reaches.</param>
/// <param name="OnlyWhenNamed">Somebody must ask for it by the check's id; it is never part of "fix everything".</param>
/// <param name="NeedsScopes">There is something to send only after somebody named scopes.</param>
public sealed record Repairability(bool NeedsAudience, bool OnlyWhenNamed, bool NeedsScopes = false);

/// <summary>What the admin chose for a policy that is created or assigned.</summary>
/// <param name="Name">Null: the naming convention decides.</param>
/// <param name="Assign">Null: nobody chose. A policy that is created goes to all devices then; one that somebody scoped is left alone.</param>
public sealed record PolicyChoice(string? Name = null, AssignmentChoice? Assign = null)
{
    public PolicyTemplateChoice Template { get; init; }

    /// <summary>Whether Windows Hello may be switched on where something switches it off; only for chosen groups.</summary>
    public bool TurnHelloOn { get; init; }

    /// <summary>Scopes of the Service that the Client is granted, each named; empty: none.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    public bool Equals(PolicyChoice? other) => other is not null && Name == other.Name && Equals(Assign, other.Assign) && Template == other.Template
        && TurnHelloOn == other.TurnHelloOn && Scopes.SequenceEqual(other.Scopes, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Name, Assign, Template, TurnHelloOn, Scopes.Count);

    /// <summary>What is wrong with the choice, in words; null when nothing is.</summary>
    public string? Problem => TurnHelloOn && Assign is not { Target: AssignmentTarget.Group, Groups.Count: > 0 }
        ? "Switching Windows Hello on needs groups that were chosen for it: name them, all devices or all users will not do."
        : null;
}

/// <summary>What goes into a policy that is created.</summary>
public enum PolicyTemplateChoice
{
    /// <summary>EnablePinRecovery alone: what the finding names. The default everywhere, and the only one of bulk repairs.</summary>
    PinRecovery,

    /// <summary>The saved template: Windows Hello and PIN recovery in one policy, less what others decide.</summary>
    HelloBaseline,
}
