using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>A plain text mail over SMTP, never without encryption unless private addresses are allowed.</summary>
internal sealed class MailChannel(GuardedConnections guard, NotificationSecrets secrets, NotificationLinks links) : INotificationChannel
{
    private const int ImplicitTls = 465;

    public NotificationChannelKind Kind => NotificationChannelKind.Mail;

    public async Task<SendResult> SendAsync(Notification notification, NotificationSettings settings, CancellationToken cancellationToken)
    {
        var mail = settings.Mail;
        if (string.IsNullOrWhiteSpace(mail.Host) || !MailboxAddress.TryParse(mail.From, out var from) || !InternetAddressList.TryParse(mail.To, out var to) || to.Count == 0)
        {
            return new("The mail settings are not complete: they take a server, a sender and at least one recipient.");
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            using var message = Message(notification, links.To(notification), from, to);
            using var socket = await guard.ConnectAsync(mail.Host, mail.Port, timeout.Token);
            await using var stream = new NetworkStream(socket, ownsSocket: false);
            using var client = new SmtpClient();
            await client.ConnectAsync(
                stream, mail.Host, mail.Port,
                mail.Port == ImplicitTls ? SecureSocketOptions.SslOnConnect : guard.AllowsPrivate ? SecureSocketOptions.StartTlsWhenAvailable : SecureSocketOptions.StartTls,
                timeout.Token);
            if (!string.IsNullOrEmpty(mail.User))
            {
                await client.AuthenticateAsync(mail.User, secrets.Unprotect(mail.ProtectedPassword) ?? "", timeout.Token);
            }

            await client.SendAsync(message, timeout.Token);
            await client.DisconnectAsync(quit: true, timeout.Token);
            return SendResult.Accepted;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new("The mail server did not answer in time.");
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException or SslHandshakeException or CommandException or ProtocolException or NotSupportedException)
        {
            return new(e is BlockedAddressException ? e.Message : $"The mail server did not take the message: {e.Message}");
        }
    }

    internal static MimeMessage Message(Notification notification, Uri? link, MailboxAddress from, InternetAddressList to)
    {
        var message = new MimeMessage { Subject = $"PIN reset: {notification.Summary}", MessageId = $"{notification.Id:D}@pinresetportal", Date = notification.At };
        message.From.Add(from);
        message.To.AddRange(to);
        string?[] lines =
        [
            notification.Summary,
            "",
            notification.TenantName is null ? null : $"Tenant: {notification.TenantName} ({notification.TenantId})",
            notification.Before is null ? null : $"Before: {notification.Before}",
            notification.After is null ? null : $"Now: {notification.After}",
            $"Seen: {notification.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC",
            link is null ? null : $"Open: {link}",
        ];
        message.Body = new TextPart("plain") { Text = string.Join("\r\n", lines.OfType<string>()) };
        return message;
    }
}
