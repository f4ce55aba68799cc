using System.Text.Json.Nodes;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Remediation;

/// <summary>Turns EnablePinRecovery from false to true inside existing policies of any kind, leaving everything else as it is.</summary>
internal static class SwitchPolicyOn
{
    /// <returns>One change per policy; empty when one of them can't be changed safely, because half a repair would leave a conflict.</returns>
    public static IReadOnlyList<ProposedChange> ProposeAll(IReadOnlyList<IntunePolicy> policies, TenantId tenantId)
    {
        var changes = policies.Select(policy => Propose(policy, tenantId)).ToList();
        return changes.Contains(null) ? [] : [.. changes.OfType<ProposedChange>()];
    }

    private static ProposedChange? Propose(IntunePolicy policy, TenantId tenantId)
    {
        if (policy.Document is not { } before || PolicyDocument.Parse(before) is not JsonObject document || !Switch(policy.Kind, document, tenantId))
        {
            return null;
        }

        return new(
            $"switch-on-{policy.Id}",
            $"Turn PIN recovery on in \"{policy.Name}\"{(policy.LastModifiedAt is { } at ? $" (last changed {at:u})" : "")}, every other setting stays",
            PolicyDocument.Change(policy.Kind, policy.Id, document.ToJsonString()),
            "EnablePinRecovery=false",
            "EnablePinRecovery=true",
            Permissions.PolicyWrite,
            Permissions.IntuneRole,
            $"Turn PIN recovery off again in \"{policy.Name}\"",
            PolicyDocument.Change(policy.Kind, policy.Id, before));
    }

    /// <returns>False when nothing was switched, or switching would harm something.</returns>
    private static bool Switch(PolicyKind kind, JsonObject document, TenantId tenantId)
    {
        switch (kind)
        {
            case PolicyKind.IdentityProtection:
                document[KnownSettings.IdentityProtectionPinRecovery] = true;
                return true;

            case PolicyKind.Intent:
                var settings = Objects(document["settings"]).Where(setting => IsText(setting["definitionId"], KnownSettings.IntentPinRecovery)).ToList();
                foreach (var setting in settings)
                {
                    setting["valueJson"] = "true";
                    if (setting.ContainsKey("value"))
                    {
                        setting["value"] = true;
                    }
                }

                return settings.Count > 0;

            case PolicyKind.CustomOmaUri:
                return SwitchRows([.. Objects(document["omaSettings"])], tenantId);

            default:
                return SwitchChoices(document) > 0;
        }
    }

    /// <summary>The rows are sent back all together, and a masked one would be overwritten by its mask: then nothing is done.</summary>
    private static bool SwitchRows(List<JsonObject> rows, TenantId tenantId)
    {
        var readings = rows.ConvertAll(row => (Row: row, Oma: PolicyDocument.Row(row)));
        if (readings.Exists(item => item.Oma.IsMasked))
        {
            return false;
        }

        var off = readings.FindAll(item => OmaUriReading.Read(item.Oma, tenantId) is OmaUriReading.Effective { Enabled: false });
        off.ForEach(item => item.Row["value"] = true);
        return off.Count > 0;
    }

    /// <summary>Walks the document and switches each EnablePinRecovery choice from false to true.</summary>
    private static int SwitchChoices(JsonNode? node)
    {
        var switched = 0;
        if (node is JsonObject item)
        {
            if ((IsText(item["settingDefinitionId"], KnownSettings.DeviceEnablePinRecovery) || IsText(item["settingDefinitionId"], KnownSettings.UserEnablePinRecovery))
                && item["choiceSettingValue"] is JsonObject choice
                && choice["value"]?.GetValue<string>() is { } value && value.EndsWith("_false", StringComparison.OrdinalIgnoreCase))
            {
                choice["value"] = string.Concat(value.AsSpan(0, value.Length - "_false".Length), "_true");
                switched++;
            }

            switched += item.Select(property => property.Value).ToList().Sum(SwitchChoices);
        }
        else if (node is JsonArray array)
        {
            switched += array.ToList().Sum(SwitchChoices);
        }

        return switched;
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => (node as JsonArray)?.OfType<JsonObject>() ?? [];

    private static bool IsText(JsonNode? node, string text) =>
        node is JsonValue value && value.TryGetValue<string>(out var found) && found.Equals(text, StringComparison.OrdinalIgnoreCase);
}
