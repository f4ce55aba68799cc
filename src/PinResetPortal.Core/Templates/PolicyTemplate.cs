using System.Security.Cryptography;
using System.Text;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Templates;

/// <summary>Configuration section <c>PolicyTemplate</c>: what holds until an admin saves a template in the portal.</summary>
public sealed class PolicyTemplateOptions
{
    public const string Section = "PolicyTemplate";

    /// <summary>Placeholders: <c>{tenant}</c>, <c>{purpose}</c>, <c>{version}</c>.</summary>
    public string Name { get; set; } = "Windows - {purpose} - v{version}";

    public string Purpose { get; set; } = "Hello for Business PIN recovery";

    public string Version { get; set; } = "1.0";
}

/// <summary>The settings catalog policy that the portal creates, as data.</summary>
/// <param name="Name">Naming convention with the placeholders <c>{tenant}</c>, <c>{purpose}</c> and <c>{version}</c>.</param>
/// <param name="Settings">The Windows Hello settings in it, EnablePinRecovery among them.</param>
/// <param name="SettingsDocument">
/// An imported policy's whole <c>settings</c> array (JSON), sent as it is; null for a template made of <paramref name="Settings"/> alone.
/// </param>
/// <param name="ImportedFrom">Name of the policy that was imported.</param>
public sealed record PolicyTemplate(
    string Name,
    string Purpose,
    string Version,
    IReadOnlyList<DraftSetting> Settings,
    string? SettingsDocument = null,
    string? ImportedFrom = null)
{
    /// <summary>The mark in the description of every policy that the portal made.</summary>
    public const string MadeByPortal = "Created by PinResetPortal";

    /// <summary>Longer names are cut: the name of another policy may be part of them.</summary>
    public const int LongestName = 200;

    /// <summary>
    /// PIN recovery and the values that Microsoft recommends around it
    /// (https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/policy-settings): Hello on, keys in the TPM,
    /// at least six digits, anti-spoofing for face recognition.
    /// </summary>
    public static IReadOnlyList<DraftSetting> Recommended { get; } =
        [.. HelloDefinitions.All.Where(definition => definition.Recommended is not null).Select(definition => definition.Draft(definition.Recommended!))];

    private static IReadOnlyList<DraftSetting> PinRecoveryAlone { get; } =
        [new(KnownSettings.DeviceEnablePinRecovery, DraftSettingKind.Choice, KnownSettings.DeviceEnablePinRecovery + "_true", KnownSettings.DeviceGroup)];

    public static PolicyTemplate From(PolicyTemplateOptions options) => new(options.Name, options.Purpose, options.Version, Recommended);

    /// <param name="name">The admin's name for it, or null for the naming convention.</param>
    public PolicyDraft Draft(TenantFacts facts, string? name)
    {
        var chosen = string.IsNullOrWhiteSpace(name) ? ConventionName(facts, Purpose) : name.Trim();
        return new(chosen, $"Lets people reset their Windows Hello PIN without losing their keys. {Mark(facts, chosen)}", Settings, SettingsDocument);
    }

    /// <summary>EnablePinRecovery for devices, and nothing else.</summary>
    /// <param name="name">The admin's name for it, or null for the naming convention.</param>
    public PolicyDraft PinRecoveryDraft(TenantFacts facts, string? name) => Draft(facts, name) with { Settings = PinRecoveryAlone, SettingsDocument = null };

    /// <summary>A policy of the portal's with other settings than the template's.</summary>
    /// <param name="purpose">Stands for <c>{purpose}</c> in the name.</param>
    /// <param name="description">One sentence.</param>
    public PolicyDraft DraftOf(TenantFacts facts, string purpose, string description, IReadOnlyList<DraftSetting> settings)
    {
        var name = ConventionName(facts, purpose);
        return new(name, $"{description} {Mark(facts, name)}", settings);
    }

    private string ConventionName(TenantFacts facts, string purpose)
    {
        var name = FilledName(facts, purpose);
        return name.Length <= LongestName ? name : string.Concat(name.AsSpan(0, char.IsHighSurrogate(name[LongestName - 2]) ? LongestName - 2 : LongestName - 1), "…");
    }

    private string FilledName(TenantFacts facts, string purpose) => Name
        .Replace("{tenant}", facts.Organization.ValueOrDefault?.DisplayName ?? facts.TenantId.ToString(), StringComparison.OrdinalIgnoreCase)
        .Replace("{purpose}", purpose, StringComparison.OrdinalIgnoreCase)
        .Replace("{version}", Version, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The marker by which a policy is found again when the process died between sending and hearing the answer. It is derived from the
    /// tenant and what is in it, so that the plan that is shown carries the same one as the plan that runs.
    /// </summary>
    private static string Mark(TenantFacts facts, string name)
    {
        var source = string.Join('\n', [facts.TenantId.ToString(), name, .. facts.AllPolicies.Select(policy => policy.Id).Order(StringComparer.Ordinal)]);
        return $"{MadeByPortal}, reference {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)))[..12]}.";
    }
}
