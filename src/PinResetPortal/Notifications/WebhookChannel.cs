using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>
/// A JSON document, signed: <c>X-PinReset-Signature: v1=HMAC-SHA256(secret, timestamp + "." + body)</c> in hex. The timestamp is part of what
/// is signed, so that an old delivery cannot be played again.
/// </summary>
internal sealed class WebhookChannel(WebPost post, NotificationSecrets secrets, NotificationLinks links, TimeProvider time) : INotificationChannel
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public NotificationChannelKind Kind => NotificationChannelKind.Webhook;

    public Task<SendResult> SendAsync(Notification notification, NotificationSettings settings, CancellationToken cancellationToken)
    {
        if (secrets.Unprotect(settings.Webhook.ProtectedSecret) is not { } secret)
        {
            return Task.FromResult(new SendResult("The webhook has no signing secret that can be read. Enter one in the settings."));
        }

        var document = JsonSerializer.SerializeToNode(notification, _json)?.AsObject() ?? [];
        document["link"] = links.To(notification)?.AbsoluteUri;
        var body = document.ToJsonString(_json);
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return post.SendAsync(
            settings.Webhook.Url,
            body,
            new Dictionary<string, string>
            {
                ["X-PinReset-Delivery"] = notification.Id.ToString("D"),
                ["X-PinReset-Timestamp"] = timestamp,
                ["X-PinReset-Signature"] = $"v1={Sign(secret, timestamp, body)}",
            },
            cancellationToken);
    }

    /// <returns>Lower-case hex.</returns>
    public static string Sign(string secret, string timestamp, string body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.{body}")));
}
