using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PinResetPortal.Notifications;

/// <summary>A mail server on this machine that takes one mail and keeps what was said to it.</summary>
internal sealed class MailServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public MailServer()
    {
        _listener.Start();
        Said = Task.Run(TakeAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The commands, and the mail as it came.</summary>
    public Task<(IReadOnlyList<string> Commands, string Mail)> Said { get; }

    public void Dispose() => _listener.Dispose();

    private async Task<(IReadOnlyList<string> Commands, string Mail)> TakeAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 here");
        var commands = new List<string>();
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line)
        {
            commands.Add(line);
            if (line == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                while (await reader.ReadLineAsync() is { } part && part != ".")
                {
                    mail.Append(part.StartsWith('.') ? part[1..] : part).Append("\r\n");
                }
            }

            await writer.WriteLineAsync(line == "QUIT" ? "221 bye" : "250 good");
            if (line == "QUIT")
            {
                break;
            }
        }

        return (commands, mail.ToString());
    }
}
