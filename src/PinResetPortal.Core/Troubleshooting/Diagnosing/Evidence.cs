using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Troubleshooting.Dsregcmd;
using PinResetPortal.Core.Troubleshooting.Guide;

namespace PinResetPortal.Core.Troubleshooting.Diagnosing;

/// <summary>What in a text speaks for a cause, and how much that weighs.</summary>
internal sealed record Sign(string Value, EvidenceBasis Basis, bool IsExact);

/// <summary>
/// What a tenant's findings and a device's output say about one cause. A stronger sign overrules a weaker one: what a device reports, what a
/// sign-in ended with, what Graph lists, what is inferred. Nothing is ruled out by something weaker than the sign that speaks for it.
/// </summary>
internal sealed class Evidence(TenantReadiness? readiness, DsregReading? dsregcmd, bool isAboutOtherApps, DateTimeOffset now)
{
    /// <summary>Attention for something that the check itself could not tell for sure.</summary>
    private static readonly FindingCause[] Uncertain =
        [FindingCause.PossibleConflict, FindingCause.ReachUnclear, FindingCause.PathDoubtful, FindingCause.HostUnreadable];

    /// <param name="signs">What in the text points to it; empty when nothing does.</param>
    /// <param name="isVague">Only counts when the findings show it.</param>
    /// <returns>Null when there is nothing to say.</returns>
    public DiagnosedCause? Judge(GuideEntry cause, IReadOnlyList<Sign> signs, bool isVague)
    {
        var strongest = signs.Count == 0 ? EvidenceBasis.Inferred : signs.Min(sign => sign.Basis);
        var shown = Shown(cause, signs);
        var (contradiction, against) = (Contradiction(cause), Against(cause));
        var standing = contradiction is not null ? CauseStanding.RuledOut
            : shown is not null ? signs.Count > 0 && !isVague ? CauseStanding.Confirmed : CauseStanding.AlsoBroken
            : against.Count > 0 && against.Max(BasisOf) <= strongest ? CauseStanding.RuledOut
            : CauseStanding.Possible;
        if ((isVague && standing != CauseStanding.AlsoBroken) || (cause.OnlyWhenShown && standing != CauseStanding.Confirmed))
        {
            return null;
        }

        var told = shown is not null ? [shown] : against.Count > 0 ? against : Findings(cause.Checks);
        return new(
            cause,
            standing,
            [.. signs.Select(sign => sign.Value).Distinct()],
            [
                .. FromText(cause, signs),
                .. contradiction is null ? [] : new[] { contradiction },
                .. told.Select(assessed => FromFinding(assessed, standing)),
                .. standing == CauseStanding.Possible && against.Count > 0 ? [NotEnough(strongest)] : Array.Empty<string>(),
                .. NotToldBy(cause),
            ],
            shown?.Finding.CheckId ?? cause.Checks.FirstOrDefault(),
            shown is { Fixable: true } && !cause.OnlyWhenShown);
    }

    /// <summary>The tenant looks right, but that does not rule the cause out: a policy that reaches many may still miss one.</summary>
    public bool IsDoubtful(GuideEntry cause) =>
        Against(cause).Count > 0
        || (Findings(cause.ConfirmedBy) is { Count: > 0 } findings && findings.All(IsHealthy))
        || (Findings(cause.ConfirmedWhen.Keys) is { Count: > 0 } looked && looked.All(assessed => assessed.Finding.Status == FindingStatus.Healthy));

    /// <summary>The finding that shows the cause in this tenant.</summary>
    private AssessedFinding? Shown(GuideEntry cause, IReadOnlyList<Sign> signs)
    {
        var confirming = Findings(cause.ConfirmedBy);
        return confirming.FirstOrDefault(assessed => assessed.Finding.Status == FindingStatus.Broken)
            ?? confirming.FirstOrDefault(assessed => assessed.Finding is { Status: FindingStatus.NeedsAttention } finding && !Uncertain.Contains(finding.Cause))
            ?? (!isAboutOtherApps && signs.Any(sign => sign.IsExact && sign.Basis <= EvidenceBasis.SignedIn)
                ? Findings(cause.ConfirmedWhen.Keys).FirstOrDefault(assessed => cause.ConfirmedWhen[assessed.Finding.CheckId].Contains(assessed.Finding.Cause))
                : null);
    }

