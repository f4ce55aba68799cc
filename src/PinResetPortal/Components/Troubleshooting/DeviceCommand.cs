namespace PinResetPortal.Components.Troubleshooting;

/// <summary>A command for the device whose output the page understands.</summary>
/// <param name="Where">In which window it runs.</param>
internal sealed record DeviceCommand(string Title, string Where, string Text)
{
    public static readonly IReadOnlyList<DeviceCommand> All =
    [
        new("State of device and user", "Command Prompt of the user, not as administrator", "dsregcmd /status"),
        new(
            "Events of Windows Hello",
            "PowerShell",
            "Get-WinEvent -LogName 'Microsoft-Windows-HelloForBusiness/Operational' -MaxEvents 40 | Format-List ProviderName, TimeCreated, Id, LevelDisplayName, Message"),
        new(
            "Events of device registration",
            "PowerShell",
            "Get-WinEvent -LogName 'Microsoft-Windows-User Device Registration/Admin' -MaxEvents 20 | Format-List ProviderName, TimeCreated, Id, LevelDisplayName, Message"),
        new("Policy from Intune", "Command Prompt", @"reg query HKLM\SOFTWARE\Microsoft\Policies\PassportForWork /s"),
        new("Policy from Group Policy", "Command Prompt", @"reg query HKLM\SOFTWARE\Policies\Microsoft\PassportForWork /s"),
    ];
}
