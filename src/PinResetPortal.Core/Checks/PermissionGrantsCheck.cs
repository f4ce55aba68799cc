using System.Globalization;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Checks;

/// <summary>
/// Whether the consent of the two applications works, as far as it shows. Microsoft does not say which grants a healthy tenant has: absence
/// proves nothing, a grant of one person is none for everybody, a refused sign-in (AADSTS65001) newer than both applications proves that
/// consent is missing, and a sign-in that succeeded proves that it is there. Required only while it is refused.
/// </summary>
internal sealed class PermissionGrantsCheck() : TenantCheck(CheckIds.Grants, "Permission grants", "Consent refused", CheckArea.Consent, required: false)
{
    private const string Page = "Open the documented consent page of the Client; it asks for both apps.";

    public override string Fault => "Sign-ins refused for want of consent";

    public override string Headline(Finding finding) => "Sign-ins are refused: the PIN reset apps lack their grant";

    public override Finding Evaluate(TenantFacts facts)
    {
        var signIns = facts.SignIns?.ValueOrDefault;
        var grants = facts.Grants.ValueOrDefault ?? [];
        var everybody = grants.Where(grant => IsForEverybody(grant, facts)).ToList();
        List<Evidence> evidence = [.. SeenIn(signIns), .. grants.Select(Of)];
        if (signIns?.GrantRefused is { } refused)
        {
            return Refused(facts, refused, everybody.Count > 0, evidence);
        }

        if (signIns?.ClientSucceededAt is { } succeeded)
        {
            return Healthy($"A sign-in to the Client app succeeded on {Date(succeeded)}: its consent works.", evidence) with { Cause = FindingCause.ConsentProven };
        }

        if (facts.Grants.WhyUnreadable is { } reason)
        {
            return Unknown("We could not see the permission grants of the two apps.", reason, evidence);
        }

        if (everybody.Count > 0)
        {
            return Healthy("A permission grant for everybody is listed for the two apps. Microsoft does not say which grants they need: the first sign-in that succeeds is the proof.", evidence);
        }

        return grants.Count > 0
            ? NeedsAttention($"{(grants.Count == 1 ? "One permission grant is listed, and it is" : $"{grants.Count} permission grants are listed, and they are")} not for everybody: a grant of one person does not serve the others. If they get AADSTS65001, the grant is missing. {Page}", evidence, ClientBlade(facts)) with { Cause = FindingCause.GrantForSomePeople }
            : NotApplicable($"No permission grant is listed for the two apps. That proves nothing: Microsoft does not say that there must be one. If a reset shows AADSTS65001, the grant is missing. {Page}", evidence) with { Cause = FindingCause.GrantNotListed };
    }

    private Finding Refused(TenantFacts facts, SignInRefusal refused, bool isGranted, List<Evidence> evidence)
    {
        var seen = $"A sign-in to {KnownApps.NameOf(refused.AppId)} was refused for lack of consent (AADSTS65001) on {Date(refused.At)}";
        var made = new[] { facts.PinResetService, facts.PinResetClient }.Select(app => app.ValueOrDefault).Select(app => app is { Presence: ServicePrincipalPresence.Present } ? app.CreatedAt : null).ToList();
        if (made.OfType<DateTimeOffset>().Any(created => created >= refused.At))
        {
            // One of the applications was made after it: the refusal tells about the time before.
            return NotApplicable($"{seen}, before both apps were there. Whether consent works now shows in the next sign-in.", evidence) with { Cause = FindingCause.GrantNotListed };
        }

        if (isGranted)
        {
            return NeedsAttention($"{seen}, and a grant for everybody is listed now. It may have been given since: try one reset. If it is refused again: {Page}", evidence, ClientBlade(facts)) with { Cause = FindingCause.GrantRefused };
        }

        return made.Contains(null)
            ? NeedsAttention($"{seen}. Since when both apps are there can't be read, so it may be older than they are. If it happens again, the grant is missing. {Page}", evidence, ClientBlade(facts)) with { Cause = FindingCause.GrantRefused }
            : Broken($"{seen}, after both apps were there: the grant is missing. {Page}", [.. evidence, ConsentPage(facts)], ClientBlade(facts)) with { Cause = FindingCause.GrantRefused, Required = true };
    }

    private static Evidence ConsentPage(TenantFacts facts) =>
        new("permission", "Documented consent page of the Client", KnownApps.PinResetClientAppId, KnownApps.ConsentPage(KnownApps.PinResetClientAppId, facts.TenantId).ToString(), "its last page looks broken; that is expected");

    private static IEnumerable<Evidence> SeenIn(SignInFacts? signIns) => signIns is null ? [] :
    [
        .. signIns.ClientSucceededAt is { } at
            ? [new Evidence("signIns", "Sign-in to the Client app that succeeded", KnownApps.PinResetClientAppId, at.ToString("u", CultureInfo.InvariantCulture), $"read {signIns.ReadAt:u}") { Basis = EvidenceBasis.SignedIn }]
            : Array.Empty<Evidence>(),
        .. signIns.Refusals.Where(refusal => refusal.Code == SignInFacts.ConsentMissing).Select(refusal => new Evidence(
            "code", "AADSTS65001", refusal.AppId, refusal.At.ToString("u", CultureInfo.InvariantCulture), $"{KnownApps.NameOf(refusal.AppId)}, {refusal.Count} in {signIns.Days} days; read {signIns.ReadAt:u}") { Basis = EvidenceBasis.SignedIn }),
    ];

    private static Evidence Of(PermissionGrantFacts grant) => new(
        "permission", grant.ConsentType == "AllPrincipals" ? "granted for everyone" : "granted for one user", grant.ClientObjectId, grant.Scope.Trim(), $"on resource {grant.ResourceObjectId}");

    /// <summary>From the Client, to whatever resource, for all principals: the Service's own grants say nothing about the Client's consent.</summary>
    private static bool IsForEverybody(PermissionGrantFacts grant, TenantFacts facts) =>
        grant.ConsentType.Equals("AllPrincipals", StringComparison.OrdinalIgnoreCase)
        && grant.Scope.Trim().Length > 0
        && grant.ClientObjectId.Equals(facts.PinResetClient.ValueOrDefault?.ObjectId, StringComparison.OrdinalIgnoreCase);

    private static Uri ClientBlade(TenantFacts facts) => Blades.EnterpriseApplication(facts.TenantId, facts.PinResetClient.ValueOrDefault?.ObjectId, KnownApps.PinResetClientAppId);

    private static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
