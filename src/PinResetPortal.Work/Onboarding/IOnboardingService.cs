using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Onboarding;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Onboarding;

/// <summary>
/// Takes a tenant on. Nothing about the progress is kept: each look asks the tenant itself, so it can be left and taken up again anywhere,
/// and doing a step twice is harmless.
/// </summary>
public interface IOnboardingService
{
    /// <summary>The probes one after the other, as soon as each is known. A probe that fails never keeps a later one from being looked at that does not need it.</summary>
    IAsyncEnumerable<OnboardingProbe> ProbeAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken);

    Task<OnboardingReport> ReportAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken);

    /// <summary>The request that <see cref="ConsentAsync"/> would send; null when the way through Partner Center is not open to the actor.</summary>
    PlannedRequest? DescribeConsent(Tenant tenant, Actor actor);

    /// <summary>
    /// Gives the portal's consent through Partner Center: an audit entry, one request, an audit entry. Needs the portal role Operator.
    /// </summary>
    Task<ConsentResult> ConsentAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken);

    /// <summary>Records that a browser came back from the tenant's admin consent page. Consent given confirms <see cref="Tenant.AppOnlyConfirmed"/>.</summary>
    Task RecordAdminConsentAsync(TenantId tenantId, Actor actor, bool given, CancellationToken cancellationToken);

    /// <summary>
    /// The same of somebody who was sent the link and has no account here. Recorded once, and only where <see cref="Tenant.AppOnlyConfirmed"/>
    /// waits for it: nobody writes the audit log full with one link.
    /// </summary>
    /// <param name="sentBy">Id of the person who sent it.</param>
    Task RecordSentConsentAsync(TenantKey key, string sentBy, bool given, CancellationToken cancellationToken);
}

public abstract record ConsentResult
{
    private ConsentResult()
    {
    }

    public sealed record Given(bool AlreadyThere, string? RequestId) : ConsentResult;

    /// <summary>Partner Center or Entra said no, or nobody knows whether it happened.</summary>
    public sealed record Refused(UnreadableReason Reason) : ConsentResult;

    /// <summary>This way is not open: the sentence says why. Nothing was sent.</summary>
    public sealed record NotPossible(string Why) : ConsentResult;

    public sealed record Denied(PortalRole Needed) : ConsentResult;
}
