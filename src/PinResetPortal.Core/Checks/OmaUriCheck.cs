using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Core.Checks;

/// <summary>No custom profile carries EnablePinRecovery in a form that does nothing. At worst NeedsAttention: such a row neither helps nor harms.</summary>
public sealed class OmaUriCheck() : TenantCheck("policy.oma-uri", "Custom OMA-URI rows", CheckArea.Policy, required: true)
{
    public override Finding Evaluate(TenantFacts facts)
    {
        if (facts.DeviceConfigurations is Fact<IReadOnlyList<IntunePolicy>>.Unreadable { Reason: var reason })
        {
            return Unknown("We could not see the custom profiles.", reason);
        }

        var rows =
            from policy in facts.DeviceConfigurations.ValueOrDefault!
            from row in policy.OmaSettings
            let reading = OmaUriReading.Read(row, facts.TenantId)
            where reading is not OmaUriReading.Unrelated
            select (Policy: policy, Row: row, Reading: reading);
        var seen = rows.ToList();
        var evidence = seen.Select(item => new Evidence("customOmaUri", item.Policy.Name, item.Policy.Id, item.Row.IsMasked ? "(masked)" : item.Row.Value, $"{item.Row.OmaUri}: {Effect(item.Reading)}"));

        return seen.FirstOrDefault(item => item.Reading is OmaUriReading.NoEffect) is { Policy: not null } useless
            ? NeedsAttention($"A row in \"{useless.Policy.Name}\" names EnablePinRecovery but does nothing: {((OmaUriReading.NoEffect)useless.Reading).Why[0]}.", evidence, Blades.ConfigurationPolicies(facts.TenantId))
            : seen.Count == 0
                ? NotApplicable("No custom profile names EnablePinRecovery.")
                : Healthy("The custom rows that name EnablePinRecovery use a path and type that work.", evidence, Blades.ConfigurationPolicies(facts.TenantId));
    }

    private static string Effect(OmaUriReading reading) => reading switch
    {
        OmaUriReading.NoEffect none => "no effect: " + string.Join("; ", none.Why),
        OmaUriReading.Masked => "the value is not shown",
        OmaUriReading.Effective effective => $"works, {(effective.Scope == SettingScope.User ? "user" : "device")} scope",
        _ => "not about PIN recovery",
    };
}
