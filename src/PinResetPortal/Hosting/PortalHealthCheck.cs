using Microsoft.Extensions.Diagnostics.HealthChecks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.SelfChecks;
using PinResetPortal.Work.SelfChecks;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Hosting;

/// <summary>
/// What the portal found of itself last, tagged <c>ready</c>: never more than Degraded, because the portal answers all the same. Anybody may ask, so
/// nothing is read but what is kept, and nothing is told that names a tenant, a permission or a file.
/// </summary>
internal sealed class PortalHealthCheck(IPortalSelfCheck checks, IHomeTenants homes) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var reasons = new List<string>();
        foreach (var home in homes.Admitted)
        {
            var report = await checks.LatestAsync(home, cancellationToken);
            reasons.AddRange((report?.Findings ?? []).Select(one => one.Finding).Select(Reason).OfType<string>());
        }

        return reasons.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(' ', reasons.Distinct()));
    }

    private static string? Reason(SelfFinding finding) => finding switch
    {
        // Why a credential cannot be used may hold paths and names of the machine; when it ends does not.
        { CheckId: SelfCheckIds.Credential, Status: FindingStatus.NeedsAttention } or { CheckId: SelfCheckIds.Clock, Status: FindingStatus.Broken } => finding.Summary,
        { Status: FindingStatus.Broken } => $"{finding.CheckId} is broken; an administrator sees how under Settings, This portal.",
        _ => null,
    };
}
