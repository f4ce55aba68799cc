using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.Checks;

/// <summary>How many of the Windows devices get EnablePinRecovery from an effective policy. Advice only.</summary>
public sealed class DeviceCoverageCheck() : TenantCheck("devices.coverage", "Windows devices reached", CheckArea.Devices, required: false)
{
    private const int MostNamed = 10;

    public override Finding Evaluate(TenantFacts facts)
    {
        var blade = Blades.WindowsDevices(facts.TenantId);
        if (DeviceCoverage.Of(facts) is not Fact<DeviceCoverage>.Known { Value: var coverage })
        {
            return Unknown("We could not see the Windows devices.", facts.Devices.WhyUnreadable!, blade: blade);
        }

        if (coverage.Total == 0)
        {
            return NotApplicable("Intune manages no Windows device here.");
        }

        var source = coverage.Source == CoverageSource.Status ? "by what the devices reported" : "by the assignments: no device has reported yet";
        List<Evidence> evidence = [new(DeviceCoverage.EvidenceKind, "Windows devices reached", null, coverage.Value, $"{source}; reached / looked at / all"), .. Missed(facts)];
        var all = coverage.Examined == 1 ? "The one Windows device" : $"All {coverage.Examined} Windows devices";
        if (coverage.Reached == coverage.Examined)
        {
            var rest = coverage.Examined < coverage.Total ? $"; {coverage.Total - coverage.Examined} more were not looked at" : "";
            return Healthy($"{all} {(coverage.Examined == 1 ? "is" : "are")} reached by PIN recovery, {source}{rest}.", evidence, blade);
        }

        var atLeast = coverage.AtLeast ? "At least " : "";
        var unclear = coverage.Undetermined > 0 ? $"; for {coverage.Undetermined} it can't be told" : "";
        var more = coverage.Examined < coverage.Total ? $"; {coverage.Total - coverage.Examined} more were not looked at" : "";
        return NeedsAttention($"{atLeast}{coverage.Reached} of {coverage.Examined} Windows devices {(coverage.Reached == 1 ? "is" : "are")} reached by PIN recovery, {source}{unclear}{more}.", evidence, blade);
    }

    private static IEnumerable<Evidence> Missed(TenantFacts facts)
    {
        var missed = facts.Devices.ValueOrDefault!.Devices
            .Select(device => (Device: device, Answer: PinRecoveryOnDevice.Of(facts, device)))
            .Where(one => one.Answer is not { Value: true, IsCertain: true })
            .ToList();
        return missed.Take(MostNamed).Select(one => new Evidence("device", one.Device.Name, one.Device.Id, null, Why(one.Answer)))
            .Concat(missed.Count > MostNamed ? [new Evidence("device", $"and {missed.Count - MostNamed} more")] : []);
    }

    private static string Why(PinRecoveryOnDevice answer)
    {
        if (answer.Contradicted)
        {
            return $"turned on and off at once by {Names(answer.From)}";
        }

        if (!answer.IsCertain)
        {
            return "can't be told: a filter, a group of devices, or something that could not be read decides";
        }

        if (answer.Value is false)
        {
            return $"turned off by {Names(answer.From)}";
        }

        var waiting = answer.All.FirstOrDefault(one => one.Setting.Enabled && one.State is not null and not DeploymentState.Succeeded);
        return waiting is null ? "no policy reaches it" : $"\"{waiting.Setting.Policy.Name}\": {Words(waiting.State!.Value)}";
    }

    private static string Names(IEnumerable<PolicyOnDevice> policies) => string.Join(" and ", policies.Select(one => $"\"{one.Setting.Policy.Name}\"").Distinct());

    private static string Words(DeploymentState state) => state switch
    {
        DeploymentState.Error => "error",
        DeploymentState.Conflict => "conflict",
        DeploymentState.NotApplicable => "not applicable",
        _ => "the device has not answered yet",
    };
}
