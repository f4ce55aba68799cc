using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.People;

/// <summary>What the person can prove the identity with while the PIN is forgotten: a second factor, a Temporary Access Pass, the password.</summary>
internal static class FactorRules
{
    private const string Helpdesk = "Authentication Administrator of the tenant";

    public static void Apply(PersonAnswer about, PersonDevice? device, PersonLedger ledger)
    {
        SecondFactor(about.Facts, about.AccessPass, ledger);
        Password(about, device, ledger);
        if (about.AccessPass is { State: AccessPassState.Unknown, Why: { } reason })
        {
            ledger.Unknown("access-pass.policy", "Whether the tenant allows a Temporary Access Pass for this user", reason, decides: false);
        }
    }

    private static void SecondFactor(PersonFacts person, AccessPassAnswer pass, PersonLedger ledger)
    {
        if (ledger.Has("account.blocked") && person.Registration is Fact<RegistrationFacts>.Known { Value.IsMfaCapable: false })
        {
            ledger.Note(pass.IsRefused
                ? $"The user can't do multifactor authentication either, and the tenant's policy gives no Temporary Access Pass: {Refusal(pass)}."
                : "The user can't do multifactor authentication either: issue a Temporary Access Pass once sign-in is allowed again.");
            return;
        }

        var others = person.Methods.ValueOrDefault?.Where(method => method.IsSecondFactor).ToList();
        if (!person.Registration.IsKnown(out var registration, out var reason))
        {
            Unregistered(others, reason, pass, ledger);
        }
        else if (!registration.IsMfaCapable)
        {
            ledger.Cause(NotCapable(
                registration.IsMfaRegistered
                    ? "A second factor is registered, but the tenant's authentication methods policy does not allow it, says Entra ID's registration report."
                    : "No second factor is registered, says Entra ID's registration report.",
                pass));
        }
        else if (others is { Count: 0 })
        {
            // Windows Hello counts for the report, and the report may be behind the list.
            ledger.Unknown("mfa.besides-hello", "Whether the user has a second factor besides Windows Hello, whose PIN is what is reset", new(
                UnreadableKind.NotUnderstood,
                "Entra ID's registration report says that multifactor authentication is possible, and the list of methods holds none but Windows Hello that could be it.",
                NextStep(pass)));
        }
        else if (others?.Exists(method => method.WorksAtLockScreen) == false)
        {
            ledger.Unknown(
                "mfa.lock-screen", "Whether the user's second factor works at the lock screen",
                new(
                    UnreadableKind.NotUnderstood,
                    $"Registered is {Words(others)}. No page of Microsoft says whether the reset page at the lock screen takes that.",
                    "Let the user reset the PIN in Settings while signed in, or with another second factor."),
                decides: false);
        }
    }

    private static void Unregistered(List<RegisteredMethod>? others, UnreadableReason reason, AccessPassAnswer pass, PersonLedger ledger)
    {
        if (others is { Count: 0 })
        {
            ledger.Cause(NotCapable("The user's authentication methods hold nothing but password and Windows Hello.", pass));
        }
        else
        {
            var seen = others is null ? "" : $" Registered is {Words(others)}; whether the tenant's policy allows it is not visible.";
            ledger.Unknown("mfa.capable", "Whether the user can do multifactor authentication, which every reset asks for", reason with { Message = reason.Message + seen });
        }
    }

    /// <summary>
    /// A hybrid joined device asks for the password before the reset
    /// (https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/pin-reset).
    /// </summary>
    private static void Password(PersonAnswer about, PersonDevice? device, PersonLedger ledger)
    {
        if ("hybridAzureADJoined".Equals(device?.Device.JoinType, StringComparison.OrdinalIgnoreCase)
            && about.Facts.Methods.ValueOrDefault is { } methods && !methods.Any(method => method.Kind == RegisteredMethod.Password)
            && about.Domain is not Fact<PersonDomain>.Known { Value.IsFederated: true })
        {
            ledger.Unknown(
                "password.hybrid", "Whether the user has a password, which a hybrid joined device asks for at the lock screen",
                new(UnreadableKind.NotUnderstood, "Entra ID lists no password among the user's methods.", "Ask the user; without a password, reset the PIN in Settings while signed in."),
                decides: false);
        }
    }

    private static PersonCause NotCapable(string evidence, AccessPassAnswer pass) => new(
        "mfa.not-capable", "The user can't do multifactor authentication",
        [evidence, .. pass.IsRefused ? [$"The tenant's policy gives no Temporary Access Pass: {Refusal(pass)}."] : Array.Empty<string>()],
        NextStep(pass), Helpdesk, "cause-mfa");

    private static string NextStep(AccessPassAnswer pass) => pass.IsRefused
        ? "Let the user register a second factor at https://aka.ms/mysecurityinfo, or allow a Temporary Access Pass for the user in the authentication methods policy first."
        : "Issue a Temporary Access Pass, or let the user register a second factor at https://aka.ms/mysecurityinfo.";

    private static string Refusal(AccessPassAnswer pass) => pass.State switch
    {
        AccessPassState.Off => "it is switched off",
        AccessPassState.Excluded => "it excludes this user",
        _ => "it does not include this user",
    };

    private static string Words(IEnumerable<RegisteredMethod> methods) => string.Join(", ", methods.Select(method => method.Words).Distinct());
}
