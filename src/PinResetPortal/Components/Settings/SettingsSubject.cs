namespace PinResetPortal.Components.Settings;

/// <summary>One page of the settings.</summary>
/// <param name="Slug">The last part of its address.</param>
/// <param name="Section">What is shown on it.</param>
public sealed record SettingsSubject(string Slug, string Title, string Words, Type Section)
{
    public static readonly IReadOnlyList<SettingsSubject> All =
    [
        new("policy-template", "Policy template", "naming and what a new policy sets", typeof(PolicyTemplateSection)),
        new("schedule", "Scheduled check", "when all tenants are checked by themselves", typeof(ScanScheduleSection)),
        new("notifications", "Notifications", "who is told what, and when not", typeof(NotificationsSection)),
        new("reports", "Reports", "what goes out by mail every week or month, and to whom", typeof(ReportsSection)),
        new("this-portal", "This portal", "credential, registration, address, clock, database", typeof(ThisPortalSection)),
    ];

    public string Address => $"/settings/{Slug}";
}
