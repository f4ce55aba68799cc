using System.Text.Json;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Graph.Reading;

/// <summary>Makes policies out of Graph's JSON; null stands for "carries nothing of interest".</summary>
internal static class PolicyParser
{
    private static readonly string[] DocumentProperties = ["id", "name", "description", "platforms", "technologies", "roleScopeTagIds", "templateReference"];

    /// <summary>A <c>configurationPolicies</c> item as listed: with assignments, and with settings unless the list is the light one or cut them short.</summary>
    public static ListedPolicy Listed(JsonElement entry)
    {
        var id = entry.NeededText("id");
        var isCut = entry.At("settings") is null || entry.At("settings@odata.nextLink") is not null;
        return new ListedPolicy(
            entry,
            id,
            entry.Text("name") ?? id,
            entry.Text("description"),
            entry.Date("lastModifiedDateTime"),
            KindOf(entry),
            IsForManagedWindows(entry),
            AssignmentReader.Read(entry.NeededItems("assignments")),
            isCut ? null : Settings([.. entry.Items("settings")]));
    }

    /// <summary>The settings of a <c>configurationPolicies</c> item.</summary>
    public static PolicySettings Settings(IReadOnlyList<JsonElement> settings)
    {
        var (found, notUnderstood) = SettingWalker.Walk(settings);
        var carriesMore = settings.Any(setting => !KnownSettings.IsHello((setting.Part("settingInstance") ?? setting).NeededText("settingDefinitionId")));
        return new PolicySettings(found, carriesMore, notUnderstood, settings);
    }

    /// <summary>A policy with its settings, from the list or read apart.</summary>
    public static IntunePolicy? Configuration(ListedPolicy listed, PolicySettings settings) => settings.Found.Count == 0 || !listed.IsForManagedWindows ? null : new IntunePolicy
    {
        Id = listed.Id,
        Name = listed.Name,
        Kind = listed.Kind,
        Settings = settings.Found,
        CarriesMore = settings.CarriesMore,
        Assignments = listed.Assignments,
        LastModifiedAt = listed.ModifiedAt,
        Description = listed.Description,
        Document = ConfigurationDocument(listed.Entry, settings.Elements),
        NotUnderstood = settings.NotUnderstood,
    };

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

    /// <summary>A legacy intent as listed, with assignments.</summary>
    public static ListedIntent ListedIntent(JsonElement intent)
    {
        var isAccountProtection = KnownSettings.IntentAccountProtectionTemplate.Equals(intent.Text("templateId"), StringComparison.OrdinalIgnoreCase);
        return new ListedIntent(intent, Policy(intent, PolicyKind.Intent, []), isAccountProtection);
    }

    /// <summary>The settings of an intent.</summary>
    public static IntentSettings IntentSettings(IReadOnlyList<JsonElement> settings)
    {
        var found = new List<SettingValue>();
        var kept = new List<JsonElement>();
        string? notUnderstood = null;
        var carriesMore = false;
        foreach (var setting in settings)
        {
            var definitionId = setting.NeededText("definitionId");
            var json = setting.At("valueJson");
            var value = setting.At("value") is { } typed ? typed.Literal() : json is { ValueKind: JsonValueKind.String } text ? JsonLiteral(text.GetString()) : null;
            if (!SettingsOfInterest.Contains(definitionId))
            {
                carriesMore |= value is not (null or "notConfigured");
                continue;
            }

            var isUnderstood = value is not null
                ? setting.At("value") is not { } one || one.ValueKind is JsonValueKind.True or JsonValueKind.False || (one.ValueKind == JsonValueKind.String && !setting.IsType("deviceManagementBooleanSettingInstance"))
                : json is null or { ValueKind: JsonValueKind.String };
            notUnderstood ??= isUnderstood || !KnownSettings.Decides(definitionId) ? null : $"The value of {definitionId} has a shape that the portal does not know.";
            found.Add(new SettingValue(definitionId, value));
            kept.Add(setting);
        }

        return new IntentSettings(found, kept, carriesMore, notUnderstood);
    }

    /// <summary>An intent with its settings.</summary>
    public static IntunePolicy? Intent(ListedIntent listed, IntentSettings settings) => settings.Found.Count == 0 && !listed.IsAccountProtection
        ? null
        : listed.Policy with
        {
            Settings = settings.Found,
            CarriesMore = settings.CarriesMore,
            NotUnderstood = settings.NotUnderstood,
            Document = IntentDocument(listed.Entry, settings.Kept),
        };

