using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Settings;

/// <summary>The settings, one page for each subject.</summary>
public partial class SettingsPage
{
    [Parameter]
    public string? Subject { get; set; }

    private SettingsSubject? Shown => SettingsSubject.All.FirstOrDefault(subject => subject.Slug == Subject);
}
