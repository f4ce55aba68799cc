using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting.Dsregcmd;
using PinResetPortal.Core.Troubleshooting.Guide;
using PinResetPortal.Core.Troubleshooting.Recognising;

namespace PinResetPortal.Core.Troubleshooting.Diagnosing;

/// <summary>How sure we are of a cause. Ordered: the first are shown first.</summary>
public enum CauseStanding
{
    /// <summary>The text points to it, and this tenant's findings show it.</summary>
    Confirmed,

    /// <summary>The text points to it; the findings do not contradict.</summary>
    Possible,

    /// <summary>The text does not point to it, but it is broken in this tenant.</summary>
    AlsoBroken,

    /// <summary>Findings or the device contradict, and weigh at least as much as the sign in the text that points to it.</summary>
    RuledOut,
}

/// <summary>One possible reason.</summary>
/// <param name="Entry">The guide's entry: title, next step, who, sources.</param>
/// <param name="Signs">What in the text points to it.</param>
/// <param name="Evidence">Sentences, each with its basis: from the text first, then from this tenant's findings with their age.</param>
/// <param name="CheckId">The check that tells, the broken one where there are several.</param>
/// <param name="Fixable">Whether a portal Operator can repair it here.</param>
public sealed record DiagnosedCause(
    GuideEntry Entry,
    CauseStanding Standing,
    IReadOnlyList<string> Signs,
    IReadOnlyList<string> Evidence,
    string? CheckId,
    bool Fixable);

/// <summary>The answer to a pasted text.</summary>
/// <param name="Tenant">The tenant that was asked about.</param>
/// <param name="Readiness">The findings that were used; null without a tenant, or when the device belongs to another one.</param>
/// <param name="DeviceTenant">The tenant that the pasted output is about, when it is one of the caller's tenants.</param>
/// <param name="Dsregcmd">The output of dsregcmd in the text; null when there is none.</param>
/// <param name="Statements">That output line by line.</param>
/// <param name="Caveats">What makes the answer less certain.</param>
public sealed record Diagnosis(
    DateTimeOffset At,
    Tenant? Tenant,
    TenantReadiness? Readiness,
    Tenant? DeviceTenant,
    Recognition Found,
    IReadOnlyList<DiagnosedCause> Causes,
    DsregReading? Dsregcmd,
    IReadOnlyList<DsregStatement> Statements,
    IReadOnlyList<string> Caveats);
