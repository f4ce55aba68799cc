using System.Text.Json.Nodes;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>A message to a Slack incoming webhook (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks).</summary>
internal sealed class SlackChannel(WebPost post, NotificationLinks links) : INotificationChannel
{
    private const string Url = "url";

    public string Kind => "slack";

    public string Title => "Slack";

    public IReadOnlyList<ChannelField> Fields { get; } = [new(Url, "Webhook address", ChannelFieldKind.Secret, Hint: "https://hooks.slack.com/…; it carries its own key")];

    public string? WhyNot(ChannelValues values) => post.WhyNot(values[Url]);

    public Task<SendResult> SendAsync(Notification notification, ChannelValues values, CancellationToken cancellationToken) =>
        post.SendAsync(values[Url], Message(notification, links.To(notification)).ToJsonString(), "application/json", new Dictionary<string, string>(), cancellationToken);

    internal static JsonObject Message(Notification notification, Uri? link)
    {
        var lines = NotificationFacts.Of(notification).Select(fact => $"{fact.Name}: {fact.Value}");
        var text = string.Join('\n', [NotificationFacts.SummaryOf(notification), .. lines, .. link is null ? Array.Empty<string>() : [link.AbsoluteUri]]);
        return new JsonObject { ["text"] = Plain(text), ["unfurl_links"] = false };
    }

    /// <summary>The three characters that Slack gives a meaning (https://docs.slack.dev/messaging/formatting-message-text): a tenant's name must call nobody.</summary>
    private static string Plain(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
