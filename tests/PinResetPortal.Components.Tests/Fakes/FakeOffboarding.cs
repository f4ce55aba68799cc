using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Offboarding;

namespace PinResetPortal.Fakes;

public sealed class FakeOffboarding : IOffboardingService
{
    public string? ClientId => "55555555-5555-4555-8555-555555555555";

    public ConsentPlan Consent { get; set; } = new ConsentPlan.Removed("sp-1", new PlannedRequest("DELETE", "/v1.0/servicePrincipals/sp-1", null));

    public string? Refusal { get; set; }

    /// <summary>Null: it is done.</summary>
    public OffboardingResult? Answer { get; set; }

    public List<(TenantId Tenant, bool KeepConsent)> Runs { get; } = [];

    private static IReadOnlyDictionary<string, int> Rows => new Dictionary<string, int> { ["Operations"] = 3, ["Tenants"] = 1 };

    public Task<OffboardingResult> LookAsync(TenantId tenantId, Actor actor, bool keepConsent, CancellationToken cancellationToken) => Task.FromResult<OffboardingResult>(
        actor.May(PortalRole.Admin)
            ? new OffboardingResult.Planned(new(Some.Contoso, keepConsent ? new ConsentPlan.ByHand(null) : Consent, Rows, null, Refusal))
            : new OffboardingResult.Denied(PortalRole.Admin));

    public Task<OffboardingResult> ExportAsync(TenantId tenantId, Actor actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<OffboardingResult> RunAsync(TenantId tenantId, Actor actor, bool keepConsent, CancellationToken cancellationToken)
    {
        Runs.Add((tenantId, keepConsent));
        return Task.FromResult(Answer ?? new OffboardingResult.Done(Some.Contoso, keepConsent ? new ConsentPlan.ByHand(null) : Consent, SeenGone: true, Rows));
    }
}