    private static string IntentDocument(JsonElement intent, IReadOnlyList<JsonElement> settings) => CanonicalJson.Build(writer =>
    {
        writer.WriteStartObject();
        foreach (var property in intent.EnumerateObject().Where(property => property.Name is "id" or "displayName" or "templateId"))
        {
            property.WriteTo(writer);
        }

        writer.WriteStartArray("settings");
        foreach (var setting in settings)
        {
            CanonicalJson.Write(writer, setting);
        }

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
        var family = entry.Part("templateReference")?.Text("templateFamily");
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
            if (item.At(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } flag)
            {
                found.Add(new SettingValue(name, flag.GetRawText()));
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

    /// <summary>An administrative template profile, without its values.</summary>
    public static IntunePolicy AdministrativeTemplate(JsonElement profile) => Policy(profile, PolicyKind.AdministrativeTemplate, []) with { CarriesMore = true, Document = null };

    /// <summary>The values of an administrative template profile; a setting goes by the name that the template gives it.</summary>
    public static IReadOnlyList<SettingValue> TemplateValues(IReadOnlyList<JsonElement> values) =>
    [
        .. from value in values
           let name = (value.Part("definition") ?? throw StrictJson.Wrong("definition")).Text("displayName")
           let enabled = value.NeededFlag("enabled")
           where name is not null && LockScreenSettings.IsOne(name)
           select new SettingValue(name, enabled ? "enabled" : "disabled"),
    ];

    private static IntunePolicy? Custom(JsonElement item)
    {
        var rows = item.Items("omaSettings").ToList();
        var found = rows.Where(row => SettingsOfInterest.ContainsRow(row.NeededText("omaUri"))).Select(Row).ToList();
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
        if (!masked && row.At("value") is { } raw && !Fits(row, raw.ValueKind))
        {
            throw StrictJson.Wrong("value");
        }

        return new OmaSetting(row.Text("displayName"), row.NeededText("omaUri"), row.Text("@odata.type"), masked ? null : value, masked);
    }

    private static bool Fits(JsonElement row, JsonValueKind value) => value switch
    {
        JsonValueKind.String => !row.IsType("omaSettingBoolean"),
        JsonValueKind.Number => !row.IsType("omaSettingBoolean") && !row.IsType("omaSettingString"),
        JsonValueKind.True or JsonValueKind.False => !row.IsType("omaSettingInteger") && !row.IsType("omaSettingString"),
        _ => false,
    };

    private static IntunePolicy Policy(JsonElement item, PolicyKind kind, IReadOnlyList<SettingValue> settings) => new()
    {
        Id = item.NeededText("id"),
        Name = item.Text("displayName") ?? item.Text("name") ?? item.NeededText("id"),
        Kind = kind,
        Settings = settings,
        Assignments = AssignmentReader.Read(item.NeededItems("assignments")),
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

/// <param name="Settings">Null when they must be read apart.</param>
internal sealed record ListedPolicy(
    JsonElement Entry,
    string Id,
    string Name,
    string? Description,
    DateTimeOffset? ModifiedAt,
    PolicyKind Kind,
    bool IsForManagedWindows,
    IReadOnlyList<PolicyAssignment> Assignments,
    PolicySettings? Settings)
{
    public IEnumerable<string> GroupIds => Assignments.Select(assignment => assignment.GroupId).OfType<string>();
}

/// <param name="Found">The settings of interest.</param>
/// <param name="CarriesMore">There are others than Windows Hello's.</param>
internal sealed record PolicySettings(IReadOnlyList<SettingValue> Found, bool CarriesMore, string? NotUnderstood, IReadOnlyList<JsonElement> Elements);

/// <param name="Policy">As far as the list tells.</param>
internal sealed record ListedIntent(JsonElement Entry, IntunePolicy Policy, bool IsAccountProtection);

/// <param name="Kept">The settings of interest as they were read.</param>
internal sealed record IntentSettings(IReadOnlyList<SettingValue> Found, IReadOnlyList<JsonElement> Kept, bool CarriesMore, string? NotUnderstood);
