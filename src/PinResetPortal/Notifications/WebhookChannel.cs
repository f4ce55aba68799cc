using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>
/// A CloudEvent, signed as <see href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</see>
/// says: HMAC-SHA256 over id, timestamp and body. While a secret is being replaced, both sign.
/// </summary>
internal sealed class WebhookChannel(WebPost post, NotificationLinks links, TimeProvider time) : INotificationChannel
{
    private const string Url = "url";
    private const string Secret = "secret";

    public string Kind => "webhook";

    public string Title => "Webhook";

    public IReadOnlyList<ChannelField> Fields { get; } =
    [
        new(Url, "Address", Hint: "https://"),
        new(Secret, "Signing secret", ChannelFieldKind.SigningSecret, Hint: "whsec_…; left empty, the portal makes one and shows it once"),
    ];

    public string? WhyNot(ChannelValues values) => post.WhyNot(values[Url]);

    public Task<SendResult> SendAsync(Notification notification, ChannelValues values, CancellationToken cancellationToken)
    {
        var body = CloudEvent.Of(notification, links.Source, links.To(notification)).ToJsonString();
        var (id, timestamp) = ($"{notification.Id:D}", time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        string?[] secrets = [values[Secret], values.Previous.GetValueOrDefault(Secret)];
        return post.SendAsync(
            values[Url],
            body,
            CloudEvent.ContentType,
            new Dictionary<string, string>
            {
                ["webhook-id"] = id,
                ["webhook-timestamp"] = timestamp,
                ["webhook-signature"] = string.Join(' ', secrets.OfType<string>().Select(secret => Sign(secret, id, timestamp, body))),
            },
            cancellationToken);
    }

    public static string Sign(string secret, string id, string timestamp, string body) =>
        $"v1,{Convert.ToBase64String(HMACSHA256.HashData(KeyOf(secret), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")))}";

    /// <summary>Secrets that were entered before the portal signed so are taken as they stand.</summary>
    private static byte[] KeyOf(string secret) => DestinationSecrets.IsSigningSecret(secret)
        ? Convert.FromBase64String(secret[DestinationSecrets.SigningPrefix.Length..])
        : Encoding.UTF8.GetBytes(secret);
}