    /// <summary>The findings that speak against it: all of those that can rule it out, or none.</summary>
    private List<AssessedFinding> Against(GuideEntry cause) =>
        Findings(cause.RuledOutBy) is { Count: > 0 } excluding && excluding.Count == cause.RuledOutBy.Count && excluding.All(IsHealthy) ? excluding : [];

    private static bool IsHealthy(AssessedFinding assessed) => assessed.Finding.Status is FindingStatus.Healthy or FindingStatus.NotApplicable;

    /// <summary>A finding is as strong as the weakest thing it rests on.</summary>
    private static EvidenceBasis BasisOf(AssessedFinding assessed) =>
        assessed.Finding.Evidence.Count == 0 ? EvidenceBasis.Listed : assessed.Finding.Evidence.Max(evidence => evidence.Basis);

    private static IEnumerable<string> FromText(GuideEntry cause, IReadOnlyList<Sign> signs) => signs.Count == 0
        ? [$"Nothing in the text points to it, but it is broken here. {cause.Indicates}"]
        : signs.GroupBy(sign => sign.Basis).OrderBy(group => group.Key).Select(group =>
            $"In the text: {string.Join("; ", group.Select(sign => sign.Value).Distinct().Take(6))} ({InText(group.Key)}).");

    private static string InText(EvidenceBasis basis) => basis switch
    {
        EvidenceBasis.Reported => "reported by the device",
        EvidenceBasis.SignedIn => "a sign-in ended with it",
        _ => "by itself it proves nothing: the cause is inferred",
    };

    private static string InTenant(EvidenceBasis basis) => basis switch
    {
        EvidenceBasis.Reported => "Reported by devices",
        EvidenceBasis.SignedIn => "Seen at sign-ins",
        EvidenceBasis.Listed => "Listed by Graph",
        _ => "Inferred",
    };

    private List<AssessedFinding> Findings(IEnumerable<string> checks) =>
        [.. checks.Select(check => readiness?.Findings.FirstOrDefault(assessed => assessed.Finding.CheckId == check)).OfType<AssessedFinding>()];

    private string FromFinding(AssessedFinding assessed, CauseStanding standing)
    {
        var finding = assessed.Finding;
        var age = Age.Of(readiness!.ReadAt, now);
        return finding.Status == FindingStatus.Unknown ? $"Not known here: {finding.Summary} (Looked {age}.)"
            : $"{(standing == CauseStanding.RuledOut ? "Ruled out by this tenant's findings" : "In this tenant")}: {finding.Summary} ({InTenant(BasisOf(assessed))}, read {age}.)";
    }

    private static string NotEnough(EvidenceBasis sign) => sign == EvidenceBasis.SignedIn
        ? "That does not rule it out: a sign-in weighs more than a list. The list may be newer than the error: if it comes again, the list misses something."
        : "That does not rule it out: what the device reports weighs more than a list.";

    private IEnumerable<string> NotToldBy(GuideEntry cause) => cause.NotVisible is { } why ? [why]
        : readiness is null && cause.Checks.Any() ? [$"The check {Lists.And(cause.Checks)} of a tenant tells."]
        : [];

    private string? Contradiction(GuideEntry cause)
    {
        foreach (var (name, values) in cause.RuledOutByFields)
        {
            if (dsregcmd?.Find(name) is { } found && values.Any(value => dsregcmd.Has(name, value)))
            {
                return $"Ruled out by the device: {name} : {found.Value}. (Reported by the device.)";
            }
        }

        return null;
    }
}
