using System.Text.Json.Nodes;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Core.Remediation;

/// <summary>Turns EnablePinRecovery from false to true inside existing policies, leaving every other setting as it is.</summary>
internal static class SwitchPolicyOn
{
    /// <returns>One change per policy; empty when one of them can't be changed safely, because half a repair would leave a conflict.</returns>
    public static IReadOnlyList<ProposedChange> ProposeAll(IReadOnlyList<IntunePolicy> policies)
    {
        var changes = policies.Select(Propose).ToList();
        return changes.Contains(null) ? [] : [.. changes.OfType<ProposedChange>()];
    }

    private static ProposedChange? Propose(IntunePolicy policy)
    {
        if (policy.Kind is not (PolicyKind.SettingsCatalog or PolicyKind.AccountProtection or PolicyKind.SecurityBaseline)
            || policy.Document is null
            || JsonNode.Parse(policy.Document) is not JsonObject document
            || SwitchAll(document) == 0)
        {
            return null;
        }

        return new(
            $"switch-on-{policy.Id}",
            $"Turn PIN recovery on in \"{policy.Name}\" (last changed {policy.LastModifiedAt:u}), every other setting stays",
            new PlannedChange.ReplaceConfigurationPolicy(policy.Id, document.ToJsonString()),
            "EnablePinRecovery=false",
            "EnablePinRecovery=true",
            Permissions.PolicyWrite,
            Permissions.IntuneRole,
            $"Turn PIN recovery off again in \"{policy.Name}\"",
            new PlannedChange.ReplaceConfigurationPolicy(policy.Id, policy.Document));
    }

    /// <summary>Walks the document and switches each EnablePinRecovery choice from false to true.</summary>
    private static int SwitchAll(JsonNode? node)
    {
        var switched = 0;
        if (node is JsonObject item)
        {
            if (item["settingDefinitionId"]?.GetValue<string>() is { } definition && IsPinRecovery(definition)
                && item["choiceSettingValue"] is JsonObject choice
                && choice["value"]?.GetValue<string>() is { } value && value.EndsWith("_false", StringComparison.OrdinalIgnoreCase))
            {
                choice["value"] = string.Concat(value.AsSpan(0, value.Length - "_false".Length), "_true");
                switched++;
            }

            switched += item.Select(property => property.Value).ToList().Sum(SwitchAll);
        }
        else if (node is JsonArray array)
        {
            switched += array.ToList().Sum(SwitchAll);
        }

        return switched;
    }

    private static bool IsPinRecovery(string definition) =>
        definition.Equals(KnownSettings.DeviceEnablePinRecovery, StringComparison.OrdinalIgnoreCase)
        || definition.Equals(KnownSettings.UserEnablePinRecovery, StringComparison.OrdinalIgnoreCase);
}
