using PinResetPortal.Core.Findings;
using PinResetPortal.Core.People;
using PinResetPortal.Core.Troubleshooting.Diagnosing;
using PinResetPortal.Core.Troubleshooting.Dsregcmd;

namespace PinResetPortal.Core.UserTexts;

/// <summary>How a computer is joined, as far as the way above the lock goes.</summary>
public enum ComputerJoin
{
    Unknown,

    /// <summary>Signs in on a page of Entra ID at the lock screen.</summary>
    Entra,

    /// <summary>Asks for the password first.</summary>
    Hybrid,
}

/// <summary>What is known of the one who gets a text, and which texts fit.</summary>
/// <param name="Computer">Its name; null: not known.</param>
/// <param name="Kinds">The one that fits best first; empty: PIN recovery is not for this person or computer, and none fits.</param>
public sealed record UserSituation(string? Computer, ComputerJoin Join, IReadOnlyList<UserTextKind> Kinds)
{
    private const string Guest = "account.guest";
    private const string OnlyRegistered = "device.join-type";

    /// <summary>Concerns the sign-in page at the lock screen; the way by Settings does not use it.</summary>
    private const string WebSignIn = "policy.web-sign-in";

    /// <param name="about">The device of the answer that the text is about.</param>
    public static UserSituation Of(PersonAnswer answer, DeviceAnswer about)
    {
        var causes = about.Causes.Select(cause => cause.Id).ToList();
        var barred = answer.Readiness.Findings.Any(assessed => assessed.Finding is { CheckId: CheckIds.LockScreen, Status: FindingStatus.Broken or FindingStatus.NeedsAttention });
        return new(about.Device?.Device.Name, JoinOf(about.Device?.Device.JoinType), (about.Verdict, causes) switch
        {
            _ when causes.Contains(Guest) || causes.Contains(OnlyRegistered) => [],
            (PersonVerdict.CanReset, _) when barred => [UserTextKind.Settings, UserTextKind.SignInScreen, UserTextKind.AfterRepair, UserTextKind.Wait],
            (PersonVerdict.CanReset, _) => [UserTextKind.SignInScreen, UserTextKind.Settings, UserTextKind.AfterRepair, UserTextKind.Wait],
            (PersonVerdict.CannotReset, [WebSignIn]) when !about.Unknowns.Any(unknown => unknown.Decides) => [UserTextKind.Settings, UserTextKind.Wait, UserTextKind.AfterRepair],
            _ => [UserTextKind.Wait, UserTextKind.AfterRepair, UserTextKind.SignInScreen, UserTextKind.Settings],
        });
    }

    /// <summary>Somebody has just met an error: the first thing to say is to wait.</summary>
    public static UserSituation Of(Diagnosis diagnosis)
    {
        var join = diagnosis.Dsregcmd?.Join ?? DsregJoin.Unknown;
        return new(
            null,
            join switch { DsregJoin.Entra => ComputerJoin.Entra, DsregJoin.Hybrid => ComputerJoin.Hybrid, _ => ComputerJoin.Unknown },
            join is DsregJoin.Unknown or DsregJoin.Entra or DsregJoin.Hybrid ? [UserTextKind.Wait, UserTextKind.AfterRepair, UserTextKind.SignInScreen, UserTextKind.Settings] : []);
    }

    /// <summary>The text of one kind for this situation.</summary>
    public UserText Text(UserTextKind kind, UserLanguage language)
    {
        var file = UserTextFile.All[language];
        var body = file.Texts[kind];
        return new(
            kind, language, body.Title,
            Computer is null ? null : file.About.Replace("{device}", Computer, StringComparison.Ordinal),
            [.. body.Steps.Select(Filled)],
            [.. body.Notes.Concat(file.Always).Select(Filled)]);

        string Filled(string line) => file.Words.Aggregate(
            line.Replace("{proof}", file.Proof[Join], StringComparison.Ordinal), (filled, word) => filled.Replace($"{{{word.Key}}}", word.Value, StringComparison.Ordinal));
    }

    /// <summary>What the language calls itself.</summary>
    public static string NameOf(UserLanguage language) => UserTextFile.All[language].Name;

    private static ComputerJoin JoinOf(string? joinType) => joinType switch
    {
        _ when "azureADJoined".Equals(joinType, StringComparison.OrdinalIgnoreCase) => ComputerJoin.Entra,
        _ when "hybridAzureADJoined".Equals(joinType, StringComparison.OrdinalIgnoreCase) => ComputerJoin.Hybrid,
        _ => ComputerJoin.Unknown,
    };
}
