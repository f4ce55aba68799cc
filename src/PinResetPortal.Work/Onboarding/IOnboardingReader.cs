using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Onboarding;

/// <summary>Reads what onboarding looks at. Implemented by the Graph room.</summary>
public interface IOnboardingReader
{
    /// <summary>What the portal asks a tenant for.</summary>
    IReadOnlyList<PortalPermission> Permissions { get; }

    /// <summary>A new token for the tenant, past the cache, and what it carries.</summary>
    /// <returns>Why Entra gives none, with its code, when the portal is not consented or somebody may not get in.</returns>
    Task<Fact<AccessFacts>> ReadAccessAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken);

    /// <summary>The tenant's licences (<c>subscribedSkus</c>).</summary>
    Task<Fact<LicenceFacts>> ReadLicencesAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken);
}

/// <summary>Gives the portal's consent in a customer's tenant through Partner Center. Implemented by the Graph room.</summary>
public interface IPartnerConsent
{
    /// <summary>The request that <see cref="GrantAsync"/> sends.</summary>
    PlannedRequest Describe(TenantId customer, IReadOnlyList<string> permissions);

    /// <summary>
    /// Sends <c>POST /v1/customers/{id}/applicationconsents</c>
    /// (https://learn.microsoft.com/partner-center/developer/control-panel-vendor-apis) once, on behalf of the person. An entry that is
    /// already there is a success. Expected trouble never throws.
    /// </summary>
    Task<PartnerConsentOutcome> GrantAsync(Tenant customer, Actor actor, IReadOnlyList<string> permissions, CancellationToken cancellationToken);
}

public abstract record PartnerConsentOutcome
{
    private PartnerConsentOutcome()
    {
    }

    /// <param name="AlreadyThere">Partner Center had the entry; nothing was changed.</param>
    /// <param name="RequestId">Partner Center's own id of the request, for a support case.</param>
    public sealed record Granted(bool AlreadyThere, int Status, string? RequestId) : PartnerConsentOutcome;

    public sealed record Refused(UnreadableReason Reason) : PartnerConsentOutcome;
}
