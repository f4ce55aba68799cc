using System.Text.Json;
using PinResetPortal.Core;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Graph.Reading;

/// <summary>Makes policies out of Graph's JSON; null stands for "carries nothing of interest".</summary>
internal static class PolicyParser
{
    private static readonly string[] DocumentProperties = ["id", "name", "description", "platforms", "technologies", "roleScopeTagIds", "templateReference"];

    /// <summary>A <c>configurationPolicies</c> item.</summary>
    /// <param name="entry">As listed, with assignments.</param>
    /// <param name="settings">Its settings, from the list or read apart.</param>
    public static IntunePolicy? Configuration(JsonElement entry, IReadOnlyList<JsonElement> settings)
    {
        var (found, notUnderstood) = SettingWalker.Walk(settings);
        if (found.Count == 0 || entry.Text("id") is not { } id || !IsForManagedWindows(entry))
        {
            return null;
        }

        return new IntunePolicy
        {
            Id = id,
            Name = entry.Text("name") ?? id,
            Kind = KindOf(entry),
            Settings = found,
            CarriesMore = settings.Any(setting => (setting.At("settingInstance") ?? setting).Text("settingDefinitionId") is not { } definition || !KnownSettings.IsHello(definition)),
            Assignments = AssignmentReader.Read(entry.Items("assignments")),
            LastModifiedAt = entry.Date("lastModifiedDateTime"),
            Description = entry.Text("description"),
            Document = ConfigurationDocument(entry, settings),
            NotUnderstood = notUnderstood,
        };
    }

