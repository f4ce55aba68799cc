using PinResetPortal.Core.Field;

namespace PinResetPortal.Core.Policies;

/// <summary>One thing that Microsoft names as breaking the reset at the lock screen, and a way in which an Intune policy sets it.</summary>
/// <param name="Name">Microsoft's name for it.</param>
/// <param name="Words">What it does, as a clause: "turns lock screen notifications off".</param>
/// <param name="DefinitionId">Setting of the settings catalog or of a security baseline, property of a profile, or name of an administrative template.</param>
/// <param name="Value">The value that breaks it: the end of an option id, or the bare value.</param>
/// <param name="Node">The end of the custom row's path; null where there is none.</param>
/// <param name="Basis">Listed where Microsoft names this very setting; inferred where it names what the setting does.</param>
public sealed record LockScreenSetting(string Name, string Words, string DefinitionId, string Value, string? Node, EvidenceBasis Basis = EvidenceBasis.Listed);

/// <summary>
/// The settings of https://learn.microsoft.com/entra/identity/authentication/howto-sspr-windows#general-limitations, which the page extends
/// to PIN reset from the lock screen, by the names that Intune gives them. For "Interactive logon: Require smart card" and EnableLostMode
/// no setting of Intune is known.
/// </summary>
public static class LockScreenSettings
{
    private const string Policy = "device_vendor_msft_policy_config_";
    private const string ShellLauncher = "/AssignedAccess/ShellLauncher";

    public static IReadOnlyList<LockScreenSetting> All { get; } =
    [
        new("DisableLockScreenAppNotifications", "turns lock screen notifications off", Policy + "windowslogon_disablelockscreenappnotifications", "1", "/WindowsLogon/DisableLockScreenAppNotifications"),
        new("AllowToasts", "turns lock screen notifications off", Policy + "abovelock_allowtoasts", "0", "/AboveLock/AllowToasts", EvidenceBasis.Inferred),
        new("lockScreenBlockToastNotifications", "turns lock screen notifications off", "lockScreenBlockToastNotifications", "true", null, EvidenceBasis.Inferred),
        new("HideFastUserSwitching", "hides fast user switching", Policy + "windowslogon_hidefastuserswitching", "1", "/WindowsLogon/HideFastUserSwitching"),
        new("HideFastUserSwitching", "hides fast user switching", "logonBlockFastUserSwitching", "true", null),
        new("DontDisplayLastUserName", "hides the last signed-in user", Policy + "localpoliciessecurityoptions_interactivelogon_donotdisplaylastsignedin", "1", "/LocalPoliciesSecurityOptions/InteractiveLogon_DoNotDisplayLastSignedIn"),
        new("DontDisplayLastUserName", "hides the last signed-in user", "localSecurityOptionsHideLastSignedInUser", "true", null),
        new("NoLockScreen", "takes the lock screen away", Policy + "admx_controlpaneldisplay_cpl_personalization_nolockscreen", "1", "/ADMX_ControlPanelDisplay/CPL_Personalization_NoLockScreen"),
        new("BlockNonAdminUserInstall", "keeps users from installing app packages", Policy + "applicationmanagement_blocknonadminuserinstall", "1", "/ApplicationManagement/BlockNonAdminUserInstall"),
        new("EnableLUA", "switches User Account Control off", Policy + "localpoliciessecurityoptions_useraccountcontrol_runalladministratorsinadminapprovalmode", "0", "/LocalPoliciesSecurityOptions/UserAccountControl_RunAllAdministratorsInAdminApprovalMode"),
        new("custom shell", "replaces the shell (Shell Launcher)", "", "", ShellLauncher),
        new("DisableLockScreenAppNotifications", "turns lock screen notifications off", "Turn off app notifications on the lock screen", "enabled", null),
        new("HideFastUserSwitching", "hides fast user switching", "Hide entry points for Fast User Switching", "enabled", null),
        new("NoLockScreen", "takes the lock screen away", "Do not display the lock screen", "enabled", null),
        new("BlockNonAdminUserInstall", "keeps users from installing app packages", "Prevent non-admin users from installing packaged Windows apps", "enabled", null),
        new("custom shell", "replaces the shell", "Custom User Interface", "enabled", null),
    ];

    /// <summary>Properties of a device restrictions or endpoint protection profile; the definition ids of such policies are property names.</summary>
    public static IReadOnlyList<string> ProfileProperties { get; } =
        [.. All.Where(setting => setting.Value == "true").Select(setting => setting.DefinitionId)];

    public static bool IsOne(string definitionId) => definitionId.Length > 0 && All.Any(setting => setting.DefinitionId.Equals(definitionId, StringComparison.OrdinalIgnoreCase));

    public static bool IsOneOmaUri(string omaUri) => All.Any(setting => setting.Node is { } node && omaUri.Trim().EndsWith(node, StringComparison.OrdinalIgnoreCase));

    /// <summary>What of them a policy sets to the value that breaks the reset.</summary>
    /// <returns>The settings with the raw value; a value that Intune hides is null, and then it may be another one.</returns>
    public static IReadOnlyList<(LockScreenSetting Setting, string? Value)> In(IntunePolicy policy) =>
    [
        .. from setting in policy.Settings
           from known in All
           where known.DefinitionId.Equals(setting.DefinitionId, StringComparison.OrdinalIgnoreCase) && Says(setting.Value, known.Value)
           select (known, setting.Value),
        .. from row in policy.OmaSettings
           from known in All
           where known.Node is { } node && row.OmaUri.Trim().EndsWith(node, StringComparison.OrdinalIgnoreCase) && (row.IsMasked || Says(row, known))
           select (known, row.IsMasked ? null : row.Value),
    ];

    private static bool Says(string? value, string wanted) =>
        value is not null && (value.Equals(wanted, StringComparison.OrdinalIgnoreCase) || value.EndsWith("_" + wanted, StringComparison.OrdinalIgnoreCase));

    // Settings that stand for a group policy take XML: <enabled/> or <disabled/>.
    private static bool Says(OmaSetting row, LockScreenSetting known) => known.Node == ShellLauncher
        || Says(row.Value?.Trim(), known.Value)
        || (known.Value == "1" && row.Value?.Contains("<enabled", StringComparison.OrdinalIgnoreCase) == true);
}
