using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;

namespace PinResetPortal.Core.Policies;

/// <summary>Configuration section <c>PolicyTemplate</c>: how policies made by the portal are called.</summary>
public sealed class PolicyTemplateOptions
{
    public const string Section = "PolicyTemplate";

    /// <summary>Placeholders: <c>{tenant}</c>, <c>{purpose}</c>, <c>{version}</c>.</summary>
    public string Name { get; set; } = "Windows - {purpose} - v{version}";

    public string Purpose { get; set; } = "Hello for Business PIN recovery";

    public string Version { get; set; } = "1.0";
}

/// <summary>The settings catalog policy that the portal creates: the recommended Windows Hello settings with PIN recovery on.</summary>
public static class PolicyTemplate
{
    private const string Group = KnownSettings.DeviceGroup;

    /// <summary>
    /// PIN recovery and the values that Microsoft recommends around it
    /// (https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/policy-settings): Hello on, keys in the TPM,
    /// at least six digits, anti-spoofing for face recognition.
    /// </summary>
    public static IReadOnlyList<DraftSetting> Settings { get; } =
    [
        Choice(KnownSettings.DeviceEnablePinRecovery, "true"),
        Choice(KnownSettings.DeviceUsePassportForWork, "true"),
        Choice(Group + "_policies_requiresecuritydevice", "true"),
        new(Group + "_policies_pincomplexity_minimumpinlength", DraftSettingKind.Number, "6", Group),
        Choice("device_vendor_msft_passportforwork_biometrics_facialfeaturesuseenhancedantispoofing", "true", group: null),
    ];

    /// <param name="name">The admin's name for it, or null for the naming convention.</param>
    public static PolicyDraft Draft(TenantFacts facts, string? name, PolicyTemplateOptions options)
    {
        var chosen = string.IsNullOrWhiteSpace(name) ? ConventionName(facts, options) : name.Trim();
        return new(
            chosen,
            $"Lets people reset their Windows Hello PIN without losing their keys. Created by PinResetPortal, reference {Reference(facts, chosen)}.",
            Settings);
    }

    public static string ConventionName(TenantFacts facts, PolicyTemplateOptions options) => options.Name
        .Replace("{tenant}", facts.Organization.ValueOrDefault?.DisplayName ?? facts.TenantId.ToString(), StringComparison.OrdinalIgnoreCase)
        .Replace("{purpose}", options.Purpose, StringComparison.OrdinalIgnoreCase)
        .Replace("{version}", options.Version, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The marker by which a policy is found again when the process died between sending and hearing the answer. It is derived from the
    /// tenant and what is in it, so that the plan that is shown carries the same one as the plan that runs.
    /// </summary>
    private static string Reference(TenantFacts facts, string name)
    {
        var source = string.Join('\n', [facts.TenantId.ToString(), name, .. facts.AllPolicies.Select(policy => policy.Id).Order(StringComparer.Ordinal)]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)))[..12];
    }

    private static DraftSetting Choice(string definitionId, string option, string? group = Group) =>
        new(definitionId, DraftSettingKind.Choice, string.Create(CultureInfo.InvariantCulture, $"{definitionId}_{option}"), group);
}
