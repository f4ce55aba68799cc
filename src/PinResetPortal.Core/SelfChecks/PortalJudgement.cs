using PinResetPortal.Core.Findings;

namespace PinResetPortal.Core.SelfChecks;

/// <summary>Every check of the portal itself over one set of facts.</summary>
public static class PortalJudgement
{
    /// <summary>From this many days on an ending credential is told about.</summary>
    public const int NoticeDays = 30;

    /// <summary>What every command line begins with.</summary>
    internal const string Program = "PinResetPortal";

    /// <returns>One finding for each of <see cref="SelfCheckIds.All"/>, in that order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="facts"/> is null.</exception>
    public static IReadOnlyList<SelfFinding> Of(PortalFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return
        [
            CredentialCheck.Judge(facts),
            RegistrationCheck.Judge(facts),
            ConsentCheck.Judge(facts),
            RolesCheck.Judge(facts),
            AddressCheck.Judge(facts.Address),
            ClockCheck.Judge(facts.Clock),
            DatabaseCheck.Judge(facts.Database),
            LicenceCheck.Judge(facts),
        ];
    }

    /// <summary>When the credential in use ends; null: it never does, or nobody could tell.</summary>
    public static DateTimeOffset? CredentialEnd(PortalFacts facts) => CredentialCheck.EndOf(facts);

    internal static SelfFinding Unknown(string id, string what, Facts.UnreadableReason reason, string? command = null) =>
        new(id, FindingStatus.Unknown, $"{what} could not be looked at. {reason.Message}", reason.NextStep, command);

    /// <summary>The command that makes the registration what <paramref name="wanted"/> is; an address that nobody set is left for people to fill in.</summary>
    internal static string Setup(string? more = null, Registration.PortalRegistration? wanted = null)
    {
        var wish = wanted?.Wish;
        string?[] words =
        [
            $"{Program} setup", wish is null ? null : $"--url {(wish.PublicUrl is { Scheme: "http", IsLoopback: true } ? "https://NAME" : wish.PublicUrl.GetLeftPart(UriPartial.Authority))}",
            wish?.Msp == true ? "--msp" : null, wish?.Repairs == true ? "--repairs" : null, wish?.Grants == true ? "--grants" : null, wish?.Unattended == true ? "--unattended" : null,
            wish?.People == true ? "--people" : null, wish?.Credential == Registration.CredentialKind.Secret ? "--credential secret" : null, more,
        ];
        return string.Join(' ', words.OfType<string>());
    }
}
