using PinResetPortal.Core.Coverage;
using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Checks;

/// <summary>
/// No assigned policy sets what Microsoft names as breaking the reset at the lock screen
/// (https://learn.microsoft.com/entra/identity/authentication/howto-sspr-windows#general-limitations). Advice only.
/// </summary>
internal sealed class LockScreenCheck() : TenantCheck(CheckIds.LockScreen, "Lock screen settings", "Lock screen", CheckArea.Policy, required: false)
{
    private static readonly Evidence NotVisible = new(
        "notVisible", "Not visible here", null, null,
        "Group Policy, \"Require smart card\", EnableLostMode, 802.1x before logon, remote sessions and third-party credential providers break it as well and can't be seen here");

    public override Finding Evaluate(TenantFacts facts)
    {
        var blade = Blades.ConfigurationPolicies(facts.TenantId);
        var found = (
            from policy in facts.AllPolicies.Concat(facts.AdministrativeTemplates.ValueOrDefault ?? [])
            let audience = facts.AudienceOf(policy)
            where audience.Reach != AudienceReach.Nobody
            from hit in LockScreenSettings.In(policy)
            select (Policy: policy, hit.Setting, hit.Value, Audience: audience)).ToList();
        if (found.Count > 0)
        {
            return NeedsAttention($"{Sentence([.. found.Select(item => (item.Policy, item.Setting, item.Value))])} {Versions(facts)}", [.. found.Select(item => Of(item.Policy, item.Setting, item.Value, item.Audience)), NotVisible], blade) with { Cause = FindingCause.LockScreenSetting };
        }

        return (facts.UnreadablePolicies.FirstOrDefault() ?? facts.AdministrativeTemplates.WhyUnreadable) is { } reason
            ? Unknown("We could not see whether a policy keeps the reset at the lock screen from working.", reason, [NotVisible])
            : Healthy("No Intune policy that we can see sets what Microsoft names as breaking the reset at the lock screen.", [NotVisible], blade);
    }

    private static string Sentence(IReadOnlyList<(IntunePolicy Policy, LockScreenSetting Setting, string? Value)> found)
    {
        var (policy, setting, value) = found.FirstOrDefault(item => item.Value is not null) is { Policy: not null } certain ? certain : found[0];
        var others = found.Select(item => (item.Policy.Id, item.Setting.Name)).Distinct().Count() - 1;
        var more = others == 0 ? "" : $" ({others} more {(others == 1 ? "setting" : "settings")} below)";
        return value is null
            ? $"\"{policy.Name}\" sets {setting.Name}, and Intune does not show its value: it may keep the PIN reset at the lock screen from working{more}."
            : $"\"{policy.Name}\" {setting.Words} ({setting.Name}): the PIN reset at the lock screen may not work on its devices{more}.";
    }

    /// <summary>Microsoft words the list for Windows 10, and adds something of its own for Windows 11: both are said, with how many there are.</summary>
    private static string Versions(TenantFacts facts)
    {
        var versions = (facts.Devices.ValueOrDefault?.Devices ?? []).Select(DeviceSupport.IsWindows11).OfType<bool>().ToList();
        var here = versions.Count == 0 ? "" : $" Looked at here: {versions.Count(is11 => !is11)} with Windows 10, {versions.Count(is11 => is11)} with Windows 11.";
        return $"Microsoft names it for Windows 10; on Windows 11 the reset must also begin at the sign-in screen, not in a locked session.{here}";
    }

    private static Evidence Of(IntunePolicy policy, LockScreenSetting setting, string? value, Audience audience) =>
        new(PolicyEvidence.KindOf(policy.Kind), policy.Name, policy.Id, value ?? "(masked)", $"{setting.Name}: {setting.Words}; {audience.Description}")
        {
            Basis = setting.Basis,
        };
}
