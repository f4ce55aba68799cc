using System.Globalization;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.SignIns;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Checks;

/// <summary>
/// How sign-ins to the two applications ended lately. Advice only. A snapshot holds what the log said once that day, without names; who asks
/// for it gets it by user and code.
/// </summary>
public sealed class PinResetSignInsCheck() : TenantCheck(CheckIds.SignIns, "Sign-ins to the two apps", "Sign-ins fail", CheckArea.SignIns, required: false)
{
    public override Finding Evaluate(TenantFacts facts) => facts.SignIns switch
    {
        null => NotApplicable("The sign-in log was not read. It is read once a day where the tenant has Entra ID P1, and when somebody asks for it."),
        Fact<SignInFacts>.Unreadable { Reason: var reason } => Unknown("We could not see the sign-ins to the two apps.", reason, blade: Blades.SignIns(facts.TenantId)),
        Fact<SignInFacts>.Known { Value: var seen } => Judge(facts.TenantId, seen),
        _ => throw new InvalidOperationException("A fact is known or unreadable."),
    };

    private Finding Judge(TenantId tenantId, SignInFacts seen)
    {
        IEnumerable<Evidence> evidence =
        [
            .. seen.ClientSucceededAt is { } at ? [new Evidence("signIns", "Sign-in to the Client app that succeeded", KnownApps.PinResetClientAppId, at.ToString("u", CultureInfo.InvariantCulture)) { Basis = EvidenceBasis.SignedIn }] : Array.Empty<Evidence>(),
            .. seen.Refusals.Select(refusal => new Evidence(
                "code", string.Create(CultureInfo.InvariantCulture, $"AADSTS{refusal.Code}"), refusal.AppId, string.Create(CultureInfo.InvariantCulture, $"{refusal.Count} in {seen.Days} days"),
                $"{KnownApps.NameOf(refusal.AppId)}; last on {Date(refusal.At)}") { Basis = EvidenceBasis.SignedIn }),
        ];
        var read = $"Read on {Date(seen.ReadAt)}.{(seen.Complete ? "" : " There were more than a page holds; these are the newest.")}";
        if (seen.ClientSucceededAt is { } succeeded)
        {
            return Healthy($"The last sign-in to the Client app that succeeded was on {Date(succeeded)}. {read}", evidence, Blades.SignIns(tenantId));
        }

        return seen.Refusals.Count > 0
            ? NeedsAttention($"No sign-in to the Client app succeeded in the last {seen.Days} days; the newest ended with AADSTS{seen.Refusals[0].Code.ToString(CultureInfo.InvariantCulture)}. {read}", evidence, Blades.SignIns(tenantId)) with { Cause = FindingCause.SignInsFail }
            : NotApplicable($"Nobody signed in to the two apps in the last {seen.Days} days. {read}", evidence);
    }

    /// <param name="signIns">What the log says, or why it could not be read.</param>
    public Finding Judge(TenantId tenantId, Fact<PinResetSignIns> signIns)
    {
        var blade = Blades.SignIns(tenantId);
        return signIns switch
        {
            Fact<PinResetSignIns>.Unreadable { Reason: var reason } => Unknown("We could not see the sign-ins to the two apps.", reason, blade: blade),
            Fact<PinResetSignIns>.Known { Value: { SignIns: 0 } none } => NotApplicable($"Nobody signed in to the two apps in the last {none.Days} days: nobody tried to reset a PIN."),
            Fact<PinResetSignIns>.Known { Value: { UsersFailing: > 0 } some } => NeedsAttention(Failing(some), Lines(some), blade) with { Cause = FindingCause.SignInsFail },
            Fact<PinResetSignIns>.Known { Value: var open } when open.UsersUndecided == open.Users => NotApplicable(
                $"{Began(open)}: nobody got through and nobody was refused in the last {open.Days} days.{Cut(open)}", Lines(open)),
            Fact<PinResetSignIns>.Known { Value: var all } => Healthy(Settled(all), Lines(all), blade),
            _ => throw new InvalidOperationException("A fact is known or unreadable."),
        };
    }

    private static string Failing(PinResetSignIns signIns)
    {
        var worst = signIns.Failures[0];
        var others = signIns.Failures.Count(failure => failure.UsersFailing > 0) - 1;
        return $"{Users(signIns.UsersFailing)} of {signIns.Users} who tried in the last {signIns.Days} days did not get through; most often {worst.Code}{(worst.Meaning is null ? "" : $": {worst.Meaning}")}"
            + (others > 0 ? $", and {others} other {(others == 1 ? "code" : "codes")}." : ".")
            + Rest(signIns) + Cut(signIns);
    }

    private static string Settled(PinResetSignIns signIns) =>
        $"{Users(signIns.Users - signIns.UsersUndecided)} signed in to the two apps in the last {signIns.Days} days, and the last attempt of each succeeded.{Rest(signIns)}{Cut(signIns)}";

    private static string Rest(PinResetSignIns signIns) => signIns.UsersUndecided == 0 ? "" : $" {Began(signIns)}.";

    private static string Began(PinResetSignIns signIns) => $"{Users(signIns.UsersUndecided)} began and did not finish";

    private static string Cut(PinResetSignIns signIns) => signIns.Complete ? "" : $" Only the newest {signIns.SignIns} sign-ins were read.";

    private static IEnumerable<Evidence> Lines(PinResetSignIns signIns) =>
    [
        new("signIns", $"Sign-ins of the last {signIns.Days} days", null, signIns.SignIns.ToString(CultureInfo.InvariantCulture), $"by {Users(signIns.Users)}") { Basis = EvidenceBasis.SignedIn },
        .. signIns.Failures.Select(failure => new Evidence(
            "code",
            failure.Code,
            null,
            $"{failure.SignIns} {(failure.SignIns == 1 ? "sign-in" : "sign-ins")} of {Users(failure.Users)}",
            $"{failure.Meaning ?? "Not in the guide"}. {(failure.UsersFailing > 0 ? $"{Users(failure.UsersFailing)} still ended with it" : "Everybody got through later")}; last on {Date(failure.LastAt)}; {Lists.And(failure.Apps)}."
                + (failure is { UsersFailing: > 0, NextStep: { } step } ? $" {step}" : "")) { Basis = EvidenceBasis.SignedIn }),
    ];

    private static string Users(int count) => count == 1 ? "1 user" : string.Create(CultureInfo.InvariantCulture, $"{count} users");

    private static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
