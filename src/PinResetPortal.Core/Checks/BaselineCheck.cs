using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Templates;

namespace PinResetPortal.Core.Checks;

/// <summary>The Windows Hello settings that are deployed, against the template: each with the recommended value and its source.</summary>
internal sealed class BaselineCheck(PolicyTemplates templates) : TenantCheck("policy.baseline", "Windows Hello baseline", "Weaker than the baseline", CheckArea.Policy, required: false)
{
    public override Finding Evaluate(TenantFacts facts)
    {
        var blade = Blades.ConfigurationPolicies(facts.TenantId);
        if (facts.UnreadablePolicies.FirstOrDefault() is { } reason)
        {
            return Unknown("We could not see all policies to compare them with the baseline.", reason);
        }

        var assigned = facts.AllPolicies
            .Where(policy => facts.AudienceOf(policy.Assignments).Reach != AudienceReach.Nobody)
            .SelectMany(policy => policy.Settings.Select(setting => (Policy: policy, Setting: setting)))
            .ToList();
        if (!assigned.Any(item => item.Setting.DefinitionId.Contains("passportforwork", StringComparison.OrdinalIgnoreCase)))
        {
            return NotApplicable("No assigned settings catalog policy carries Windows Hello settings to compare.");
        }

        var lines = templates.Of(facts.HomeTenantId).Settings
            .Select(wanted => HelloDefinitions.Find(wanted.DefinitionId) is { } definition && definition.BareValue(wanted.Value) is { } value ? definition with { Recommended = value } : null)
            .OfType<HelloDefinition>()
            .Select(definition => Compare(definition, assigned))
            .ToList();
        var evidence = lines.SelectMany(line => line.Evidence).ToList();
        var unset = lines.Count(line => line.Found == 0);
        if (lines.FirstOrDefault(line => line.Weaker is not null) is { Weaker: { } weaker })
        {
            var count = lines.Count(line => line.Weaker is not null);
            return NeedsAttention($"{(count == 1 ? "One Windows Hello setting is" : $"{count} Windows Hello settings are")} weaker than the baseline: {weaker}.", evidence, blade);
        }

        return Healthy(
            unset == 0
                ? "Every setting of the baseline is deployed with the recommended value or a stricter one."
                : $"Nothing is weaker than the baseline; {unset} of its {lines.Count} settings {(unset == 1 ? "is" : "are")} not set in Intune, so Windows' defaults apply.",
            evidence,
            blade);
    }

    private static (int Found, string? Weaker, IReadOnlyList<Evidence> Evidence) Compare(HelloDefinition definition, IReadOnlyList<(IntunePolicy Policy, SettingValue Setting)> assigned)
    {
        var advice = $"recommended: {definition.Recommended}{(definition.IsNumber ? " or more" : "")}{(definition.Why is null ? "" : $", because {definition.Why}")} ({definition.Source})";
        var found = assigned
            .Where(item => item.Setting.DefinitionId.Equals(definition.Id, StringComparison.OrdinalIgnoreCase) || item.Setting.DefinitionId.Equals(UserTwin(definition.Id), StringComparison.OrdinalIgnoreCase))
            .Select(item => (item.Policy, Value: definition.BareValue(item.Setting.DefinitionId.StartsWith("user_", StringComparison.OrdinalIgnoreCase) ? item.Setting.Value?.Replace("user_", "device_", StringComparison.OrdinalIgnoreCase) : item.Setting.Value)))
            .Where(item => item.Value is not null)
            .ToList();
        if (found.Count == 0)
        {
            return (0, null, [new("setting", definition.Name, definition.Id, null, $"not set; {advice}")]);
        }

        var weaker = found.FirstOrDefault(item => item.Value is { } value && !definition.IsAsGood(value));
        return (
            found.Count,
            weaker.Policy is null ? null : $"\"{definition.Name}\" is {weaker.Value} in \"{weaker.Policy.Name}\"",
            [.. found.Select(item => new Evidence("setting", definition.Name, item.Policy.Id, item.Value, $"in \"{item.Policy.Name}\"; {advice}"))]);
    }

    private static string UserTwin(string id) => id.StartsWith("device_", StringComparison.OrdinalIgnoreCase) ? string.Concat("user_", id.AsSpan("device_".Length)) : id;
}
