using System.Runtime.CompilerServices;
using PinResetPortal.Core.Onboarding;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Onboarding;

namespace PinResetPortal.Fakes;

public sealed class FakeOnboarding : IOnboardingService
{
    public static readonly OnboardingProbe Reachable = new("tenant.reachable", "Tenant can be reached", ProbeState.Passed, "Contoso is there.", Required: true);

    public static readonly OnboardingProbe NotConsented = new(
        "portal.consented", "Portal is consented", ProbeState.Failed, "The portal is not authorised in Contoso.", Required: true,
        new OnboardingStep.PartnerCenterConsent("Give the portal's consent through Partner Center.", ["Directory.Read.All"]), "AADSTS90099");

    public static readonly OnboardingProbe Consented = NotConsented with { State = ProbeState.Passed, Summary = "Entra gives the portal tokens.", NextStep = null, Code = null };

    public List<OnboardingProbe> Probes { get; } = [Reachable, NotConsented];

    public ConsentResult Answer { get; set; } = new ConsentResult.Given(AlreadyThere: false, "request-1");

    public int Looks { get; private set; }

    /// <summary>What <see cref="ConsentAsync"/> does to the tenant.</summary>
    public Action OnConsent { get; set; } = () => { };

    public Exception? Failure { get; set; }

    public async IAsyncEnumerable<OnboardingProbe> ProbeAsync(Tenant tenant, Actor actor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Looks++;
        foreach (var probe in Probes.ToList())
        {
            await Task.CompletedTask;
            yield return Failure is null ? probe : throw Failure;
        }
    }

    public Task<OnboardingReport> ReportAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public PlannedRequest? DescribeConsent(Tenant tenant, Actor actor) =>
        actor.May(PortalRole.Operator) ? new("POST", $"https://api.partnercenter.microsoft.com/v1/customers/{tenant.Id}/applicationconsents", "{}") : null;

    public Task<ConsentResult> ConsentAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken)
    {
        OnConsent();
        return Task.FromResult(Answer);
    }

    public Task RecordAdminConsentAsync(TenantId tenantId, Actor actor, bool given, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RecordSentConsentAsync(TenantKey key, string sentBy, bool given, CancellationToken cancellationToken) => Task.CompletedTask;
}
