using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Readiness;

public sealed class ReadinessService(
    ITenantCatalog catalog,
    ITenantFactReader reader,
    CheckCatalog checks,
    RemediationPlanner planner,
    IReadinessStore store) : IReadinessService
{
    public async Task<TenantReadiness?> GetAsync(TenantId tenantId, Actor actor, bool refresh, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(tenantId, actor, cancellationToken) is not { } tenant)
        {
            return null;
        }

        if (!refresh && await store.LatestAsync(tenantId, cancellationToken) is { } latest)
        {
            return latest;
        }

        return await AssessAsync(tenant, await reader.ReadAsync(tenant, actor, cancellationToken), cancellationToken);
    }

    /// <summary>Judges a snapshot and keeps the answer.</summary>
    public async Task<TenantReadiness> AssessAsync(Tenant tenant, TenantFacts facts, CancellationToken cancellationToken)
    {
        var findings = checks.Evaluate(facts);
        var fixable = planner.FixableChecks(facts, findings);
        var readiness = new TenantReadiness(
            tenant.Id,
            facts.Organization.ValueOrDefault?.DisplayName ?? tenant.DisplayName,
            CheckCatalog.VerdictOf(findings),
            facts.ReadAt,
            [.. findings.Select(finding => new AssessedFinding(finding, fixable.Contains(finding.CheckId)))],
            facts.Cost);
        await store.SaveAsync(readiness, cancellationToken);
        return readiness;
    }
}
