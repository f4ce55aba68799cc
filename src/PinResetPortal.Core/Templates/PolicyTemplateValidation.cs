using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Core.Templates;

/// <summary>Whether a template can be sent to Intune and does what it is for.</summary>
public static class PolicyTemplateValidation
{
    /// <summary>The longest name that Intune takes for a policy.</summary>
    private const int LongestName = 200;

    /// <returns>Plain sentences, the first one the most important; empty when the template is good.</returns>
    public static IReadOnlyList<string> Problems(PolicyTemplate template)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(template.Name))
        {
            problems.Add("The naming convention is empty. Write for example \"Windows - {purpose} - v{version}\".");
        }
        else if (template.Name.Length > LongestName)
        {
            problems.Add($"The naming convention is longer than {LongestName} characters.");
        }

        foreach (var placeholder in Placeholders(template.Name).Where(name => name is not ("tenant" or "purpose" or "version")))
        {
            problems.Add($"The naming convention names {{{placeholder}}}. Only {{tenant}}, {{purpose}} and {{version}} are filled in.");
        }

        if (!template.Settings.Any(setting => IsOn(setting.DefinitionId, setting.Value)))
        {
            problems.Add("The template does not turn \"Enable PIN recovery\" on, so the portal could not repair a tenant with it.");
        }

        foreach (var setting in template.Settings)
        {
            if (HelloDefinitions.Find(setting.DefinitionId) is { } definition && definition.BareValue(setting.Value) is null)
            {
                problems.Add(definition.IsNumber
                    ? $"\"{definition.Name}\" must be a number from {definition.Smallest} to {definition.Largest}, not '{setting.Value}'."
                    : $"\"{definition.Name}\" must be one of {string.Join(", ", definition.Options)}, not '{setting.Value}'.");
            }
        }

        var lengths = template.Settings.ToLookup(setting => setting.DefinitionId, setting => setting.Value, StringComparer.OrdinalIgnoreCase);
        if (Number(lengths, "minimumpinlength") is { } minimum && Number(lengths, "maximumpinlength") is { } maximum && minimum > maximum)
        {
            problems.Add($"The minimum PIN length {minimum} is greater than the maximum {maximum}.");
        }

        return problems;
    }

    internal static bool IsOn(string definitionId, string? value) =>
        (definitionId.Equals(KnownSettings.DeviceEnablePinRecovery, StringComparison.OrdinalIgnoreCase) || definitionId.Equals(KnownSettings.UserEnablePinRecovery, StringComparison.OrdinalIgnoreCase))
        && value is not null && value.Equals(definitionId + "_true", StringComparison.OrdinalIgnoreCase);

    private static int? Number(ILookup<string, string> values, string name) =>
        int.TryParse(values[$"{KnownSettings.DeviceGroup}_policies_pincomplexity_{name}"].FirstOrDefault(), out var number) ? number : null;

    private static IEnumerable<string> Placeholders(string name)
    {
        for (var open = name.IndexOf('{', StringComparison.Ordinal); open >= 0; open = name.IndexOf('{', open + 1))
        {
            var close = name.IndexOf('}', open);
            yield return close < 0 ? name[(open + 1)..] : name[(open + 1)..close];
            if (close < 0)
            {
                yield break;
            }
        }
    }
}
