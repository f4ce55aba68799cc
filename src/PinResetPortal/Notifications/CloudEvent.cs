using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PinResetPortal.Api.Calls;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>
/// A notification as a <see href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">CloudEvent 1.0 in structured JSON</see>;
/// docs/events.md describes each.
/// </summary>
internal static class CloudEvent
{
    public const string ContentType = "application/cloudevents+json";

    /// <summary>Closed sets are spelled as in the API.</summary>
    internal static readonly JsonSerializerOptions Json = new(ApiJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static JsonObject Of(Notification notification, Uri source, Uri? link)
    {
        var data = new JsonObject { ["summary"] = notification.Summary };
        Add("tenantId", notification.TenantId?.ToString());
        Add("tenantName", notification.TenantName);
        Add("link", link?.AbsoluteUri);
        foreach (var (name, value) in JsonSerializer.SerializeToNode(notification.Data, notification.Data.GetType(), Json)?.AsObject() ?? [])
        {
            data[name] = value?.DeepClone();
        }

        var (text, number) = SeverityOf(notification.Severity);
        var cloudEvent = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = notification.Id.ToString("D"),
            ["source"] = source.OriginalString,
            ["type"] = NotificationKinds.Of(notification.Kind).Type,
        };
        if (notification.TenantId is { } tenant)
        {
            cloudEvent["subject"] = $"tenants/{tenant}";
        }

        cloudEvent["time"] = notification.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        cloudEvent["datacontenttype"] = "application/json";
        cloudEvent["dedupekey"] = notification.DedupeKey;
        cloudEvent["severitytext"] = text;
        cloudEvent["severitynumber"] = number;
        cloudEvent["data"] = data;
        return cloudEvent;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                data[name] = value;
            }
        }
    }

    /// <summary>As the extension <see href="https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/severity.md">Severity</see> has them.</summary>
    private static (string Text, int Number) SeverityOf(NotificationSeverity severity) => severity switch
    {
        NotificationSeverity.Error => ("ERROR", 17),
        NotificationSeverity.Warning => ("WARN", 13),
        _ => ("INFO", 9),
    };
}
