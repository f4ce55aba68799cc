using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;

namespace PinResetPortal.Core.Findings;

public enum FindingStatus
{
    Healthy,

    /// <summary>Worth a look; never blocks the verdict.</summary>
    NeedsAttention,

    Broken,

    /// <summary>Could not be told. Never green, never with a fix button.</summary>
    Unknown,

    NotApplicable,
}

/// <summary>The section of the health page a check belongs to.</summary>
public enum CheckArea
{
    Consent,
    Policy,
    Devices,
    SignIns,
    Access,
}

/// <summary>One thing that was read and that supports the finding.</summary>
/// <param name="Kind">What it is: <c>servicePrincipal</c>, <c>settingsCatalog</c>, <c>accountProtection</c>, <c>securityBaseline</c>, <c>intent</c>,
/// <c>identityProtection</c>, <c>customOmaUri</c>, <c>deviceRestrictions</c>, <c>administrativeTemplate</c>, <c>enrolmentConfiguration</c>, <c>domain</c>, <c>group</c>, <c>permission</c>, <c>role</c>, <c>error</c>, <c>notVisible</c>, <c>device</c>, <c>coverage</c>,
/// <c>signIns</c>, <c>code</c>.</param>
/// <param name="Name">Its name as the admin knows it.</param>
/// <param name="Id">Object id, where it has one.</param>
/// <param name="Value">The raw value that was read.</param>
/// <param name="Detail">A short plain addition: scope, who it reaches, why it has no effect.</param>
public sealed record Evidence(string Kind, string Name, string? Id = null, string? Value = null, string? Detail = null)
{
    /// <summary>How much it weighs: a stronger sign overrules a weaker one, everywhere.</summary>
    public EvidenceBasis Basis { get; init; } = EvidenceBasis.Listed;

    /// <summary>For programs: the item is something that the portal deployed and that is no longer as it left it. <see cref="Value"/> says the same in a word.</summary>
    public bool Differs { get; init; }
}

/// <summary>What one check says about one snapshot.</summary>
/// <param name="CheckId">Permanent, kebab-case, <c>area.subject</c>.</param>
/// <param name="Required">Whether it takes part in the verdict.</param>
/// <param name="Summary">One plain sentence.</param>
/// <param name="Blade">The Entra or Intune page where an admin sees the same.</param>
/// <param name="Reason">For <see cref="FindingStatus.Unknown"/>: what could not be read and what to do.</param>
public sealed record Finding(
    string CheckId,
    CheckArea Area,
    bool Required,
    FindingStatus Status,
    string Summary,
    IReadOnlyList<Evidence> Evidence,
    Uri? Blade = null,
    UnreadableReason? Reason = null)
{
    /// <summary>What was found, for programs: headlines, table words, filters and other judgements use it and never read the sentence.</summary>
    public FindingCause Cause { get; init; }

    /// <summary>Of a broken finding: what the tenant's headline says where this stands in the way.</summary>
    public string? Headline { get; init; }

    /// <summary>For the conflict check: every policy that says something about PIN recovery, and which of them wins.</summary>
    public IReadOnlyList<PolicyMatrixRow>? Matrix { get; init; }
}

public enum Verdict
{
    Ready,
    NotReady,
    Unknown,
}
