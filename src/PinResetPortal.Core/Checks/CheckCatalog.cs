using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Checks;

/// <summary>All checks, in the order in which people read them. Refuses duplicate ids when it is built, not when somebody looks.</summary>
public sealed class CheckCatalog
{
    private readonly IReadOnlyList<ITenantCheck> _checks;

    /// <exception cref="InvalidOperationException">Two checks share an id.</exception>
    public CheckCatalog(IEnumerable<ITenantCheck> checks)
    {
        _checks = [.. checks.OrderBy(check => check.Area).ThenByDescending(check => check.Required).ThenBy(check => check.Id, StringComparer.Ordinal)];
        if (_checks.GroupBy(check => check.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InvalidOperationException($"Two checks have the id {twice.Key}.");
        }
    }

    public IReadOnlyList<ITenantCheck> All => _checks;

    public ITenantCheck? Find(string id) => _checks.FirstOrDefault(check => check.Id.Equals(id, StringComparison.Ordinal));

    public IReadOnlyList<Finding> Evaluate(TenantFacts facts) => [.. _checks.Select(check => Worded(check, check.Evaluate(facts)))];

    /// <summary>The title of a check for people; of one that this version does not have it says so. An id is never a title.</summary>
    public string TitleOf(string id) => Find(id)?.Title ?? "A check of another version";

    /// <summary>The short words for a check in a table.</summary>
    public string InTable(string id) => Find(id)?.InTable ?? TitleOf(id);

    /// <summary>What is wrong in tenants in which a check is broken, for a line in a list.</summary>
    public string FaultOf(string id) => Find(id)?.Fault ?? TitleOf(id);

    private static Finding Worded(ITenantCheck check, Finding finding) => finding.Status == FindingStatus.Broken ? finding with { Headline = check.Headline(finding) } : finding;

    /// <summary>NotReady when a required check is Broken, else Unknown when one is Unknown, else Ready. NeedsAttention never blocks.</summary>
    public static Verdict VerdictOf(IEnumerable<Finding> findings)
    {
        var required = findings.Where(finding => finding.Required).Select(finding => finding.Status).ToHashSet();
        return required.Contains(FindingStatus.Broken) ? Verdict.NotReady
            : required.Contains(FindingStatus.Unknown) ? Verdict.Unknown
            : Verdict.Ready;
    }
}
