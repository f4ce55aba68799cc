using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Troubleshooting.Guide;

namespace PinResetPortal.Core.People;

/// <summary>The tenant's two applications, as far as they concern this person.</summary>
internal static class ConsentRules
{
    private const string Who = "Application Administrator of the tenant, or a portal Operator with Fix";

    public static void Apply(PersonFacts person, TenantFacts facts, TenantReadiness readiness, GuideCatalog guide, PersonLedger ledger)
    {
        OfApp(person, readiness, facts.PinResetService, CheckIds.PinResetService, "consent.service", KnownApps.PinResetServiceName, "cause-service-consent-missing", guide, ledger);
        OfApp(person, readiness, facts.PinResetClient, CheckIds.PinResetClient, "consent.client", KnownApps.PinResetClientName, "cause-client-consent-missing", guide, ledger);
        Assignment(person, facts, readiness, KnownApps.PinResetServiceName, facts.PinResetService.ValueOrDefault, ledger);
        Assignment(person, facts, readiness, KnownApps.PinResetClientName, facts.PinResetClient.ValueOrDefault, ledger);
    }

    private static void OfApp(
        PersonFacts person, TenantReadiness readiness, Fact<ServicePrincipalFacts> principal, string check, string id, string app, string entry, GuideCatalog guide, PersonLedger ledger)
    {
        switch (Find(readiness, check))
        {
            case { Finding: { Status: FindingStatus.Broken } finding } assessed:
                var failed = person.SignIns.ValueOrDefault?.FirstOrDefault(signIn => signIn.Succeeded || !guide.IsInterrupt(signIn.Code)) is { Succeeded: false } last
                    ? $"The last sign-in failed with {last.Code}."
                    : null;
                var isOff = principal.ValueOrDefault is { Presence: ServicePrincipalPresence.Present };
                ledger.Cause(new(
                    id,
                    isOff ? $"Switched off: {app} can't be used in this tenant" : $"Consent missing: {app} can't be used in this tenant",
                    [finding.Summary, .. failed is null ? Array.Empty<string>() : [failed]],
                    isOff ? "Switch the application on again, then let the user try again." : "Give consent for the tenant, then let the user try again.",
                    Who, entry, check, assessed.Fixable));
                break;
            case { Finding: { Status: FindingStatus.Unknown, Reason: { } reason } }:
                ledger.Unknown(id, $"Whether {app} is consented", reason);
                break;
        }
    }

    private static void Assignment(PersonFacts person, TenantFacts facts, TenantReadiness readiness, string app, ServicePrincipalFacts? principal, PersonLedger ledger)
    {
        if (principal is not { Presence: ServicePrincipalPresence.Present, AppRoleAssignmentRequired: true } || IsAssigned(principal, person) is true)
        {
            return;
        }

        if (IsAssigned(principal, person) is null)
        {
            ledger.Unknown("consent.assignment", $"Whether the user is assigned to {app}", person.Memberships.WhyUnreadable!);
            return;
        }

        ledger.Cause(new(
            "consent.assignment", $"The user is shut out of {app}", ["\"Assignment required\" is on, and neither the user nor a group of the user is assigned."],
            "Switch \"Assignment required\" off, or assign the user.", Who, "cause-assignment-required", CheckIds.UserAccess, Find(readiness, CheckIds.UserAccess) is { Fixable: true }));
    }

    private static bool? IsAssigned(ServicePrincipalFacts principal, PersonFacts person) =>
        principal.AssignedPrincipals.Any(one => one.Id.Equals(person.Person.Id, StringComparison.OrdinalIgnoreCase)) ? true
        : person.Memberships.ValueOrDefault is { } groups ? principal.AssignedPrincipals.Any(one => groups.Contains(one.Id))
        : principal.AssignedPrincipals.Any(one => one.Type == "Group") ? null
        : false;

    private static AssessedFinding? Find(TenantReadiness readiness, string check) => readiness.Findings.FirstOrDefault(assessed => assessed.Finding.CheckId == check);
}
