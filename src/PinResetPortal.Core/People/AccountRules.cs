using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.People;

/// <summary>The person's account and Windows Hello keys.</summary>
internal static class AccountRules
{
    /// <summary>While one of these holds, the user can not set up a PIN.</summary>
    private static readonly string[] Blocked = ["account.blocked", "device.disabled", "device.edition", "hello.off"];

    /// <summary>A guest's PIN, device and policies belong to the home tenant: nothing here can help, and nothing else is said.</summary>
    public static bool IsGuest(PersonFacts person, PersonLedger ledger)
    {
        if (!person.Person.IsGuest)
        {
            return false;
        }

        var home = person.Person.HomeDomain;
        ledger.Cause(new(
            "account.guest", "A guest's PIN belongs to the home tenant",
            [
                person.Person.UserType is { } type ? $"Entra ID lists the account as {type}." : "The user principal name is one of an account of another tenant.",
                .. home is null ? Array.Empty<string>() : [$"The user principal name names the home account's domain: {home}."],
            ],
            home is null ? "Look the person up in the tenant that the account belongs to." : $"Look the person up in the tenant of {home}.",
            "Helpdesk of the home tenant", "cause-guest"));
        return true;
    }

    public static void Account(PersonFacts person, PersonLedger ledger)
    {
        if (person.Person.AccountEnabled is false)
        {
            ledger.Cause(new(
                "account.blocked", "Sign-in is blocked for this account", ["Entra ID says that this account may not sign in."],
                "Find out why the account was blocked; allow sign-in again in Entra ID.", "User Administrator of the tenant", "cause-account"));
        }
        else if (person.Person.AccountEnabled is null)
        {
            ledger.Unknown("account.blocked", "Whether the account may sign in", new(
                UnreadableKind.PermissionMissing, "Graph did not tell whether sign-in is allowed for this account.", "Grant the portal Directory.Read.All.", "Directory.Read.All"));
        }
    }

    public static void Hello(PersonFacts person, PersonDevice? device, PersonLedger ledger)
    {
        if (!person.Methods.IsKnown(out var methods, out var reason))
        {
            ledger.Unknown("hello.registered", "Whether the user has a Windows Hello PIN", reason);
            return;
        }

        var keys = methods.Where(method => method.IsHello).ToList();
        if (keys.Count == 0 && ledger.Has(Blocked))
        {
            ledger.Note("No Windows Hello for Business key is registered for this user either: a PIN can be set up once the above is settled.");
        }
        else if (keys.Count == 0)
        {
            ledger.Cause(new(
                "hello.none", "The user has no Windows Hello PIN to reset", ["No Windows Hello for Business key is registered for this user in Entra ID."],
                "Let the user set up a PIN: Settings > Accounts > Sign-in options > PIN (Windows Hello).", "Helpdesk, together with the user", "dsregcmd-ngcset-no"));
        }
        else if (device is not null && !keys.Any(key => device.Device.Name.Equals(key.DisplayName, StringComparison.OrdinalIgnoreCase)))
        {
            ledger.Unknown("hello.device", "Whether the user's Windows Hello key is on this device", new(
                UnreadableKind.NotUnderstood,
                $"Windows Hello keys are registered on {string.Join(", ", keys.Select(key => key.DisplayName ?? "a device without a name").Distinct())}; none carries this device's name. It may have been renamed.",
                "Let the user run dsregcmd /status on the device: NgcSet : YES means that there is a key."));
        }
    }
}
