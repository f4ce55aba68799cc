using System.Globalization;
using System.Text.Json.Nodes;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>
/// An Adaptive Card to a Teams workflow "When a Teams webhook request is received"
/// (https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using).
/// </summary>
internal sealed class TeamsChannel(WebPost post, NotificationSecrets secrets, NotificationLinks links) : INotificationChannel
{
    public NotificationChannelKind Kind => NotificationChannelKind.Teams;

    public Task<SendResult> SendAsync(Notification notification, NotificationSettings settings, CancellationToken cancellationToken) =>
        post.SendAsync(secrets.Unprotect(settings.Teams.ProtectedUrl), Card(notification, links.To(notification)).ToJsonString(), new Dictionary<string, string>(), cancellationToken);

    internal static JsonObject Card(Notification notification, Uri? link)
    {
        var facts = new JsonArray();
        AddFact("Tenant", notification.TenantName);
        AddFact("Tenant id", notification.TenantId?.ToString());
        AddFact("Before", notification.Before);
        AddFact("Now", notification.After);
        AddFact("Seen", notification.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
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
                        new JsonObject { ["type"] = "TextBlock", ["text"] = Plain(notification.Summary), ["weight"] = "Bolder", ["wrap"] = true },
                        new JsonObject { ["type"] = "FactSet", ["facts"] = facts }),
                    ["actions"] = new JsonArray(actions),
                },
            }),
        };

        void AddFact(string title, string? value)
        {
            if (value is not null)
            {
                facts.Add(new JsonObject { ["title"] = title, ["value"] = Plain(value) });
            }
        }
    }

    // Cards read Markdown: a tenant's name must not become a link.
    private static string Plain(string text) => text.Replace("[", "(", StringComparison.Ordinal).Replace("]", ")", StringComparison.Ordinal);
}
