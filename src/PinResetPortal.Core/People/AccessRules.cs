using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;

namespace PinResetPortal.Core.People;

/// <summary>
/// The tenant's Conditional Access policies at a PIN reset of one person on one device. What a policy lets expect is inferred from a list; a
/// sign-in of this person after the policy's last change weighs more, whichever way it ended.
/// </summary>
internal static class AccessRules
{
    private const string Inferred = "Inferred from the policy as Entra ID lists it: no page of Microsoft says how the two applications are evaluated, and the sign-in log is the proof.";

    /// <summary>Policies that are on or in report-only mode, what stops first.</summary>
    public static IReadOnlyList<PolicyAtReset> Of(PersonFacts person, PersonDevice? device, DateTimeOffset? through) =>
    [
        .. (person.ConditionalAccess.ValueOrDefault ?? [])
            .Where(policy => policy.State != ConditionalAccessState.Off)
            .Select(policy => At(policy, person, device, through))
            .OrderByDescending(one => one.Today)
            .ThenByDescending(one => one.Effect)
            .ThenBy(one => one.Policy.Name, StringComparer.Ordinal),
    ];

    public static void Apply(PersonFacts person, IReadOnlyList<PolicyAtReset> policies, PersonLedger ledger)
    {
        if (person.ConditionalAccess.WhyUnreadable is { } reason)
        {
            ledger.Unknown("conditional-access.policies", "Which Conditional Access policies would stop the two applications for this user", reason, decides: false);
            return;
        }

        // The log names what stopped the last reset, and has seen what no list can tell.
        if (!ledger.Has("sign-in.conditional-access"))
        {
            Judge(policies, ledger);
        }

        var watching = policies.Where(one => one is { IsReportOnly: true, Effect: AccessEffect.Stops }).Select(one => $"\"{one.Policy.Name}\"").ToList();
        if (watching.Count > 0)
        {
            ledger.Note($"{Lists.And(watching)}: Conditional Access in report-only mode. It stops nothing today, and would stop this reset if it were switched on.");
        }
    }

    private static void Judge(IReadOnlyList<PolicyAtReset> policies, PersonLedger ledger)
    {
        var stops = policies.Where(one => one.Today == AccessEffect.Stops).ToList();
        var may = policies.Where(one => one.Today == AccessEffect.MayStop).ToList();
        if (stops.Count > 0)
        {
            ledger.Cause(new(
                "conditional-access.policy", "A Conditional Access policy stops the PIN reset of this user",
                [.. stops.Select(one => one.Sentence), Inferred],
                "Exclude the two PIN reset applications from that Conditional Access policy, or change its condition.", "Conditional Access Administrator of the tenant",
                "cause-conditional-access"));
        }
        else if (may.Count > 0)
        {
            ledger.Unknown(
                "conditional-access.may-stop", "Whether Conditional Access lets the PIN reset of this user through",
                new(
                    UnreadableKind.NotUnderstood,
                    $"{string.Join(" ", may.Select(one => one.Sentence))} {Inferred}",
                    "Let the user try, and look at the sign-in log; or try it with What If in Entra ID."),
                decides: false);
        }
    }

    private static PolicyAtReset At(ConditionalAccessPolicy policy, PersonFacts person, PersonDevice? device, DateTimeOffset? through)
    {
        var reach = AccessReach.Of(policy.Conditions, person);
        var (effect, demand) = AccessDemand.Of(policy.Controls, person, device);
        var applies = policy.State == ConditionalAccessState.Other && reach.Applies is true ? null : reach.Applies;
        return new(
            policy,
            applies,
            applies is false ? AccessEffect.LetsThrough : applies is null && effect == AccessEffect.Stops ? AccessEffect.MayStop : effect,
            policy.State == ConditionalAccessState.Other ? $"{reach.Words}; whether it is on can't be told" : reach.Words,
            demand,
            policy.ChangedAt < through ? through : null);
    }
}
