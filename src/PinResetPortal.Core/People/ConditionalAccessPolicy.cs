namespace PinResetPortal.Core.People;

public enum ConditionalAccessState
{
    On,

    /// <summary>It is evaluated and logged, and stops nobody (https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-report-only).</summary>
    ReportOnly,

    Off,

    /// <summary>Graph names a state that the portal does not know.</summary>
    Other,
}

/// <summary>A Conditional Access policy (https://learn.microsoft.com/graph/api/resources/conditionalaccesspolicy).</summary>
/// <param name="ChangedAt">When it was last changed, else made; null: not told.</param>
/// <param name="Controls">Null: it grants without asking, for example because it only shortens sessions.</param>
public sealed record ConditionalAccessPolicy(
    string Id, string Name, ConditionalAccessState State, DateTimeOffset? ChangedAt, AccessConditions Conditions, AccessControls? Controls);

/// <summary>
/// When a policy applies (https://learn.microsoft.com/graph/api/resources/conditionalaccessconditionset). Each list is as Graph has it, with
/// its words <c>All</c>, <c>None</c>, <c>Office365</c>… beside ids.
/// </summary>
public sealed record AccessConditions
{
    public AccessScope Applications { get; init; } = AccessScope.Nothing;

    /// <summary>Attributes of applications decide besides, and they are not read (https://learn.microsoft.com/entra/identity/conditional-access/concept-filter-for-applications).</summary>
    public bool FiltersApplications { get; init; }

    public AccessScope Users { get; init; } = AccessScope.Nothing;

    public AccessScope Groups { get; init; } = AccessScope.Nothing;

    /// <summary>Template ids of directory roles.</summary>
    public AccessScope Roles { get; init; } = AccessScope.Nothing;

    /// <summary>Null: any.</summary>
    public AccessScope? Platforms { get; init; }

    /// <summary>Null: anywhere.</summary>
    public AccessScope? Locations { get; init; }

    /// <summary>Kinds of clients; empty: any.</summary>
    public IReadOnlyList<string> ClientApps { get; init; } = [];

    /// <summary>It concerns workload identities, not people.</summary>
    public bool ForWorkloads { get; init; }

    /// <summary>It concerns sign-ins that are passed on from another device only (https://learn.microsoft.com/entra/identity/conditional-access/concept-authentication-flows).</summary>
    public bool ForTransfers { get; init; }

    /// <summary>Conditions that nothing read here decides, in words: "the sign-in risk".</summary>
    public IReadOnlyList<string> Open { get; init; } = [];
}

/// <param name="Include">Who or what is in.</param>
/// <param name="Exclude">Who or what is out, whatever includes them.</param>
public sealed record AccessScope(IReadOnlyList<string> Include, IReadOnlyList<string> Exclude)
{
    public static AccessScope Nothing { get; } = new([], []);

    public bool Includes(string one) => Include.Contains(one, StringComparer.OrdinalIgnoreCase);

    public bool Excludes(string one) => Exclude.Contains(one, StringComparer.OrdinalIgnoreCase);
}

/// <summary>What a policy asks for (https://learn.microsoft.com/graph/api/resources/conditionalaccessgrantcontrols).</summary>
/// <param name="AnyOf">One of them is enough; false: all of them.</param>
/// <param name="BuiltIn"><c>block</c>, <c>mfa</c>, <c>compliantDevice</c>…</param>
/// <param name="Strength">An authentication strength.</param>
/// <param name="TermsOfUse">Whether terms have to be accepted.</param>
/// <param name="Custom">Whether a control of another maker is asked for.</param>
public sealed record AccessControls(bool AnyOf, IReadOnlyList<string> BuiltIn, AuthenticationStrength? Strength, bool TermsOfUse, bool Custom);

/// <param name="Combinations">Each a method, or several with commas between them (https://learn.microsoft.com/graph/api/resources/authenticationstrengthpolicy); empty: not told.</param>
public sealed record AuthenticationStrength(string Name, IReadOnlyList<string> Combinations);

/// <summary>What a policy does to a PIN reset of this person on this device today, strongest last.</summary>
public enum AccessEffect
{
    /// <summary>It does not apply, or it asks for nothing that the reset does not bring along.</summary>
    LetsThrough,

    /// <summary>Something that was not read, or that no page of Microsoft tells, decides.</summary>
    MayStop,

    Stops,
}

/// <summary>A Conditional Access policy, seen from one person's PIN reset.</summary>
/// <param name="Applies">Null: can't be told.</param>
/// <param name="Effect">For a policy in report-only mode what it would do if it were on.</param>
/// <param name="Reach">Why it applies, or not, or why that can't be told: "it covers every application and includes everybody".</param>
/// <param name="Demand">What it asks for: "it blocks access".</param>
/// <param name="ThroughAt">When a PIN reset sign-in of this person got through after the policy's last change; null: none is known.</param>
public sealed record PolicyAtReset(ConditionalAccessPolicy Policy, bool? Applies, AccessEffect Effect, string Reach, string Demand, DateTimeOffset? ThroughAt)
{
    /// <summary>It stops nobody today.</summary>
    public bool IsReportOnly => Policy.State == ConditionalAccessState.ReportOnly;

    /// <summary>What it does today: what a sign-in showed weighs more than what a list lets expect.</summary>
    public AccessEffect Today => IsReportOnly || ThroughAt is not null ? AccessEffect.LetsThrough : Effect;

    /// <summary>One sentence, for cause, unknown and ticket.</summary>
    public string Sentence => $"\"{Policy.Name}\": {Demand}; {Reach}.";
}
