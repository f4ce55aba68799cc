using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Offboarding;

/// <summary>
/// Lets a customer go: the portal's consent there is removed where the portal can, what is stored about the tenant is deleted, and the
/// audit log keeps that it was so. All of it needs the portal role Admin.
/// </summary>
public interface IOffboardingService
{
    /// <summary>The application id by which an administrator finds the portal in a tenant; null: none is configured.</summary>
    string? ClientId { get; }

    /// <summary>What <see cref="RunAsync"/> would do now. Sends nothing but reads, and changes nothing.</summary>
    /// <param name="keepConsent">Leave the consent to the tenant's own administrator.</param>
    /// <returns><see cref="OffboardingResult.Planned"/>, or why not.</returns>
    Task<OffboardingResult> LookAsync(TenantId tenantId, Actor actor, bool keepConsent, CancellationToken cancellationToken);

    /// <summary>Everything that is stored about the tenant, besides the audit log. Recorded: <see cref="RunAsync"/> asks for it.</summary>
    /// <returns><see cref="OffboardingResult.Exported"/>, or why not.</returns>
    Task<OffboardingResult> ExportAsync(TenantId tenantId, Actor actor, CancellationToken cancellationToken);

    /// <summary>
    /// An audit entry, the one request that removes the consent, the deletion, an audit entry. Refuses while something of the tenant is not
    /// finished, and without an export within <see cref="OffboardingWords.ExportHolds"/>. When the request is refused nothing is deleted.
    /// </summary>
    /// <returns><see cref="OffboardingResult.Done"/>, or why not.</returns>
    Task<OffboardingResult> RunAsync(TenantId tenantId, Actor actor, bool keepConsent, CancellationToken cancellationToken);
}

/// <param name="Rows">How many rows will be deleted, by table.</param>
/// <param name="ExportedAt">When the data was exported last, where that still counts.</param>
/// <param name="Refusal">Why it cannot be done now, in one sentence; null: it can.</param>
public sealed record OffboardingPlan(Tenant Tenant, ConsentPlan Consent, IReadOnlyDictionary<string, int> Rows, DateTimeOffset? ExportedAt, string? Refusal);

/// <summary>What becomes of the portal's consent in the tenant.</summary>
public abstract record ConsentPlan
{
    private ConsentPlan()
    {
    }

    /// <summary>The portal deletes its own service principal there, and with it every permission that it was granted.</summary>
    public sealed record Removed(string ServicePrincipalId, PlannedRequest Request) : ConsentPlan;

    /// <summary>Graph lists no service principal of the portal.</summary>
    public sealed record NotThere : ConsentPlan;

    /// <summary>It is needed on: another home tenant has the tenant as well. Says no more about that one.</summary>
    public sealed record Shared : ConsentPlan;

    /// <summary>The tenant's administrator removes it: the portal can not, or was asked to leave it.</summary>
    /// <param name="Why">Null: asked to leave it.</param>
    public sealed record ByHand(UnreadableReason? Why) : ConsentPlan;
}

public abstract record OffboardingResult
{
    private OffboardingResult()
    {
    }

    public sealed record Planned(OffboardingPlan Plan) : OffboardingResult;

    public sealed record Exported(Tenant Tenant, IReadOnlyList<StoredTable> Tables) : OffboardingResult;

    /// <param name="Consent">What was planned and, for <see cref="ConsentPlan.Removed"/>, is done.</param>
    /// <param name="SeenGone">After <see cref="ConsentPlan.Removed"/>: a new look got no token any more, or found nothing. False: not seen yet.</param>
    /// <param name="Rows">How many rows were deleted, by table.</param>
    public sealed record Done(Tenant Tenant, ConsentPlan Consent, bool SeenGone, IReadOnlyDictionary<string, int> Rows) : OffboardingResult;

    public sealed record NotFound : OffboardingResult;

    /// <summary>One sentence that says why and what to do. Nothing was deleted.</summary>
    public sealed record Refused(string Why) : OffboardingResult;

    public sealed record Denied(PortalRole Needed) : OffboardingResult;
}
