using System.Text.Json.Nodes;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>
/// An Adaptive Card to a Teams workflow "When a Teams webhook request is received"
/// (https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using).
/// </summary>
internal sealed class TeamsChannel(WebPost post, NotificationLinks links) : INotificationChannel
{
    private const string Url = "url";

    public string Kind => "teams";

    public string Title => "Teams";

    public IReadOnlyList<ChannelField> Fields { get; } = [new(Url, "Workflow address", ChannelFieldKind.Secret, Hint: "https://; it carries its own key")];

    public string? WhyNot(ChannelValues values) => post.WhyNot(values[Url]);

    public Task<SendResult> SendAsync(Notification notification, ChannelValues values, CancellationToken cancellationToken) =>
        post.SendAsync(values[Url], Card(notification, links.To(notification)).ToJsonString(), "application/json", new Dictionary<string, string>(), cancellationToken);

    internal static JsonObject Card(Notification notification, Uri? link)
    {
        var facts = NotificationFacts.Of(notification).Select(fact => (JsonNode)new JsonObject { ["title"] = fact.Name, ["value"] = Plain(fact.Value) });
        JsonNode[] actions = link is null ? [] : [new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = "Open in the portal", ["url"] = link.AbsoluteUri }];
        return new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(new JsonObject
            {
                ["contentType"] = "application/vnd.microsoft.card.adaptive",
                ["contentUrl"] = null,
                ["content"] = new JsonObject
                {
                    ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                    ["type"] = "AdaptiveCard",
                    ["version"] = "1.4",
                    ["body"] = new JsonArray(
                        new JsonObject { ["type"] = "TextBlock", ["text"] = Plain(NotificationFacts.SummaryOf(notification)), ["weight"] = "Bolder", ["wrap"] = true },
                        new JsonObject { ["type"] = "FactSet", ["facts"] = new JsonArray([.. facts]) }),
                    ["actions"] = new JsonArray(actions),
                },
            }),
        };
    }

    // Cards read Markdown: a tenant's name must not become a link.
    private static string Plain(string text) => text.Replace("[", "(", StringComparison.Ordinal).Replace("]", ")", StringComparison.Ordinal);
}
