using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Troubleshooting.Guide;

namespace PinResetPortal.Core.People;

/// <summary>What the last sign-in to a PIN reset application tells.</summary>
internal sealed class SignInRules(GuideCatalog guide)
{
    private static readonly string[] ConsentCauses = ["cause-service-consent-missing", "cause-client-consent-missing"];

    public void Apply(PersonFacts person, PersonLedger ledger)
    {
        if (person.SignIns is not Fact<IReadOnlyList<PersonSignIn>>.Known { Value: var signIns })
        {
            ledger.Unknown("sign-in.log", "What happened at the last resets, and whether Conditional Access blocked them", person.SignIns.WhyUnreadable!, decides: false);
            return;
        }

        if (signIns is not [{ Succeeded: false } last, ..])
        {
            return;
        }

        var entry = guide.FindCode(last.Code);
        var pointsTo = entry is null ? null : guide.CausesOf(entry)[0].Id;
        if (pointsTo == "cause-conditional-access" || last.ConditionalAccess == "failure")
        {
            Blocked(last, entry, ledger);
        }
        else if (pointsTo is not null && ConsentCauses.Contains(pointsTo))
        {
            Consent(last, ledger);
        }
        else
        {
            ledger.Note($"The last sign-in failed with {last.Code}{(entry is null ? ", which is not in the guide" : $": {entry.Title}")}. By itself it does not keep the user from trying again.");
        }
    }

    private static void Blocked(PersonSignIn last, GuideEntry? entry, PersonLedger ledger)
    {
        var policies = last.FailedPolicies.Count > 0 ? $"Not met: {string.Join(", ", last.FailedPolicies.Select(name => $"\"{name}\""))}." : "The log does not name the policy to this reader.";
        ledger.Cause(new(
            "sign-in.conditional-access", "Conditional Access blocks the PIN reset sign-in",
            [$"The last sign-in to {KnownApps.NameOf(last.AppId)} failed with {last.Code}.", policies],
            "Exclude the two PIN reset applications from that Conditional Access policy, or change its condition.", "Conditional Access Administrator of the tenant",
            entry?.Id ?? "cause-conditional-access"));
    }

    /// <summary>Where the applications are not in order the tenant's finding says so; where they are, the failure may be from before.</summary>
    private static void Consent(PersonSignIn last, PersonLedger ledger)
    {
        if (ledger.Causes.Any(cause => cause.Id.StartsWith("consent.", StringComparison.Ordinal)))
        {
            return;
        }

        ledger.Unknown("sign-in.consent", "Whether the last refusal for lack of consent is settled", new(
            UnreadableKind.NotUnderstood,
            $"The last sign-in to {KnownApps.NameOf(last.AppId)} was refused with {last.Code}, and both applications are in place now. The refusal may be older than they are.",
            "Let the user try again. If it fails again, give consent with the tenant's consent links, which also grant the permissions between the two applications."));
    }
}
