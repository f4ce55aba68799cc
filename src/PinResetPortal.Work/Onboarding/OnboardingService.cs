using System.Runtime.CompilerServices;
using System.Text.Json;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Onboarding;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Onboarding;

internal sealed class OnboardingService(ITenantResolver resolver, IOnboardingReader reader, IPartnerConsent partner, ITenantStore tenants, IAuditLog audit, TimeProvider time) : IOnboardingService
{
    private IReadOnlyList<string> PermissionNames => [.. reader.Permissions.Select(need => need.Name)];

    public async IAsyncEnumerable<OnboardingProbe> ProbeAsync(Tenant tenant, Actor actor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var judge = new OnboardingJudge(tenant, actor, reader.Permissions);
        var reachable = judge.Reachable(await resolver.ResolveAsync(tenant.Id.ToString(), cancellationToken), time.GetUtcNow());
        yield return reachable;

        Fact<AccessFacts> access = reachable.State == ProbeState.Failed
            ? new UnreadableReason(UnreadableKind.TenantNotFound, reachable.Summary, reachable.NextStep?.Words, Code: reachable.Code)
            : await reader.ReadAccessAsync(tenant, actor, cancellationToken);
        yield return reachable.State == ProbeState.Failed
            ? new("portal.consented", "Portal is consented", ProbeState.Skipped, "Looked at as soon as the tenant can be reached.", Required: true)
            : judge.Consented(access);
        foreach (var probe in judge.Permissions(access).Concat(judge.Roles(access)))
        {
            yield return probe;
        }

        var consented = access is Fact<AccessFacts>.Known;
        var licences = consented ? await reader.ReadLicencesAsync(tenant, actor, cancellationToken) : null;
        yield return judge.Intune(licences);
        yield return judge.EntraP1(licences);
        yield return judge.Unattended(
            !consented ? null
            : actor.Kind == ActorKind.Application ? access
            : await reader.ReadAccessAsync(tenant, actor with { Kind = ActorKind.Application }, cancellationToken));
    }

    public async Task<OnboardingReport> ReportAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken)
    {
        var probes = await ProbeAsync(tenant, actor, cancellationToken).ToListAsync(cancellationToken);
        return new(tenant.Id, tenant.DisplayName, time.GetUtcNow(), probes);
    }

    public PlannedRequest? DescribeConsent(Tenant tenant, Actor actor) =>
        new OnboardingJudge(tenant, actor, reader.Permissions).MayUsePartnerCenter ? partner.Describe(tenant.Id, PermissionNames) : null;

    public async Task<ConsentResult> ConsentAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken)
    {
        if (await audit.IsDeniedAsync(actor, PortalRole.Operator, tenant.Id, "consent to the portal through Partner Center", cancellationToken))
        {
            return new ConsentResult.Denied(PortalRole.Operator);
        }

        if (WhyNotPossible(tenant, actor) is { } why)
        {
            return new ConsentResult.NotPossible(why);
        }

        var request = partner.Describe(tenant.Id, PermissionNames);
        await RecordAsync(tenant.Id, actor, AuditActions.ConsentIntent, "Consents to the portal through Partner Center", new { request.Method, request.Path, request.Body }, cancellationToken);

        // From here on the request may be on its way: its outcome is recorded even when the person leaves.
        var outcome = await partner.GrantAsync(tenant, actor, PermissionNames, CancellationToken.None);
        if (outcome is PartnerConsentOutcome.Granted granted)
        {
            await RecordAsync(
                tenant.Id, actor, AuditActions.ConsentOutcome,
                granted.AlreadyThere ? "Partner Center had the portal's consent already" : "Partner Center gave the portal's consent",
                new { granted.Status, granted.RequestId }, CancellationToken.None);
            return new ConsentResult.Given(granted.AlreadyThere, granted.RequestId);
        }

        var reason = ((PartnerConsentOutcome.Refused)outcome).Reason;
        await RecordAsync(tenant.Id, actor, AuditActions.ConsentOutcome, $"Failed: {reason.Message}", new { reason.Status, reason.Code, reason.RequestId }, CancellationToken.None);
        return new ConsentResult.Refused(reason);
    }

    public async Task RecordAdminConsentAsync(TenantId tenantId, Actor actor, bool given, CancellationToken cancellationToken)
    {
        await RecordAsync(
            tenantId, actor, AuditActions.ConsentOutcome,
            given ? "An administrator gave the portal's consent on the admin consent page" : "The admin consent page came back without consent", new { given }, cancellationToken);
        if (given)
        {
            await tenants.ConfirmAppOnlyAsync(actor.KeyOf(tenantId), cancellationToken);
        }
    }

    public async Task RecordSentConsentAsync(TenantKey key, string sentBy, bool given, CancellationToken cancellationToken)
    {
        if (!given || await tenants.FindAsync(key, cancellationToken) is not { AppOnlyConfirmed: false })
        {
            return;
        }

        await audit.AppendAsync(
            new(key, sentBy, "an administrator who was sent the link", AuditActions.ConsentOutcome, null, "An administrator gave the portal's consent on the admin consent page", null), cancellationToken);
        await tenants.ConfirmAppOnlyAsync(key, cancellationToken);
    }

    private static string? WhyNotPossible(Tenant tenant, Actor actor) => tenant.Relationship switch
    {
        _ when actor.Kind != ActorKind.User => "Partner Center takes this request from a person only. Call it with a delegated token, or use the portal's page.",
        { Kind: not RelationshipKind.Gdap } => $"{tenant.DisplayName} is not a GDAP customer of your tenant. Have one of its administrators open the admin consent link.",
        { Active: false } => $"The GDAP relationship with {tenant.DisplayName} has ended.",
        _ when !RoleNeed.PartnerCenterConsent.IsMetBy(tenant.Relationship.Roles) =>
            $"The GDAP relationship with {tenant.DisplayName} includes neither Cloud Application Administrator nor Privileged Role Administrator nor Global Administrator. Have one of its administrators open the admin consent link.",
        _ => null,
    };

    private Task<AuditEntry> RecordAsync(TenantId tenantId, Actor actor, string action, string summary, object detail, CancellationToken cancellationToken) => audit.AppendAsync(
        AuditRecord.Of(actor, tenantId, action, summary, JsonSerializer.Serialize(detail, JsonSerializerOptions.Web)), cancellationToken);
}
