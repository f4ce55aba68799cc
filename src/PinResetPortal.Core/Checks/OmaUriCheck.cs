using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Checks;

/// <summary>
/// No custom profile carries EnablePinRecovery in a form that has no documented effect. At worst NeedsAttention: policy.pin-recovery decides
/// whether it is on. What devices report about the profile overrules what the pages let one infer.
/// </summary>
internal sealed class OmaUriCheck() : RequiredCheck("policy.oma-uri", "Custom OMA-URI rows", "OMA-URI row", CheckArea.Policy)
{
    public override string Fault => "Custom setting without effect";

    public override string Headline(Finding finding) => "A custom OMA-URI row does not do what it says";

    public override Finding Evaluate(TenantFacts facts)
    {
        if (!facts.DeviceConfigurations.IsKnown(out var profiles, out var reason))
        {
            return Unknown("We could not see the custom profiles.", reason);
        }

        var blade = Blades.ConfigurationPolicies(facts.TenantId);
        var seen = (
            from policy in profiles
            from row in policy.OmaSettings
            let reading = OmaUriReading.Read(row, facts.TenantId)
            where reading is not OmaUriReading.Unrelated
            select new SeenRow(policy, row, reading, OmaUriReading.Reported(facts.Deployment.ValueOrDefault?.Of(policy.Id)))).ToList();
        var evidence = seen.Select(Of).ToList();
        if (seen.Count == 0)
        {
            return NotApplicable("No custom profile names EnablePinRecovery.");
        }

        if (seen.Find(item => item.Reading is OmaUriReading.NoEffect) is { } useless)
        {
            return NeedsAttention($"A row in \"{useless.Policy.Name}\" names EnablePinRecovery, but not in a form that is meant for this tenant's devices: {((OmaUriReading.NoEffect)useless.Reading).Why[0]}.", evidence, blade) with { Cause = FindingCause.PathDoubtful };
        }

        if (seen.Find(item => item.Reading is OmaUriReading.Doubtful && item.Reported is not true) is { } doubtful)
        {
            var why = ((OmaUriReading.Doubtful)doubtful.Reading).Why[0];
            return NeedsAttention(
                doubtful.Reported is false
                    ? $"A row in \"{doubtful.Policy.Name}\" names EnablePinRecovery, and its devices report errors: {why}."
                    : $"A row in \"{doubtful.Policy.Name}\" names EnablePinRecovery, and no page says whether it works: {why}. No device has reported it yet.",
                evidence,
                blade) with
            { Cause = FindingCause.PathDoubtful };
        }

        return seen.Exists(item => item.Reading is OmaUriReading.Masked)
            ? NeedsAttention("A custom row names EnablePinRecovery, and Intune does not show its value.", evidence, blade)
            : Healthy(
                seen.Exists(item => item.Reading is OmaUriReading.Doubtful)
                    ? "The custom rows that name EnablePinRecovery work: one is not in the documented form, but its devices report success."
                    : "The custom rows that name EnablePinRecovery use the documented path and type.",
                evidence,
                blade);
    }

    private static Evidence Of(SeenRow item)
    {
        var (text, basis) = item.Reading switch
        {
            OmaUriReading.NoEffect none => ("not for this tenant's devices: " + string.Join("; ", none.Why), EvidenceBasis.Inferred),
            OmaUriReading.Masked => ("the value is not shown", EvidenceBasis.Listed),
            OmaUriReading.Effective effective => ($"documented path and type, {effective.Scope.Words()}", EvidenceBasis.Listed),
            OmaUriReading.Doubtful doubtful => (
                string.Join("; ", doubtful.Why) + (item.Reported is { } works ? works ? "; devices report success" : "; devices report errors" : "; no device has reported it"),
                item.Reported is null ? EvidenceBasis.Inferred : EvidenceBasis.Reported),
            _ => ("not about PIN recovery", EvidenceBasis.Listed),
        };
        return new("customOmaUri", item.Policy.Name, item.Policy.Id, item.Row.IsMasked ? "(masked)" : item.Row.Value, $"{item.Row.OmaUri}: {text}") { Basis = basis };
    }

    private sealed record SeenRow(IntunePolicy Policy, OmaSetting Row, OmaUriReading Reading, bool? Reported);
}