    /// <summary>
    /// The writable part of a policy, the same whichever way it was read: the list with settings, or the light list and the settings apart.
    /// </summary>
    public static string ConfigurationDocument(JsonElement entry, IReadOnlyList<JsonElement> settings) => CanonicalJson.Build(writer =>
    {
        writer.WriteStartObject();
        foreach (var name in DocumentProperties)
        {
            if (entry.TryGetProperty(name, out var value))
            {
                writer.WritePropertyName(name);
                CanonicalJson.Write(writer, value);
            }
        }

        writer.WriteStartArray("settings");
        foreach (var setting in settings)
        {
            CanonicalJson.Write(writer, setting, "settingDefinitions");
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>A <c>deviceConfigurations</c> item: identity protection, custom, or one that may break the reset at the lock screen; other types carry nothing of interest.</summary>
    public static IntunePolicy? DeviceConfiguration(JsonElement item) =>
        item.IsType("windowsIdentityProtectionConfiguration") || (item.At("@odata.type") is null && item.At(KnownSettings.IdentityProtectionPinRecovery) is not null) ? IdentityProtection(item)
        : item.IsType("windows10CustomConfiguration") || (item.At("@odata.type") is null && item.At("omaSettings") is not null) ? Custom(item)
        : item.IsType("windows10GeneralConfiguration") || item.IsType("windows10EndpointProtectionConfiguration") ? Restrictions(item)
        : null;

    /// <summary>A legacy account protection intent with its settings.</summary>
    public static IntunePolicy? Intent(JsonElement intent, IEnumerable<JsonElement> settings)
    {
        var found = new List<SettingValue>();
        var kept = new List<JsonElement>();
        string? notUnderstood = null;
        var carriesMore = false;
        foreach (var setting in settings)
        {
            var value = setting.At("value") is { } typed ? typed.Literal() : JsonLiteral(setting.Text("valueJson"));
            if (setting.Text("definitionId") is not { } definitionId || !KnownSettings.IsOfInterest(definitionId))
            {
                carriesMore |= value is not (null or "notConfigured");
                continue;
            }

            notUnderstood ??= value is null && setting.At("valueJson") is { ValueKind: not JsonValueKind.String } ? $"The value of {definitionId} has a shape that the portal does not know." : null;
            found.Add(new SettingValue(definitionId, value));
            kept.Add(setting);
        }

        return found.Count == 0 && !KnownSettings.IntentAccountProtectionTemplate.Equals(intent.Text("templateId"), StringComparison.OrdinalIgnoreCase)
            ? null
            : Policy(intent, PolicyKind.Intent, found) with { CarriesMore = carriesMore, NotUnderstood = notUnderstood, Document = IntentDocument(intent, kept) };
    }

    private static string IntentDocument(JsonElement intent, List<JsonElement> settings) => CanonicalJson.Build(writer =>
    {
        writer.WriteStartObject();
        foreach (var property in intent.EnumerateObject().Where(property => property.Name is "id" or "displayName" or "templateId"))
        {
            property.WriteTo(writer);
        }

        writer.WriteStartArray("settings");
        settings.ForEach(setting => CanonicalJson.Write(writer, setting));
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>
    /// Both are comma separated sets. A policy for another platform, or one that only Configuration Manager delivers, sets nothing on a
    /// Windows device that Intune manages
    /// (https://learn.microsoft.com/graph/api/resources/intune-deviceconfigv2-devicemanagementconfigurationtechnologies).
    /// </summary>
    private static bool IsForManagedWindows(JsonElement entry) =>
        Says(entry.Text("platforms"), platform => platform.StartsWith("windows10", StringComparison.OrdinalIgnoreCase))
        && Says(entry.Text("technologies"), technology => technology.Equals("mdm", StringComparison.OrdinalIgnoreCase));

    private static bool Says(string? set, Func<string, bool> isMeant) =>
        set?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is not { Length: > 0 } words
        || words.Any(word => isMeant(word) || word.Equals("none", StringComparison.OrdinalIgnoreCase) || word.Equals("unknownFutureValue", StringComparison.OrdinalIgnoreCase));

    private static PolicyKind KindOf(JsonElement entry)
    {
        var family = entry.At("templateReference")?.Text("templateFamily");
        return KnownSettings.AccountProtectionFamily.Equals(family, StringComparison.OrdinalIgnoreCase) ? PolicyKind.AccountProtection
            : KnownSettings.BaselineFamily.Equals(family, StringComparison.OrdinalIgnoreCase) ? PolicyKind.SecurityBaseline
            : PolicyKind.SettingsCatalog;
    }

    private static IntunePolicy IdentityProtection(JsonElement item)
    {
        var found = new List<SettingValue>();
        string? notUnderstood = null;
        foreach (var name in (string[])[KnownSettings.IdentityProtectionPinRecovery, KnownSettings.IdentityProtectionHelloBlocked, KnownSettings.IdentityProtectionUseCertificate])
        {
            if (item.Flag(name) is { } flag)
            {
                found.Add(new SettingValue(name, flag ? "true" : "false"));
            }
            else if (item.At(name) is not null)
            {
                found.Add(new SettingValue(name, null));
                notUnderstood ??= $"The value of {name} is neither true nor false.";
            }
        }

        return Policy(item, PolicyKind.IdentityProtection, found) with { NotUnderstood = notUnderstood };
    }

    private static IntunePolicy? Restrictions(JsonElement item)
    {
        var found = LockScreenSettings.ProfileProperties.Where(name => item.Flag(name) == true).Select(name => new SettingValue(name, "true")).ToList();
        return found.Count == 0 ? null : Policy(item, PolicyKind.DeviceRestrictions, found) with { CarriesMore = true, Document = null };
    }

    /// <summary>An administrative template profile with its values; a setting goes by the name that the template gives it.</summary>
    public static IntunePolicy? AdministrativeTemplate(JsonElement profile, IEnumerable<JsonElement> values)
    {
        var found = values
            .Select(value => (Name: value.At("definition")?.Text("displayName"), Enabled: value.Flag("enabled")))
            .Where(value => value is { Name: not null, Enabled: not null } && LockScreenSettings.IsOne(value.Name))
            .Select(value => new SettingValue(value.Name!, value.Enabled == true ? "enabled" : "disabled"))
            .ToList();
        return found.Count == 0 ? null : Policy(profile, PolicyKind.AdministrativeTemplate, found) with { CarriesMore = true, Document = null };
    }

    private static IntunePolicy? Custom(JsonElement item)
    {
        var rows = item.Items("omaSettings").ToList();
        var found = rows.Where(row => KnownSettings.IsOfInterestOmaUri(row.Text("omaUri") ?? string.Empty)).Select(Row).ToList();
        return found.Count == 0 ? null : Policy(item, PolicyKind.CustomOmaUri, []) with
        {
            OmaSettings = found,
            OmaSettingCount = rows.Count,
            CarriesMore = rows.Count > found.Count || found.Exists(row => !row.OmaUri.Contains("PassportForWork", StringComparison.OrdinalIgnoreCase)),
        };
    }

    private static OmaSetting Row(JsonElement row)
    {
        var value = row.At("value")?.Literal();
        var masked = OmaSetting.Hides(value, row.Flag("isEncrypted") == true, row.At("secretReferenceValueId") is not null);
        return new OmaSetting(row.Text("displayName"), row.Text("omaUri") ?? string.Empty, row.Text("@odata.type"), masked ? null : value, masked);
    }

    private static IntunePolicy Policy(JsonElement item, PolicyKind kind, IReadOnlyList<SettingValue> settings) => new()
    {
        Id = item.Text("id") ?? string.Empty,
        Name = item.Text("displayName") ?? item.Text("name") ?? item.Text("id") ?? string.Empty,
        Kind = kind,
        Settings = settings,
        Assignments = AssignmentReader.Read(item.Items("assignments")),
        LastModifiedAt = item.Date("lastModifiedDateTime"),
        Description = item.Text("description"),
        Document = CanonicalJson.Write(item, "assignments"),
    };

    // valueJson is JSON inside a string: "true", "\"text\"", "null".
    private static string? JsonLiteral(string? json)
    {
        if (json is null)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Literal();
        }
        catch (JsonException)
        {
            return json;
        }
    }
}
