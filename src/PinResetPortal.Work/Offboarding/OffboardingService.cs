using System.Text.Json;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Offboarding;

internal sealed class OffboardingService(
    ITenantCatalog catalog, ITenantStore tenants, IOffboardingStore store, IOwnServicePrincipal own, IChangeExecutor executor, IAuditLog audit, TimeProvider time) : IOffboardingService
{
    /// <summary>An export that is further down is older than an hour of anybody's work.</summary>
    private const int ExportWithin = 500;

    public string? ClientId => own.ClientId;

    public async Task<OffboardingResult> LookAsync(TenantId tenantId, Actor actor, bool keepConsent, CancellationToken cancellationToken)
    {
        var (tenant, refused) = await FindAsync(tenantId, actor, "look at an offboarding", cancellationToken);
        return tenant is null ? refused : new OffboardingResult.Planned(await PlanAsync(tenant, actor, keepConsent, cancellationToken));
    }

    public async Task<OffboardingResult> ExportAsync(TenantId tenantId, Actor actor, CancellationToken cancellationToken)
    {
        var (tenant, refused) = await FindAsync(tenantId, actor, "export everything of a tenant", cancellationToken);
        if (tenant is null)
        {
            return refused;
        }

        await RecordAsync(tenant, actor, AuditActions.TenantExported, "Exported everything that is stored about the tenant", new { }, cancellationToken);
        return new OffboardingResult.Exported(tenant, await store.ReadAsync(actor.KeyOf(tenant.Id), cancellationToken));
    }

    public async Task<OffboardingResult> RunAsync(TenantId tenantId, Actor actor, bool keepConsent, CancellationToken cancellationToken)
    {
        var (tenant, refused) = await FindAsync(tenantId, actor, "offboard a tenant", cancellationToken);
        if (tenant is null)
        {
            return refused;
        }

        var plan = await PlanAsync(tenant, actor, keepConsent, cancellationToken);
        if ((plan.Refusal ?? (plan.ExportedAt is null ? OffboardingWords.NotExported : null)) is { } why)
        {
            return new OffboardingResult.Refused(why);
        }

        await RecordAsync(
            tenant, actor, AuditActions.TenantOffboarding, $"Offboards {tenant.DisplayName}: {OffboardingWords.Before(plan.Consent, tenant, own.ClientId)}",
            new { request = (plan.Consent as ConsentPlan.Removed)?.Request, rows = plan.Rows }, cancellationToken);

        // From here on the request may be on its way: what comes of it is recorded even when the person leaves.
        return await RemoveAsync(plan, actor) is { } trouble
            ? await GiveUpAsync(tenant, actor, trouble)
            : await DeleteAsync(plan, actor);
    }

    private async Task<OffboardingPlan> PlanAsync(Tenant tenant, Actor actor, bool keepConsent, CancellationToken cancellationToken)
    {
        var key = actor.KeyOf(tenant.Id);
        var refusal = tenant.Id == actor.HomeTenantId
            ? "This is the home tenant: the portal's people sign in with it. Take it out of Portal:AllowedTenants, or delete the portal's database, to end it."
            : await store.FindUnfinishedAsync(key, cancellationToken) is { } work ? OffboardingWords.Unfinished(tenant, work) : null;
        var consent = keepConsent ? new ConsentPlan.ByHand(null) : await ConsentAsync(tenant, actor, cancellationToken);
        return new(tenant, consent, await store.CountAsync(key, cancellationToken), await ExportedAtAsync(key, cancellationToken), refusal);
    }

    private async Task<ConsentPlan> ConsentAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken)
    {
        if ((await tenants.HomesOfAsync(tenant.Id, cancellationToken)).Any(home => home != actor.HomeTenantId) || tenant.Id == actor.HomeTenantId)
        {
            return new ConsentPlan.Shared();
        }

        return own.ClientId is not { } clientId
            ? new ConsentPlan.NotThere()
            : (await own.FindAsync(tenant, actor, cancellationToken)).IsKnown(out var ids, out var reason)
                ? ids.Count == 0 ? new ConsentPlan.NotThere() : new ConsentPlan.Removed(ids[0], executor.Describe(new PlannedChange.DeleteServicePrincipal(ids[0], clientId)))
                : new ConsentPlan.ByHand(reason);
    }

    private async Task<DateTimeOffset?> ExportedAtAsync(TenantKey key, CancellationToken cancellationToken)
    {
        var entries = await audit.ReadAsync(key.Home, key.Tenant, ExportWithin, cancellationToken);
        return entries.FirstOrDefault(entry => entry.Record.Action == AuditActions.TenantExported && entry.At > time.GetUtcNow() - OffboardingWords.ExportHolds)?.At;
    }

    /// <returns>Why the consent is still there, or may be; null: it is gone, or is not to be removed.</returns>
    private async Task<UnreadableReason?> RemoveAsync(OffboardingPlan plan, Actor actor)
    {
        if (plan.Consent is not ConsentPlan.Removed { ServicePrincipalId: var id } || own.ClientId is not { } clientId)
        {
            return null;
        }

        return await executor.ExecuteAsync(plan.Tenant, actor, new PlannedChange.DeleteServicePrincipal(id, clientId), CancellationToken.None) switch
        {
            ChangeOutcome.Refused { Reason: var reason } => reason,
            ChangeOutcome.Uncertain uncertain => new(
                UnreadableKind.Unavailable, $"{uncertain.Message} Nobody knows whether the service principal was deleted.", Status: uncertain.Status, RequestId: uncertain.RequestId),
            _ => null,
        };
    }

    private async Task<OffboardingResult> GiveUpAsync(Tenant tenant, Actor actor, UnreadableReason trouble)
    {
        await RecordAsync(
            tenant, actor, AuditActions.TenantOffboardingFailed, $"Failed: the consent was not removed, and nothing was deleted. {trouble.Message}",
            new { trouble.Status, trouble.Code, trouble.RequestId }, CancellationToken.None);
        return new OffboardingResult.Refused($"The consent was not removed, so nothing was deleted. {trouble.Message} {trouble.NextStep} Try again, or leave the consent to the tenant's administrator.".Replace("  ", " ", StringComparison.Ordinal));
    }

    private async Task<OffboardingResult> DeleteAsync(OffboardingPlan plan, Actor actor)
    {
        var tenant = plan.Tenant;
        var seenGone = plan.Consent is ConsentPlan.Removed && await own.FindAsync(tenant, actor, CancellationToken.None) switch
        {
            Fact<IReadOnlyList<string>>.Known { Value: var left } => left.Count == 0,
            Fact<IReadOnlyList<string>>.Unreadable { Reason.Kind: UnreadableKind.PortalNotConsented } => true,
            _ => false,
        };
        if (await store.DeleteAsync(actor.KeyOf(tenant.Id), CancellationToken.None) is not { } rows)
        {
            const string Meanwhile = "Something was started in the tenant meanwhile";
            await RecordAsync(tenant, actor, AuditActions.TenantOffboardingFailed, $"Failed: {Meanwhile}; nothing was deleted", new { seenGone }, CancellationToken.None);
            return new OffboardingResult.Refused($"{Meanwhile}, so nothing was deleted. Let it end and offboard the tenant again.");
        }

        var done = new OffboardingResult.Done(tenant, plan.Consent, seenGone, rows);
        await RecordAsync(
            tenant, actor, AuditActions.TenantOffboarded, $"Offboarded {tenant.DisplayName}: {OffboardingWords.After(done, own.ClientId)} Rows deleted: {OffboardingWords.Rows(rows)}.",
            new { rows }, CancellationToken.None);
        return done;
    }

    private async Task<(Tenant? Tenant, OffboardingResult Refused)> FindAsync(TenantId tenantId, Actor actor, string what, CancellationToken cancellationToken) =>
        await audit.IsDeniedAsync(actor, PortalRole.Admin, tenantId, what, cancellationToken)
            ? (null, new OffboardingResult.Denied(PortalRole.Admin))
            : (await catalog.FindAsync(tenantId, actor, cancellationToken), new OffboardingResult.NotFound());

    private Task<AuditEntry> RecordAsync(Tenant tenant, Actor actor, string action, string summary, object detail, CancellationToken cancellationToken) =>
        audit.AppendAsync(AuditRecord.Of(actor, tenant.Id, action, summary, JsonSerializer.Serialize(detail, JsonSerializerOptions.Web)), cancellationToken);
}
