using System.Globalization;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>Sends one mail with the values of a mail destination.</summary>
internal sealed class MailPost(GuardedConnections guard)
{
    public const string Host = "host";
    public const string Port = "port";
    public const string User = "user";
    public const string Password = "password";
    public const string From = "from";
    public const string To = "to";

    private const int ImplicitTls = 465;

    public static string? WhyNot(ChannelValues values) =>
        MailboxAddress.TryParse(values[From], out _) && InternetAddressList.TryParse(values[To], out var to) && to.Count > 0
            ? null
            : "From takes one mail address, To one or several, separated by commas.";

    public async Task<SendResult> SendAsync(ChannelValues values, string subject, string id, DateTimeOffset at, MimeEntity body, CancellationToken cancellationToken)
    {
        if (values[Host] is not { } host || !int.TryParse(values[Port], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || !MailboxAddress.TryParse(values[From], out var from) || !InternetAddressList.TryParse(values[To], out var to) || to.Count == 0)
        {
            return new("The mail settings are not complete: they take a server, a sender and at least one recipient.");
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            using var message = new MimeMessage { Subject = subject, MessageId = $"{id}@pinresetportal", Date = at, Body = body };
            message.From.Add(from);
            message.To.AddRange(to);
            using var socket = await guard.ConnectAsync(host, port, timeout.Token);
            await using var stream = new NetworkStream(socket, ownsSocket: false);
            using var client = new SmtpClient();
            await client.ConnectAsync(
                stream, host, port,
                port == ImplicitTls ? SecureSocketOptions.SslOnConnect : guard.AllowsPrivate ? SecureSocketOptions.StartTlsWhenAvailable : SecureSocketOptions.StartTls,
                timeout.Token);
            if (values[User] is { } user)
            {
                await client.AuthenticateAsync(user, values[Password] ?? "", timeout.Token);
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
}
