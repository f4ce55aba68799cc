using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Troubleshooting.Guide;

namespace PinResetPortal.Core.People;

/// <summary>What the last decided sign-in to a PIN reset application tells. Interrupts, the steps of a normal sign-in, decide nothing.</summary>
internal sealed class SignInRules(GuideCatalog guide)
{
    private const string GrantCause = "cause-grant-missing";
    private const string ConditionalAccessCause = "cause-conditional-access";

    private static readonly string[] AppCauses = ["cause-service-consent-missing", "cause-client-consent-missing"];

    public void Apply(PersonFacts person, TenantFacts facts, TenantReadiness readiness, PersonLedger ledger)
    {
        if (!person.SignIns.IsKnown(out var signIns, out var reason))
        {
            ledger.Unknown("sign-in.log", "What happened at the last resets, and whether Conditional Access blocked them", reason, decides: false);
            return;
        }

        if (signIns.FirstOrDefault(signIn => !IsInterrupt(signIn)) is not { Succeeded: false } last)
        {
            if (signIns is [{ Succeeded: false } open, ..])
            {
                ledger.Note($"The last sign-in stopped at {open.Code}{TitleOf(open)}. That is a step of a normal sign-in, not a failure.");
            }

            return;
        }

        var causes = guide.FindCode(last.Code) is { } entry ? guide.CausesOf(entry).Select(cause => cause.Id).ToList() : [];
        if (last.ConditionalAccess == "failure" || causes is [ConditionalAccessCause, ..])
        {
            Blocked(last, ledger);
        }
        else if (causes.Contains(GrantCause) || (causes is [var first, ..] && AppCauses.Contains(first)))
        {
            Consent(last, causes, facts, readiness, ledger);
        }
        else
        {
            ledger.Note($"The last sign-in failed with {last.Code}{(causes.Count == 0 ? ", which is not in the guide" : TitleOf(last))}. By itself it does not keep the user from trying again.");
        }
    }

    private bool IsInterrupt(PersonSignIn signIn) => !signIn.Succeeded && guide.IsInterrupt(signIn.Code);

    private string TitleOf(PersonSignIn signIn) => guide.FindCode(signIn.Code) is { } entry ? $": {entry.Title}" : "";

    private void Blocked(PersonSignIn last, PersonLedger ledger)
    {
        var policies = last.FailedPolicies.Count > 0 ? $"Not met: {string.Join(", ", last.FailedPolicies.Select(name => $"\"{name}\""))}." : "The log does not name the policy to this reader.";
        ledger.Cause(new(
            "sign-in.conditional-access", "Conditional Access blocks the PIN reset sign-in",
            [$"The last sign-in to {KnownApps.NameOf(last.AppId)} failed with {last.Code}.", policies],
            "Exclude the two PIN reset applications from that Conditional Access policy, or change its condition.", "Conditional Access Administrator of the tenant",
            guide.FindCode(last.Code)?.Id ?? ConditionalAccessCause));
    }

    /// <summary>
    /// Where the applications are not in order the tenant's finding says so. Where they are, a refusal for lack of a grant weighs more than a
    /// list that has no grant for everybody; any other refusal may be from before.
    /// </summary>
    private static void Consent(PersonSignIn last, List<string> causes, TenantFacts facts, TenantReadiness readiness, PersonLedger ledger)
    {
        if (ledger.Has("consent.service", "consent.client", "consent.assignment"))
        {
            return;
        }

        var refused = $"The last sign-in to {KnownApps.NameOf(last.AppId)} was refused with {last.Code} on {last.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC";
        if (causes.Contains(GrantCause) && facts.Grants.ValueOrDefault is { } grants && !grants.Any(grant => grant.IsForEverybody))
        {
            ledger.Cause(new(
                "consent.grant", "The grant between the two applications is missing",
                [
                    $"{refused}.",
                    grants.Count == 0 ? "Both applications are in place, and no permission grant is listed for them." : "Both applications are in place, and the grants that are listed are of single people, not for everybody.",
                ],
                $"Give consent on the documented page of the Client: {KnownApps.ConsentPage(KnownApps.PinResetClientAppId, facts.TenantId)}", "Application Administrator of the tenant",
                GrantCause, CheckIds.Grants));
            return;
        }

        // The Service's own refusals name what is wrong with it: the check that tells is its own.
        var check = causes is [var first, ..] && first == AppCauses[0] ? CheckIds.PinResetService : CheckIds.PinResetClient;
        var listed = readiness.Findings.FirstOrDefault(assessed => assessed.Finding.CheckId == check)?.Finding.Summary;
        var reason = new UnreadableReason(
            UnreadableKind.NotUnderstood,
            $"{refused}. {listed} Both applications are in place now; the refusal may be older than that, or the list newer than what sign-ins see.",
            "Let the user try again. If it fails again, give consent with the tenant's consent links, which also grant the permissions between the two applications.");
        ledger.Unknown("sign-in.consent", "Whether the last refusal for lack of consent is settled", reason, check: check);
    }
}
