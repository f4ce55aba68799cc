using System.Text.Json.Nodes;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Remediation;

/// <summary>Puts into words which settings a request changes: read from the body that will be sent, never from what was meant.</summary>
internal static class SettingChanges
{
    private const string NotSet = "not set in Intune";

    /// <summary>For the words of a step that creates a policy: "Enable PIN recovery: true".</summary>
    public static string InWords(PolicyDraft draft) => draft.SettingsDocument is null
        ? string.Join(", ", draft.Settings.Select(setting => $"{NameOf(setting.DefinitionId)}: {Bare(setting.DefinitionId, setting.Value)}"))
        : string.Join(", ", Leaves(PolicyDocument.Parse(draft.SettingsDocument)).Select(leaf => $"{NameOf(leaf.Id)}: {leaf.Value}"));

    public static IReadOnlyList<SettingChange> Of(PlannedChange change, PlannedRequest request, TenantFacts facts)
    {
        var traits = change.Traits();
        var stored = traits.Subject is { } subject ? Stored(subject, facts) : [];
        return traits.Settings switch
        {
            SettingsSource.None => [],
            SettingsSource.Made => [.. Sent(request).Select(leaf => new SettingChange(leaf.Id, NameOf(leaf.Id), Now(leaf.Id, facts), leaf.Value))],
            SettingsSource.Replaced => Differences(stored, Sent(request)),
            SettingsSource.Set => Differences(stored, Sent(request), onlySent: true),
            SettingsSource.Gone => Differences(stored, []),
            SettingsSource.Given => [.. stored.Select(leaf => new SettingChange(leaf.Id, NameOf(leaf.Id), "not given to them by this policy", leaf.Value))],
            SettingsSource.TakenAway => [.. stored.Select(leaf => new SettingChange(leaf.Id, NameOf(leaf.Id), leaf.Value, "given to nobody by this policy"))],
            SettingsSource.Stated => traits.Stated,
            _ => throw new ArgumentOutOfRangeException(nameof(change), traits.Settings, "Nobody knows where its settings stand."),
        };
    }

    private static List<SettingChange> Differences(IReadOnlyList<Leaf> now, IReadOnlyList<Leaf> then, bool onlySent = false)
    {
        var left = now.ToList();
        var changes = new List<SettingChange>();
        foreach (var sent in then)
        {
            var same = left.Find(leaf => Same(leaf.Id, sent.Id) && leaf.Value == sent.Value);
            var before = same ?? left.Find(leaf => Same(leaf.Id, sent.Id));
            if (before is not null)
            {
                left.Remove(before);
            }

            if (same is null)
            {
                changes.Add(new(sent.Id, NameOf(sent.Id), before?.Value ?? NotSet, sent.Value));
            }
        }

        return onlySent ? changes : [.. changes, .. left.Select(leaf => new SettingChange(leaf.Id, NameOf(leaf.Id), leaf.Value, "removed"))];
    }

    private static IReadOnlyList<Leaf> Stored(string policyId, TenantFacts facts) =>
        facts.AllPolicies.FirstOrDefault(policy => Same(policy.Id, policyId))?.Document is { } document ? [.. Leaves(PolicyDocument.Parse(document))] : [];

    private static IReadOnlyList<Leaf> Sent(PlannedRequest request) => request.Body is { } body ? [.. Leaves(PolicyDocument.Parse(body))] : [];

    /// <summary>Every setting in a document of any of the six kinds.</summary>
    private static IEnumerable<Leaf> Leaves(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                return array.SelectMany(Leaves);
            case JsonObject item when Text(item["settingDefinitionId"]) is { } id:
                return Own(item, id) is { } own ? [own, .. Below(item)] : Below(item);
            case JsonObject item when Text(item["omaUri"]) is { } path:
                return [new(path, item["value"]?.ToString() ?? "")];
            case JsonObject item when Text(item["definitionId"]) is { } id:
                return [new(id, (Text(item["valueJson"]) ?? item["value"]?.ToJsonString() ?? "").Trim('"'))];
            case JsonObject item:
                return Below(item).Concat(item[KnownSettings.IdentityProtectionPinRecovery] is JsonValue value ? [new Leaf(KnownSettings.IdentityProtectionPinRecovery, value.ToString())] : []);
            default:
                return [];
        }
    }

    private static IEnumerable<Leaf> Below(JsonObject item) => item.SelectMany(property => Leaves(property.Value));

    private static Leaf? Own(JsonObject instance, string id)
    {
        var values = Values(instance["choiceSettingValue"]).Concat(Values(instance["simpleSettingValue"]))
            .Concat(Values(instance["choiceSettingCollectionValue"])).Concat(Values(instance["simpleSettingCollectionValue"])).ToList();
        return values.Count == 0 ? null : new(id, string.Join(", ", values.Select(value => Bare(id, value))));
    }

    private static IEnumerable<string> Values(JsonNode? node) => node switch
    {
        JsonObject item when item["value"] is { } value => [value.ToString()],
        JsonArray array => array.SelectMany(Values),
        _ => [],
    };

    /// <summary>What assigned policies and enrolment configurations say now.</summary>
    private static string Now(string id, TenantFacts facts)
    {
        var policies = facts.AllPolicies
            .Where(policy => facts.AudienceOf(policy).Reach != AudienceReach.Nobody)
            .SelectMany(policy => policy.Settings.Where(setting => Same(setting.DefinitionId, id)).Select(setting => $"{(setting.Value is { } value ? Bare(id, value) : "without a value")} in \"{policy.Name}\""));
        var enrolments = (facts.HelloEnrolment.ValueOrDefault ?? [])
            .Where(enrolment => enrolment.State != HelloState.NotConfigured)
            .SelectMany(enrolment => enrolment.Settings.Where(setting => Same(setting.DefinitionId, id)).Select(setting => $"{setting.Value} at enrolment"));
        return string.Join(", ", policies.Concat(enrolments)) is { Length: > 0 } words ? words : NotSet;
    }

    private static string NameOf(string id) => id switch
    {
        _ when HelloDefinitions.Find(id) is { } definition => definition.Name,
        _ when id.StartsWith("user_", StringComparison.OrdinalIgnoreCase) && HelloDefinitions.Find(string.Concat("device_", id.AsSpan("user_".Length))) is { } twin => $"{twin.Name} (for users)",
        _ when Same(id, KnownSettings.WebSignInAllowedUrls) => "Web sign-in allow list",
        _ when Same(id, KnownSettings.IdentityProtectionPinRecovery) || Same(id, KnownSettings.IntentPinRecovery) => "Enable PIN recovery",
        _ => id[(id.TrimEnd('/').LastIndexOfAny(['_', '/']) + 1)..] is { Length: > 0 } last ? last : id,
    };

    private static string Bare(string id, string value) =>
        value.StartsWith(id + "_", StringComparison.OrdinalIgnoreCase) ? value[(id.Length + 1)..] : value;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static bool Same(string one, string two) => one.Equals(two, StringComparison.OrdinalIgnoreCase);

    private sealed record Leaf(string Id, string Value);
}
