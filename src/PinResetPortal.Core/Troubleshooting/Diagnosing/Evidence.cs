using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Troubleshooting.Dsregcmd;
using PinResetPortal.Core.Troubleshooting.Guide;

namespace PinResetPortal.Core.Troubleshooting.Diagnosing;

/// <summary>What a tenant's findings and a device's output say about one cause.</summary>
internal sealed class Evidence(TenantReadiness? readiness, DsregReading? dsregcmd, DateTimeOffset now)
{
    /// <param name="signs">What in the text points to it; empty when nothing does.</param>
    /// <param name="isVague">Only counts when the findings show it.</param>
    /// <returns>Null when there is nothing to say.</returns>
    public DiagnosedCause? Judge(GuideEntry cause, IReadOnlyList<string> signs, bool isVague)
    {
        var confirming = Findings(cause.ConfirmedBy);
        var excluding = Findings(cause.RuledOutBy);
        var broken = confirming.FirstOrDefault(assessed => assessed.Finding.Status == FindingStatus.Broken)
            ?? confirming.FirstOrDefault(assessed => assessed.Finding.Status == FindingStatus.NeedsAttention);
        var contradiction = Contradiction(cause);
        var standing = contradiction is not null ? CauseStanding.RuledOut
            : broken is not null ? signs.Count > 0 && !isVague ? CauseStanding.Confirmed : CauseStanding.AlsoBroken
            : excluding.Count > 0 && excluding.Count == cause.RuledOutBy.Count && excluding.All(IsHealthy) ? CauseStanding.RuledOut
            : CauseStanding.Possible;
        if (isVague && standing != CauseStanding.AlsoBroken)
        {
            return null;
        }

        var told = broken is not null ? [broken] : excluding.Count > 0 ? excluding : confirming;
        return new(
            cause,
            standing,
            signs,
            [.. FromText(cause, signs), .. contradiction is null ? [] : new[] { contradiction }, .. told.Select(assessed => FromFinding(assessed, standing)), .. NotToldBy(cause)],
            broken?.Finding.CheckId ?? cause.ConfirmedBy.Concat(cause.RuledOutBy).FirstOrDefault(),
            broken is { Fixable: true });
    }

    /// <summary>The tenant looks right, but that does not rule the cause out: a policy that reaches many may still miss one.</summary>
    public bool IsDoubtful(GuideEntry cause) => Findings(cause.ConfirmedBy) is { Count: > 0 } findings && findings.All(IsHealthy);

    private static bool IsHealthy(AssessedFinding assessed) => assessed.Finding.Status is FindingStatus.Healthy or FindingStatus.NotApplicable;

    private static IEnumerable<string> FromText(GuideEntry cause, IReadOnlyList<string> signs) => signs.Count switch
    {
        0 => [$"Nothing in the text points to it, but it is broken here. {cause.Indicates}"],
        _ => [$"In the text: {string.Join("; ", signs.Take(6))}."],
    };

    private List<AssessedFinding> Findings(IEnumerable<string> checks) =>
        [.. checks.Select(check => readiness?.Findings.FirstOrDefault(assessed => assessed.Finding.CheckId == check)).OfType<AssessedFinding>()];

    private string FromFinding(AssessedFinding assessed, CauseStanding standing)
    {
        var finding = assessed.Finding;
        var sentence = finding.Status switch
        {
            FindingStatus.Unknown => $"Not known here: {finding.Summary}",
            _ when standing == CauseStanding.RuledOut => $"Ruled out by this tenant's findings: {finding.Summary}",
            _ => $"In this tenant: {finding.Summary}",
        };
        return $"{sentence} (Read {Age.Of(readiness!.ReadAt, now)}.)";
    }

    private IEnumerable<string> NotToldBy(GuideEntry cause) => cause.NotVisible is { } why ? [why]
        : readiness is null && cause.ConfirmedBy.Count + cause.RuledOutBy.Count > 0 ? [$"The check {string.Join(" and ", cause.ConfirmedBy.Concat(cause.RuledOutBy).Distinct())} of a tenant tells."]
        : [];

    private string? Contradiction(GuideEntry cause)
    {
        foreach (var (name, values) in cause.RuledOutByFields)
        {
            if (dsregcmd is not null && values.Any(value => dsregcmd.Has(name, value)))
            {
                return $"Ruled out by the device: {name} : {dsregcmd.Find(name)!.Value}.";
            }
        }

        return null;
    }
}
