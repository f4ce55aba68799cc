using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Offboarding;

namespace PinResetPortal.Api.Offboarding;

/// <param name="Confirm">The tenant's id once more: a wrong line in a script must not delete another tenant.</param>
/// <param name="KeepConsent">true leaves the portal's consent to an administrator of the tenant.</param>
internal sealed record OffboardingRequest(string Confirm, bool KeepConsent = false);

/// <summary>What becomes of the portal's consent.</summary>
internal enum ConsentFate
{
    /// <summary>The portal deletes its own service principal.</summary>
    Removed,

    NotThere,

    /// <summary>It stays: another home tenant of the portal has the tenant too.</summary>
    Shared,

    /// <summary>An administrator of the tenant removes it.</summary>
    ByHand,
}

/// <param name="Words">One or more sentences; with the exact step where somebody else has to do it.</param>
/// <param name="Method">Of the one request that is sent; null: none.</param>
/// <param name="SeenGone">After the request: a new look got no token any more, or found nothing. null: nothing was sent.</param>
internal sealed record OffboardingConsent(ConsentFate Fate, string Words, string? Method, string? Path, bool? SeenGone)
{
    public static OffboardingConsent Of(ConsentPlan plan, string words, bool? seenGone = null) => new(
        plan switch
        {
            ConsentPlan.Removed => ConsentFate.Removed,
            ConsentPlan.NotThere => ConsentFate.NotThere,
            ConsentPlan.Shared => ConsentFate.Shared,
            _ => ConsentFate.ByHand,
        },
        words,
        (plan as ConsentPlan.Removed)?.Request.Method,
        (plan as ConsentPlan.Removed)?.Request.Path,
        seenGone);
}

/// <param name="Done">false: this is what would be done.</param>
/// <param name="Rows">Rows that are deleted, by table.</param>
/// <param name="ExportedAt">When the data was exported, where that counts still; null: export it first.</param>
/// <param name="Refusal">Why it cannot be done now; null: it can.</param>
/// <param name="Stays">What the portal keeps, and what becomes of the tenant.</param>
internal sealed record OffboardingResponse(
    Guid TenantId, string DisplayName, bool Done, OffboardingConsent Consent, IReadOnlyDictionary<string, int> Rows, DateTimeOffset? ExportedAt, string? Refusal, IReadOnlyList<string> Stays)
{
    public static OffboardingResponse From(OffboardingPlan plan, string? clientId) => new(
        plan.Tenant.Id.Value, plan.Tenant.DisplayName, Done: false,
        OffboardingConsent.Of(plan.Consent, OffboardingWords.Before(plan.Consent, plan.Tenant, clientId)), plan.Rows, plan.ExportedAt, plan.Refusal, StaysOf(plan.Tenant));

    public static OffboardingResponse From(OffboardingResult.Done done, string? clientId) => new(
        done.Tenant.Id.Value, done.Tenant.DisplayName, Done: true,
        OffboardingConsent.Of(done.Consent, OffboardingWords.After(done, clientId), done.Consent is ConsentPlan.Removed ? done.SeenGone : null), done.Rows, null, null, StaysOf(done.Tenant));

    private static IReadOnlyList<string> StaysOf(Tenant tenant) => [OffboardingWords.AuditKeeps, OffboardingWords.LivesOn, OffboardingWords.Return(tenant)];
}
