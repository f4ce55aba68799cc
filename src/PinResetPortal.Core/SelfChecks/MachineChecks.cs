using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;

namespace PinResetPortal.Core.SelfChecks;

/// <summary>Signed assertions and tokens are good for minutes: a wrong clock breaks every sign-in.</summary>
internal static class ClockCheck
{
    private const string Id = SelfCheckIds.Clock;

    /// <summary>Tokens are taken for this long before and after (https://learn.microsoft.com/dotnet/api/microsoft.identitymodel.tokens.tokenvalidationparameters.clockskew).</summary>
    private static readonly TimeSpan _tooMuch = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan _worthALook = TimeSpan.FromMinutes(1);

    public static SelfFinding Judge(Fact<ClockFacts> fact)
    {
        if (!fact.IsKnown(out var clock, out var reason))
        {
            return PortalJudgement.Unknown(Id, "This machine's clock", reason);
        }

        var off = clock.Ahead.Duration();
        if (off < _worthALook)
        {
            return new(Id, FindingStatus.Healthy, $"This machine's clock agrees with the clock of {clock.Of}.");
        }

        return new(
            Id,
            off < _tooMuch ? FindingStatus.NeedsAttention : FindingStatus.Broken,
            $"This machine's clock is {Words(off)} {(clock.Ahead > TimeSpan.Zero ? "ahead of" : "behind")} the clock of {clock.Of}{(off < _tooMuch ? "." : ": Entra's tokens and the portal's certificate are refused.")}",
            "Switch time synchronisation on for this machine; for a container, on its host.",
            "timedatectl set-ntp true");
    }

    private static string Words(TimeSpan off) => off < TimeSpan.FromHours(2) ? Numbers.Of((int)Math.Round(off.TotalMinutes), "minute", "minutes")
        : off < TimeSpan.FromDays(2) ? Numbers.Of((int)Math.Round(off.TotalHours), "hour", "hours")
        : Numbers.Of((int)Math.Round(off.TotalDays), "day", "days");
}

/// <summary>Does the database answer, and is it of this version?</summary>
internal static class DatabaseCheck
{
    private const string Id = SelfCheckIds.Database;

    public static SelfFinding Judge(Fact<DatabaseFacts> fact) => fact switch
    {
        Fact<DatabaseFacts>.Unreadable { Reason: var reason } => new(Id, FindingStatus.Broken, reason.Message, reason.NextStep),
        Fact<DatabaseFacts>.Known { Value: { Exists: false } database } => new(Id, FindingStatus.NotApplicable, $"{database.Name} is not made yet; the first start of the portal makes it."),
        Fact<DatabaseFacts>.Known { Value: { Waiting: > 0 } database } => new(
            Id, FindingStatus.NeedsAttention, $"{database.Name} is of an older version: {Numbers.Of(database.Waiting, "step", "steps")} of its schema are to come.", "Make a backup, then start this version of the portal; it brings the database up to date."),
        Fact<DatabaseFacts>.Known { Value: var database } => new(Id, FindingStatus.Healthy, $"{database.Name} answers and is of this version."),
        _ => throw new InvalidOperationException("A fact is known or unreadable."),
    };
}

/// <summary>What the home tenant lacks that the portal's own features need. Customers have licences of their own.</summary>
internal static class LicenceCheck
{
    private const string Id = SelfCheckIds.Licences;

    public static SelfFinding Judge(PortalFacts facts)
    {
        if (facts.ClientId is null)
        {
            return new(Id, FindingStatus.NotApplicable, "Licences cannot be read before the portal is registered.");
        }

        if (!facts.Licences.IsKnown(out var licences, out var reason))
        {
            return PortalJudgement.Unknown(Id, "The licences of the home tenant", reason, RegistrationCheck.ReadWithAPerson(facts));
        }

        string[] lost =
        [
            .. licences.HasIntune ? Array.Empty<string>() : ["no Intune plan, so its own devices cannot be checked"],
            .. licences.HasEntraP1 ? Array.Empty<string>() : ["no Entra ID P1, so its sign-in log stays closed and roles go to people, not groups"],
        ];
        return lost.Length == 0 ? new(Id, FindingStatus.Healthy, "The home tenant has Intune and Entra ID P1.")
            : new(Id, FindingStatus.NeedsAttention, $"The home tenant has {string.Join(", and ", lost)}. Customers are not concerned.", "Where you need it, assign the plan in the Microsoft 365 admin center.");
    }
}
