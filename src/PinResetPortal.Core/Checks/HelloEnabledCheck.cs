using PinResetPortal.Core.Coverage;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Checks;

/// <summary>Windows Hello for Business itself is not switched off for the people who get PIN recovery.</summary>
internal sealed class HelloEnabledCheck() : RequiredCheck("policy.hello-enabled", "Windows Hello for Business", "Windows Hello off", CheckArea.Policy)
{
    public override string Fault => "Windows Hello switched off";

    public override CheckCause Cause => new(
        "cause-hello-off",
        "Windows Hello for Business is switched off",
        "An enrolment configuration or policy disables Windows Hello for Business for the same people.",
        "There is no PIN that could be reset, or it is not set up on new devices.",
        "Allow Windows Hello for Business for these users or devices.",
        "Intune Administrator of the tenant",
        [new("https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/configure")]);

    public override string Headline(Finding finding) => "Windows Hello for Business is switched off";

    public override Finding Evaluate(TenantFacts facts)
    {
        var enrolmentBlade = Blades.WindowsHelloEnrolment(facts.TenantId);
        var targets = PolicyEvidence.Place(facts)
            .Where(setting => setting.Setting.Enabled && setting.Audience.Reach != AudienceReach.Nobody)
            .Select(setting => setting.Audience)
            .ToList();
        var policies = (
            from policy in facts.AllPolicies
            let audience = facts.AudienceOf(policy.Assignments)
            where audience.Reach != AudienceReach.Nobody
            from hello in PolicyReading.Hello(policy, facts.TenantId)
            select new PlacedSwitch(policy, hello, audience)).ToList();
        var evidence = policies.Select(item => new Evidence(
                PolicyEvidence.KindOf(item.Policy.Kind), item.Policy.Name, item.Policy.Id,
                item.Hello.Enabled ? "on" : "off",
                $"Windows Hello for Business switched {(item.Hello.Enabled ? "on" : "off")}, {item.Hello.Scope.Words()}, {item.Audience.Description}"))
            .Concat((facts.HelloEnrolment.ValueOrDefault ?? []).Select(enrolment => new Evidence(
                "enrolmentConfiguration", enrolment.Name, enrolment.Id, $"state={enrolment.State}", enrolment.Priority == 0 ? "tenant-wide default, applied at enrolment" : $"priority {enrolment.Priority}, {facts.AudienceOf(enrolment.Assignments).Description}")))
            .ToList();

        var switchedOff = policies.Where(item => !item.Hello.Enabled).Select(item => (item.Policy.Name, Overlap: Worst(Unsaved(targets, item, policies), item.Audience))).ToList();
        if (switchedOff.FirstOrDefault(item => item.Overlap == AudienceOverlap.Some) is { Name: not null } certain)
        {
            return Broken($"\"{certain.Name}\" switches Windows Hello for Business off for the same people.", evidence, Blades.ConfigurationPolicies(facts.TenantId)) with { Cause = FindingCause.HelloOffByPolicy };
        }

        if ((facts.HelloEnrolment.WhyUnreadable ?? facts.UnreadablePolicies.FirstOrDefault()) is { } reason)
        {
            return Unknown("We could not see everything that may switch Windows Hello off.", reason, evidence, enrolmentBlade);
        }

        var enrolments = facts.HelloEnrolment.ValueOrDefault!;

        // A policy, or an enrolment setting of a higher priority, that switches it on for the same people takes precedence over the default.
        var switchedOn = policies.Where(item => item.Hello.Enabled).Select(item => item.Audience)
            .Concat(enrolments.Where(enrolment => enrolment is { Priority: > 0, State: HelloState.Enabled }).Select(enrolment => facts.AudienceOf(enrolment.Assignments)))
            .ToList();
        var switchedOnByPolicy = policies.Any(item => item.Hello.Enabled);
        if (enrolments.FirstOrDefault(enrolment => enrolment is { Priority: 0, State: HelloState.Disabled }) is { } standard)
        {
            var left = targets.Where(target => !switchedOn.Any(audience => audience.OverlapWith(target) != AudienceOverlap.None)).ToList();
            if (switchedOn.Count == 0 || (targets.Count > 0 && left.Count == targets.Count))
            {
                return Broken($"The tenant-wide enrolment setting \"{standard.Name}\" switches Windows Hello for Business off, and nothing switches it on for these people.", evidence, enrolmentBlade) with { Cause = FindingCause.HelloOffByEnrolment };
            }

            if (left.Count > 0)
            {
                return NeedsAttention($"The tenant-wide enrolment setting \"{standard.Name}\" switches Windows Hello for Business off, and nothing switches it on for {left[0].Description}.", evidence, enrolmentBlade) with { Cause = FindingCause.HelloOffByEnrolment };
            }
        }

        var group = enrolments.FirstOrDefault(enrolment => enrolment is { Priority: > 0, State: HelloState.Disabled }
            && Worst(targets, facts.AudienceOf(enrolment.Assignments)) != AudienceOverlap.None);
        if (group is not null && !switchedOnByPolicy)
        {
            return NeedsAttention($"The enrolment setting \"{group.Name}\" switches Windows Hello for Business off for a group.", evidence, enrolmentBlade) with { Cause = FindingCause.HelloOffByEnrolment };
        }

        return switchedOff.FirstOrDefault(item => item.Overlap == AudienceOverlap.Unknown) is { Name: not null } possible
            ? NeedsAttention($"\"{possible.Name}\" switches Windows Hello for Business off and may reach the same people.", evidence, Blades.ConfigurationPolicies(facts.TenantId)) with { Cause = FindingCause.HelloOffByPolicy }
            : Healthy("Nothing in Intune switches Windows Hello for Business off for these people.", evidence, enrolmentBlade);
    }

    /// <summary>Those for whom no user scope that switches it on beats the device scope that switches it off; null: it is beaten for everybody.</summary>
    private static List<Audience>? Unsaved(List<Audience> targets, PlacedSwitch off, List<PlacedSwitch> all)
    {
        var stronger = off.Hello.Scope == SettingScope.User ? [] : all.Where(item => item.Hello is { Scope: SettingScope.User, Enabled: true }).Select(item => item.Audience).ToList();
        if (stronger.Exists(on => on.Covers(off.Audience)))
        {
            return null;
        }

        var left = targets.FindAll(target => !stronger.Exists(on => on.Covers(target)));
        return left.Count == 0 && targets.Count > 0 ? null : left;
    }

    /// <summary>Where nobody gets PIN recovery yet, whoever is reached counts.</summary>
    private static AudienceOverlap Worst(List<Audience>? targets, Audience audience) =>
        targets is null ? AudienceOverlap.None
        : targets.Count == 0 ? AudienceOverlap.Some
        : targets.Select(target => target.OverlapWith(audience)).Aggregate(AudienceOverlap.None, (worst, next) =>
            next == AudienceOverlap.Some || worst == AudienceOverlap.Some ? AudienceOverlap.Some
            : next == AudienceOverlap.Unknown ? AudienceOverlap.Unknown
            : worst);
}

internal sealed record PlacedSwitch(IntunePolicy Policy, HelloSwitch Hello, Audience Audience);
