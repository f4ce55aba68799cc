using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.Checks;

/// <summary>The permission grants of the two applications, for information: Microsoft does not document which ones a healthy tenant has.</summary>
public sealed class PermissionGrantsCheck() : TenantCheck("consent.grants", "Permission grants", CheckArea.Consent, required: false)
{
    public override Finding Evaluate(TenantFacts facts) => facts.Grants switch
    {
        Fact<IReadOnlyList<PermissionGrantFacts>>.Unreadable { Reason: var reason } => Unknown("We could not see the permission grants of the two apps.", reason),
        Fact<IReadOnlyList<PermissionGrantFacts>>.Known { Value: { Count: > 0 } grants } => Healthy(
            grants.Count == 1 ? "One permission grant is recorded for the two apps." : $"{grants.Count} permission grants are recorded for the two apps.",
            grants.Select(grant => new Evidence(
                "permission",
                grant.ConsentType == "AllPrincipals" ? "granted for everyone" : "granted for one user",
                grant.ClientObjectId,
                grant.Scope.Trim(),
                $"on resource {grant.ResourceObjectId}"))),
        _ => NotApplicable("No permission grant is recorded for the two apps. Microsoft does not say that there must be one; if users still get AADSTS65001, give consent on the documented page."),
    };
}
