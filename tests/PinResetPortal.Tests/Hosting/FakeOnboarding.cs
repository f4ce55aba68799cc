using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Onboarding;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Onboarding;

namespace PinResetPortal.Hosting;

/// <summary>A tenant whose portal consent is missing.</summary>
internal sealed class FakeOnboarding : IOnboardingService
{
    public ConsentResult Next { get; set; } = new ConsentResult.Given(AlreadyThere: false, "request-1");

    public async IAsyncEnumerable<OnboardingProbe> ProbeAsync(Tenant tenant, Actor actor, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var probe in (await ReportAsync(tenant, actor, cancellationToken)).Probes)
        {
            yield return probe;
        }
    }

    public Task<OnboardingReport> ReportAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken) => Task.FromResult(new OnboardingReport(
        tenant.Id,
        tenant.DisplayName,
        FakeReadiness.ReadAt,
        [
            new("tenant.reachable", "Tenant can be reached", ProbeState.Passed, "It is there.", Required: true),
            new("portal.consented", "Portal is consented", ProbeState.Failed, "It is not.", Required: true, new OnboardingStep.AdminConsent("Open the link."), "AADSTS90099"),
        ]));

    public PlannedRequest? DescribeConsent(Tenant tenant, Actor actor) => null;

    public Task<ConsentResult> ConsentAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken) => Task.FromResult(actor.May(PortalRole.Operator) ? Next : new ConsentResult.Denied(PortalRole.Operator));

    public Task RecordAdminConsentAsync(TenantId tenantId, Actor actor, bool given, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RecordSentConsentAsync(TenantKey key, string sentBy, bool given, CancellationToken cancellationToken) => Task.CompletedTask;

    public static ConsentResult Refused { get; } = new ConsentResult.Refused(new UnreadableReason(UnreadableKind.RoleMissing, "Partner Center says no.", "Get AdminAgents.", Status: 403, RequestId: "pc-1"));
}
