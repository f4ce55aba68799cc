namespace PinResetPortal.Work.Notifications;

/// <summary>Who of a home tenant is told what. Stored for each under <see cref="Key"/>; secrets are encrypted before they come here.</summary>
public sealed record NotificationSettings
{
    public const string Key = "notifications";

    public bool OnVerdictChange { get; init; } = true;

    public bool OnRelationship { get; init; } = true;

    public bool OnFailedScan { get; init; } = true;

    public bool OnRollout { get; init; } = true;

    /// <summary>Until then nothing is told; what has changed and still differs then is told afterwards, once.</summary>
    public DateTimeOffset? MutedUntil { get; init; }

    public WebhookSettings Webhook { get; init; } = new();

    public TeamsSettings Teams { get; init; } = new();

    public MailSettings Mail { get; init; } = new();

    public IReadOnlyList<NotificationChannelKind> Channels =>
    [
        .. Webhook.Enabled ? [NotificationChannelKind.Webhook] : Array.Empty<NotificationChannelKind>(),
        .. Teams.Enabled ? [NotificationChannelKind.Teams] : Array.Empty<NotificationChannelKind>(),
        .. Mail.Enabled ? [NotificationChannelKind.Mail] : Array.Empty<NotificationChannelKind>(),
    ];

    public bool Wants(NotificationKind kind) => kind switch
    {
        NotificationKind.VerdictChanged => OnVerdictChange,
        NotificationKind.RelationshipChanged => OnRelationship,
        NotificationKind.ScanFailed => OnFailedScan,
        NotificationKind.RolloutEnded => OnRollout,
        _ => true,
    };

    /// <summary>What nobody wants to be told is taken note of all the same, so that switching it on later does not tell old news.</summary>
    public Observation Heeded(Observation observed) => observed.Notification is { } notification && !Wants(notification.Kind) ? observed with { Notification = null } : observed;
}

/// <param name="ProtectedSecret">The signing secret, encrypted.</param>
public sealed record WebhookSettings(bool Enabled = false, string? Url = null, string? ProtectedSecret = null);

/// <param name="ProtectedUrl">The address of the Teams workflow, encrypted: it carries its own key.</param>
public sealed record TeamsSettings(bool Enabled = false, string? ProtectedUrl = null);

/// <param name="Port">587 with STARTTLS, or 465 with TLS from the start.</param>
/// <param name="To">Addresses, separated by commas.</param>
public sealed record MailSettings(
    bool Enabled = false, string? Host = null, int Port = 587, string? User = null, string? ProtectedPassword = null, string? From = null, string? To = null);
