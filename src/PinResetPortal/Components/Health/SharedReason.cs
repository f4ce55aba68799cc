using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;

namespace PinResetPortal.Components.Health;

/// <summary>One reason that hides most of the tenant is said once, at the top, and not on every card.</summary>
public static class SharedReason
{
    /// <summary>Fewer cards with the same reason explain themselves better where they are.</summary>
    private const int FewestCards = 3;

    /// <returns>The reason that all unknown findings have in common, or the missing set-up where nothing else is seen; null: neither.</returns>
    public static UnreadableReason? Of(TenantReadiness readiness)
    {
        var reasons = readiness.Findings.Select(assessed => assessed.Finding).Where(finding => finding.Status == FindingStatus.Unknown).Select(finding => finding.Reason).ToList();
        return NothingSeen(readiness) && reasons.FirstOrDefault(reason => reason?.Kind == UnreadableKind.PortalNotConsented) is { } notSetUp ? notSetUp
            : reasons.Count >= FewestCards && reasons.Select(reason => reason?.Kind).Distinct().Count() == 1 ? reasons[0]
            : null;
    }

    /// <returns>True when nothing can be seen before the tenant is set up: the reason is all that there is to say.</returns>
    public static bool IsNotSetUp(TenantReadiness readiness) => NothingSeen(readiness) && Of(readiness)?.Kind == UnreadableKind.PortalNotConsented;

    private static bool NothingSeen(TenantReadiness readiness) =>
        readiness.Findings.All(assessed => assessed.Finding.Status is FindingStatus.Unknown or FindingStatus.NotApplicable);
}
