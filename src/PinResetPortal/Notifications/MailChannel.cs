using MimeKit;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>A plain text mail over SMTP, never without encryption unless private addresses are allowed.</summary>
internal sealed class MailChannel(MailPost post, NotificationLinks links) : INotificationChannel
{
    public const string Name = "mail";

    public string Kind => Name;

    public string Title => "E-mail";

    public IReadOnlyList<ChannelField> Fields { get; } =
    [
        new(MailPost.Host, "Server"),
        new(MailPost.Port, "Port", ChannelFieldKind.Number, Hint: "587: STARTTLS, 465: TLS", Preset: "587"),
        new(MailPost.User, "User", Required: false, Hint: "empty: none"),
        new(MailPost.Password, "Password", ChannelFieldKind.Secret, Required: false) { OnlyFor = [MailPost.Host, MailPost.Port] },
        new(MailPost.From, "From"),
        new(MailPost.To, "To", Hint: "separated by commas"),
    ];

    public string? WhyNot(ChannelValues values) => MailPost.WhyNot(values);

    public Task<SendResult> SendAsync(Notification notification, ChannelValues values, CancellationToken cancellationToken) =>
        post.SendAsync(values, $"PIN reset: {NotificationFacts.SummaryOf(notification)}", $"{notification.Id:D}", notification.At, new TextPart("plain") { Text = Text(notification, links.To(notification)) }, cancellationToken);

    internal static string Text(Notification notification, Uri? link) => string.Join(
        "\r\n",
        [NotificationFacts.SummaryOf(notification), "", .. NotificationFacts.Of(notification).Select(fact => $"{fact.Name}: {fact.Value}"), .. link is null ? Array.Empty<string>() : [$"Open: {link}"]]);
}
