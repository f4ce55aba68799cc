using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Readiness;

/// <param name="Read">What this read tells by itself.</param>
/// <param name="Kept">What stands for the tenant now.</param>
internal sealed record Assessment(TenantReadiness Read, TenantReadiness Kept);

internal sealed class ReadinessService(
    ITenantCatalog catalog,
    ITenantFactReader reader,
    CheckCatalog checks,
    RemediationPlanner planner,
    IReadinessStore store,
    ITenantStore tenants) : IReadinessService
{
    public Task<TenantReadiness?> GetAsync(TenantId tenantId, Actor actor, bool refresh, CancellationToken cancellationToken) =>
        GetAsync(tenantId, actor, refresh, ReadManner.Click, cancellationToken);

    public Task<TenantReadiness?> GetAsync(TenantId tenantId, Actor actor, bool refresh, IReadPacer pacer, CancellationToken cancellationToken) =>
        GetAsync(tenantId, actor, refresh, ReadManner.Click with { Pacer = pacer }, cancellationToken);

    private async Task<TenantReadiness?> GetAsync(TenantId tenantId, Actor actor, bool refresh, ReadManner manner, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(tenantId, actor, cancellationToken) is not { } tenant)
        {
            return null;
        }

        if (!refresh && await store.LatestAsync(actor.KeyOf(tenantId), cancellationToken) is { } latest && !DependsOnReader(latest))
        {
            return latest;
        }

        return (await AssessAsync(actor.HomeTenantId, tenant, await reader.ReadAsync(tenant, actor, manner, cancellationToken), cancellationToken)).Kept;
    }

    /// <summary>
    /// What could not be read tells about who read it and when, not about the tenant: somebody else, or the same person after signing in,
    /// may see it. Such an answer is not given again.
    /// </summary>
    private static bool DependsOnReader(TenantReadiness answer) =>
        answer.Findings.Concat(answer.Unread?.Findings ?? []).Any(assessed => assessed.Finding is { Status: FindingStatus.Unknown, Reason.Kind: not UnreadableKind.LicenceMissing });

    /// <summary>Judges a snapshot and stores the answer for a home tenant as <see cref="KeptAnswer"/> says.</summary>
    public async Task<Assessment> AssessAsync(TenantId homeTenantId, Tenant tenant, TenantFacts facts, CancellationToken cancellationToken)
    {
        var readiness = Judge(tenant, facts);
        var kept = await store.SaveAsync(homeTenantId, readiness, cancellationToken);
        if (Learned(tenant, facts) is { } learned)
        {
            await tenants.LearnAsync(homeTenantId, learned, cancellationToken);
        }

        return new(readiness, kept);
    }

    /// <summary>Judges a snapshot and keeps nothing.</summary>
    public TenantReadiness Judge(Tenant tenant, TenantFacts facts)
    {
        var findings = checks.Evaluate(facts);
        var repairable = planner.Repairable(facts, findings);
        var verdict = CheckCatalog.VerdictOf(findings);
        var rollout = Rollout.Of(facts);
        return new TenantReadiness(
            tenant.Id,
            facts.Organization.ValueOrDefault?.DisplayName ?? tenant.DisplayName,
            verdict,
            facts.ReadAt,
            [.. findings.Select(finding => repairable.TryGetValue(finding.CheckId, out var can) ? new AssessedFinding(finding, Fixable: true, can.OnlyWhenNamed, can.NeedsAudience, can.NeedsScopes) : new(finding, Fixable: false))],
            facts.Cost)
        {
            Stage = Stages.Of(verdict, facts, rollout),
            Devices = rollout.ValueOrDefault,
        };
    }

    /// <summary>
    /// What a snapshot tells about the tenant itself. A customer's name comes from the partner's list, its domain does not; the other tenants
    /// say both themselves.
    /// </summary>
    /// <returns>Null when there is nothing new.</returns>
    public static Tenant? Learned(Tenant tenant, TenantFacts facts)
    {
        if (facts.Organization.ValueOrDefault is not { } organization)
        {
            return null;
        }

        var named = tenant with
        {
            DisplayName = tenant.Relationship.Kind == RelationshipKind.Gdap ? tenant.DisplayName : organization.DisplayName,
            DefaultDomain = organization.DefaultDomain ?? tenant.DefaultDomain,
        };
        return named == tenant ? null : named;
    }
}
