using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.Checks;

/// <summary>
/// The permission grants of the two applications: Microsoft does not document which ones a healthy tenant has, so absence proves nothing by
/// itself. A grant of one person is not a grant for everybody.
/// </summary>
public sealed class PermissionGrantsCheck() : TenantCheck(CheckIds.Grants, "Permission grants", CheckArea.Consent, required: false)
{
    public override Finding Evaluate(TenantFacts facts) => facts.Grants switch
    {
        Fact<IReadOnlyList<PermissionGrantFacts>>.Unreadable { Reason: var reason } => Unknown("We could not see the permission grants of the two apps.", reason),
        Fact<IReadOnlyList<PermissionGrantFacts>>.Known { Value: { Count: > 0 } grants } => grants.Any(grant => grant.IsForEverybody)
            ? Healthy(grants.Count == 1 ? "One permission grant is recorded for the two apps." : $"{grants.Count} permission grants are recorded for the two apps.", Lines(grants))
            : NeedsAttention("The permission grants of the two apps are for single people: they are no grant for everybody.", Lines(grants)) with { Cause = FindingCause.GrantForSomePeople },
        _ => NotApplicable("No permission grant is recorded for the two apps. Microsoft does not say that there must be one; if users still get AADSTS65001, give consent on the documented page.") with
        {
            Cause = FindingCause.GrantNotListed,
        },
    };

    private static IEnumerable<Evidence> Lines(IEnumerable<PermissionGrantFacts> grants) => grants.Select(grant => new Evidence(
        "permission",
        grant.IsForEverybody ? "granted for everyone" : "granted for one user",
        grant.ClientObjectId,
        grant.Scope.Trim(),
        $"on resource {grant.ResourceObjectId}"));
}
