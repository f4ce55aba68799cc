using PinResetPortal.Core.Field;

namespace PinResetPortal.Core.Remediation;

/// <summary>
/// Everything that runs, summaries and words have to know of a kind of change. It is given by the change itself, so that a new kind that
/// leaves something out does not build.
/// </summary>
/// <param name="Action">As what it counts in the summary of many plans.</param>
/// <param name="Subject">The object that it is about: a service principal by its application, everything else by its id. Null: it has none yet.</param>
public sealed record ChangeTraits(ChangeAction Action, string? Subject)
{
    /// <summary>The reference that may wait for an earlier step; null when the change names nothing that a step makes.</summary>
    public OpenReference? Open { get; init; }

    /// <summary>It takes its subject away.</summary>
    public bool Removes { get; init; }

    /// <summary>It makes its subject, or brings it back.</summary>
    public bool BringsBack { get; init; }

    /// <summary>It leaves a policy as the portal deployed it: the subject, or what the step made.</summary>
    public bool Deploys { get; init; }

    /// <summary>Sent twice, it makes a second object: a lost answer is looked after before it is sent again.</summary>
    public bool MakesAnother { get; init; }

    public required SettingsSource Settings { get; init; }

    /// <summary>For <see cref="SettingsSource.Stated"/>: the settings in words.</summary>
    public IReadOnlyList<SettingChange> Stated { get; init; } = [];
}

/// <param name="Reference">What the change names.</param>
/// <param name="At">The same change with another reference.</param>
public sealed record OpenReference(ObjectReference Reference, Func<ObjectReference, PlannedChange> At);

/// <summary>Where the settings that a change touches stand.</summary>
public enum SettingsSource
{
    /// <summary>It touches none.</summary>
    None,

    /// <summary>In the body, all of them new.</summary>
    Made,

    /// <summary>In the body, against what the policy holds now.</summary>
    Replaced,

    /// <summary>In the body, which holds only what is set.</summary>
    Set,

    /// <summary>In the policy as it is now: they go.</summary>
    Gone,

    /// <summary>In the policy as it is now: it is given to others.</summary>
    Given,

    /// <summary>In the policy as it is now: nobody gets them by it any more.</summary>
    TakenAway,

    /// <summary>In the change itself.</summary>
    Stated,
}

/// <summary>What kinds of steps are told apart in the summary of many plans. Names are stored: they are added to, never renamed.</summary>
public enum ChangeAction
{
    CreateServicePrincipal,
    RestoreServicePrincipal,
    EnableServicePrincipal,
    OpenUserAccess,
    CreatePolicy,
    AssignPolicy,
    ChangePolicy,
    DeletePolicy,
    GrantPermission,
    DeleteServicePrincipal,
    DisableServicePrincipal,
    RequireAssignment,
    TakePermissionBack,
    UnassignPolicy,
}

public static class ChangeActions
{
    /// <summary>"create 61 service principals".</summary>
    public static string Words(ChangeAction action, int count) => action switch
    {
        ChangeAction.CreateServicePrincipal => $"create {Numbers.Of(count, "service principal", "service principals")}",
        ChangeAction.RestoreServicePrincipal => $"restore {Numbers.Of(count, "service principal", "service principals")}",
        ChangeAction.EnableServicePrincipal => $"switch {Numbers.Of(count, "service principal", "service principals")} on",
        ChangeAction.OpenUserAccess => $"open {Numbers.Of(count, "app", "apps")} to all users",
        ChangeAction.CreatePolicy => $"create {Numbers.Of(count, "policy", "policies")}",
        ChangeAction.AssignPolicy => $"assign {Numbers.Of(count, "policy", "policies")}",
        ChangeAction.ChangePolicy => $"change {Numbers.Of(count, "policy", "policies")}",
        ChangeAction.DeletePolicy => $"delete {Numbers.Of(count, "policy", "policies")}",
        ChangeAction.GrantPermission => $"give {Numbers.Of(count, "permission grant", "permission grants")}",
        ChangeAction.DeleteServicePrincipal => $"delete {Numbers.Of(count, "service principal", "service principals")}",
        ChangeAction.DisableServicePrincipal => $"switch {Numbers.Of(count, "service principal", "service principals")} off",
        ChangeAction.RequireAssignment => $"ask for an assignment in {Numbers.Of(count, "app", "apps")}",
        ChangeAction.TakePermissionBack => $"take {Numbers.Of(count, "permission grant", "permission grants")} back",
        ChangeAction.UnassignPolicy => $"take the assignments of {Numbers.Of(count, "policy", "policies")} away",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "There are no words for it."),
    };
}
