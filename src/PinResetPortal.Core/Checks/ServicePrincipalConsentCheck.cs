using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Checks;

/// <summary>
/// One of the two service principals exists, is enabled and is not in deleted items. That is what Microsoft's page on PIN reset asks to look
/// at; whether its consent works shows in <c>consent.grants</c>.
/// </summary>
internal abstract class ServicePrincipalConsentCheck(string id, string title, string inTable, string appId, Func<TenantFacts, Fact<ServicePrincipalFacts>> fact)
    : RequiredCheck(id, title, inTable, CheckArea.Consent)
{
    public override string Fault => $"{InTable} missing or switched off";

    public override string Headline(Finding finding) => $"{KnownApps.NameOf(appId)} {finding.Cause switch
    {
        FindingCause.AppDeleted => "was deleted",
        FindingCause.AppDisabled => "is switched off",
        _ => "is missing",
    }}";

    public override Finding Evaluate(TenantFacts facts)
    {
        var name = KnownApps.NameOf(appId);
        return fact(facts) switch
        {
            Fact<ServicePrincipalFacts>.Unreadable { Reason: var reason } =>
                Unknown($"We could not see whether {name} is consented.", reason),
            Fact<ServicePrincipalFacts>.Known { Value: { Presence: ServicePrincipalPresence.SoftDeleted } deleted } =>
                Broken(
                    $"{name} was deleted and lies in deleted items: users get CAA20004.",
                    [Seen(deleted, $"deletedDateTime={deleted.DeletedAt:u}", "can be restored for 30 days after it was deleted")],
                    Blades.EnterpriseApplication(facts.TenantId, null, appId)) with
                { Cause = FindingCause.AppDeleted },
            Fact<ServicePrincipalFacts>.Known { Value: { Presence: ServicePrincipalPresence.Absent } absent } =>
                Broken(
                    $"{name} is not consented in this tenant: users get CAA20004.",
                    [Seen(absent, "absent", "no service principal with this application id")],
                    Blades.EnterpriseApplication(facts.TenantId, null, appId)) with
                { Cause = FindingCause.AppAbsent },
            Fact<ServicePrincipalFacts>.Known { Value: { AccountEnabled: false } disabled } =>
                Broken(
                    $"{name} is switched off: users get CAA20004.",
                    [Seen(disabled, "accountEnabled=false", "sign-in is blocked for everyone")],
                    Blades.EnterpriseApplication(facts.TenantId, disabled.ObjectId, appId)) with
                { Cause = FindingCause.AppDisabled },
            Fact<ServicePrincipalFacts>.Known { Value: var present } =>
                Healthy(
                    Proven(facts) is { } at
                        ? $"{name} is there and enabled, and a sign-in to the Client app succeeded on {at}: its consent works."
                        : $"{name} is there and enabled. Whether its consent works shows in the first reset: if that shows AADSTS65001, open the documented consent page of the Client.",
                    [Seen(present, "accountEnabled=true", present.CreatedAt is { } since ? $"there since {since:u}" : null)],
                    Blades.EnterpriseApplication(facts.TenantId, present.ObjectId, appId)),
            _ => throw new InvalidOperationException("A fact is known or unreadable."),
        };

        Evidence Seen(ServicePrincipalFacts principal, string value, string? detail) =>
            new("servicePrincipal", principal.DisplayName ?? name, principal.ObjectId, value, detail is null ? $"appId {appId}" : $"appId {appId}; {detail}");
    }

    private static string? Proven(TenantFacts facts) => facts.SignIns?.ValueOrDefault is { GrantRefused: null, ClientSucceededAt: { } at }
        ? at.UtcDateTime.ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture)
        : null;
}

internal sealed class PinResetServiceConsentCheck()
    : ServicePrincipalConsentCheck("consent.pin-reset-service", "Pin Reset Service app", "Service app", KnownApps.PinResetServiceAppId, facts => facts.PinResetService);

internal sealed class PinResetClientConsentCheck()
    : ServicePrincipalConsentCheck("consent.pin-reset-client", "Pin Reset Client app", "Client app", KnownApps.PinResetClientAppId, facts => facts.PinResetClient);
