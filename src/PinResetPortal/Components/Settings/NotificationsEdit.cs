using PinResetPortal.Notifications;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Components.Settings;

/// <summary>The notification settings as they stand in the form. A secret is never shown again; an empty field keeps it.</summary>
public sealed class NotificationsEdit(NotificationSettings saved)
{
    public bool OnVerdictChange { get; set; } = saved.OnVerdictChange;

    public bool OnRelationship { get; set; } = saved.OnRelationship;

    public bool OnFailedScan { get; set; } = saved.OnFailedScan;

    public bool OnRollout { get; set; } = saved.OnRollout;

    /// <summary>In UTC.</summary>
    public DateTime? MutedUntil { get; set; } = saved.MutedUntil?.UtcDateTime;

    public bool WebhookEnabled { get; set; } = saved.Webhook.Enabled;

    public string? WebhookUrl { get; set; } = saved.Webhook.Url;

    public string? WebhookSecret { get; set; }

    public bool HasWebhookSecret { get; } = saved.Webhook.ProtectedSecret is not null;

    public bool TeamsEnabled { get; set; } = saved.Teams.Enabled;

    public string? TeamsUrl { get; set; }

    public bool HasTeamsUrl { get; } = saved.Teams.ProtectedUrl is not null;

    public bool MailEnabled { get; set; } = saved.Mail.Enabled;

    public string? MailHost { get; set; } = saved.Mail.Host;

    public int MailPort { get; set; } = saved.Mail.Port;

    public string? MailUser { get; set; } = saved.Mail.User;

    public string? MailPassword { get; set; }

    public bool HasMailPassword { get; } = saved.Mail.ProtectedPassword is not null;

    public string? MailFrom { get; set; } = saved.Mail.From;

    public string? MailTo { get; set; } = saved.Mail.To;

    /// <summary>Something in the form is not as it was saved.</summary>
    public bool IsChanged => !Values.Equals(new NotificationsEdit(saved).Values);

    private object Values => (
        (OnVerdictChange, OnRelationship, OnFailedScan, OnRollout, MutedUntil),
        (WebhookEnabled, Clean(WebhookUrl), Clean(WebhookSecret), TeamsEnabled, Clean(TeamsUrl)),
        (MailEnabled, Clean(MailHost), MailPort, Clean(MailUser), Clean(MailPassword), Clean(MailFrom), Clean(MailTo)));

    /// <returns>What is missing; null when it can be saved.</returns>
    public string? Problem =>
        WebhookEnabled && (!IsAddress(WebhookUrl) || !(HasWebhookSecret || !string.IsNullOrEmpty(WebhookSecret))) ? "The webhook takes an address and a signing secret."
        : WebhookSecret is { Length: > 0 and < 16 } ? "The signing secret takes at least 16 letters."
        : TeamsEnabled && !(HasTeamsUrl || IsAddress(TeamsUrl)) || (!string.IsNullOrEmpty(TeamsUrl) && !IsAddress(TeamsUrl)) ? "Teams takes the address of a workflow, which starts with https://."
        : MailEnabled && (string.IsNullOrWhiteSpace(MailHost) || string.IsNullOrWhiteSpace(MailFrom) || string.IsNullOrWhiteSpace(MailTo)) ? "Mail takes a server, a sender and at least one recipient."
        : HasMailPassword && string.IsNullOrEmpty(MailPassword) && (Clean(MailHost), MailPort) != (saved.Mail.Host, saved.Mail.Port) ? "Enter the password of the mail server again: it was entered for another one."
        : MailPort is < 1 or > 65535 ? "The port is a number from 1 to 65535."
        : null;

    public NotificationSettings ToSettings(NotificationSecrets secrets) => saved with
    {
        OnVerdictChange = OnVerdictChange,
        OnRelationship = OnRelationship,
        OnFailedScan = OnFailedScan,
        OnRollout = OnRollout,
        MutedUntil = MutedUntil is { } until ? new DateTimeOffset(DateTime.SpecifyKind(until, DateTimeKind.Utc)) : null,
        Webhook = new(WebhookEnabled, Clean(WebhookUrl), Keep(WebhookSecret, saved.Webhook.ProtectedSecret, secrets)),
        Teams = new(TeamsEnabled, Keep(TeamsUrl, saved.Teams.ProtectedUrl, secrets)),
        Mail = new(MailEnabled, Clean(MailHost), MailPort, Clean(MailUser), Keep(MailPassword, saved.Mail.ProtectedPassword, secrets), Clean(MailFrom), Clean(MailTo)),
    };

    private static string? Keep(string? entered, string? before, NotificationSecrets secrets) => string.IsNullOrWhiteSpace(entered) ? before : secrets.Protect(entered.Trim());

    private static bool IsAddress(string? text) => Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var address) && address.Scheme is "https" or "http";

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
