using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Checks;

/// <summary>How many of the Windows devices get EnablePinRecovery from an effective policy. Advice only.</summary>
internal sealed class DeviceCoverageCheck() : TenantCheck("devices.coverage", "Windows devices reached", "Devices not reached", CheckArea.Devices, required: false)
{
    private const int MostNamed = 10;

    public override Finding Evaluate(TenantFacts facts)
    {
        var blade = Blades.WindowsDevices(facts.TenantId);
        if (!Rollout.Of(facts).IsKnown(out var rollout, out var reason))
        {
            return Unknown("We could not see the Windows devices.", reason, blade: blade);
        }

        if (rollout.Windows == 0)
        {
            return NotApplicable("Intune manages no Windows device here.");
        }

        List<Evidence> evidence =
        [
            new("coverage", "Windows devices reached", null, rollout.Coverage, "by assignments, groups and filters; reached / looked at / all"),
            .. Missed(facts),
        ];
        var more = rollout.Examined < rollout.Windows ? $"; {rollout.Windows - rollout.Examined} more were not looked at" : "";
        if (rollout.Reached == rollout.Examined)
        {
            var all = rollout.Examined == 1 ? "The one Windows device is" : $"All {rollout.Examined} Windows devices are";
            return Healthy($"{all} given PIN recovery by policy{more}.", evidence, blade);
        }

        if (rollout.Undetermined > 0 && facts.UnreadablePolicies.FirstOrDefault() is { } unread)
        {
            return Unknown("Not all Intune policies could be read, so it can't be told which devices get PIN recovery.", unread, evidence, blade);
        }

        var unclear = rollout.Undetermined > 0 ? $"; for {rollout.Undetermined} it can't be told" : "";
        return NeedsAttention(
            $"{(rollout.IsWhole ? "" : "At least ")}{rollout.Reached} of {rollout.Examined} Windows devices {(rollout.Reached == 1 ? "is" : "are")} given PIN recovery by policy{unclear}{more}.", evidence, blade) with
        { Cause = rollout is { Reached: 0, Undetermined: 0 } ? FindingCause.ReachesNobody : FindingCause.SomeNotReached };
    }

    private static IEnumerable<Evidence> Missed(TenantFacts facts)
    {
        var missed = PinRecoveryOnDevice.OfAll(facts).Where(one => one.Meant is not { Value: true, IsCertain: true }).ToList();
        return missed.Take(MostNamed).Select(one => new Evidence("device", one.Device.Name, one.Device.Id, null, Why(one.Meant)))
            .Concat(missed.Count > MostNamed ? [new Evidence("device", $"and {missed.Count - MostNamed} more")] : []);
    }

    private static string Why(PinRecoveryOnDevice answer) =>
        answer.Contradicted ? $"turned on and off at once by {Names(answer.From)}"
        : !answer.IsCertain ? "whether it is reached can't be told"
        : answer.Value is false ? $"turned off by {Names(answer.From)}"
        : "no policy reaches it";

    private static string Names(IEnumerable<PolicyOnDevice> policies) => Lists.And(policies.Select(one => $"\"{one.Setting.Policy.Name}\"").Distinct());
}
