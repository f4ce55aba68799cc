using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;

namespace PinResetPortal.Hosting;

/// <summary>
/// Speaks to the circuit as a browser does: SignalR over a WebSocket, with messages in MessagePack
/// (https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md#messagepack-msgpack-encoding).
/// </summary>
internal sealed class CircuitCaller : IDisposable
{
    private readonly WebSocket _socket;

    private CircuitCaller(WebSocket socket) => _socket = socket;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="browser">Signed in.</param>
    public static async Task<CircuitCaller> ConnectAsync(PortalHost host, HttpClient browser)
    {
        using var negotiated = await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", null, Token);
        var token = (string?)(await negotiated.JsonAsync())["connectionToken"];
        var sockets = host.Server.CreateWebSocketClient();
        sockets.ConfigureRequest = request => request.Headers.Cookie = string.Join("; ", browser.DefaultRequestHeaders.GetValues("Cookie"));
        var caller = new CircuitCaller(await sockets.ConnectAsync(new Uri($"ws://localhost/_blazor?id={token}"), Token));
        await caller._socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, Token);
        return caller;
    }

    /// <summary>Calls a method of the hub with texts.</summary>
    public Task CallAsync(string method, params string[] arguments)
    {
        List<byte> message = [0x96, 0x01, 0x80];
        Write(message, "1");
        Write(message, method);
        message.Add((byte)(0x90 | arguments.Length));
        foreach (var argument in arguments)
        {
            Write(message, argument);
        }

        message.Add(0x90);
        List<byte> framed = [];
        for (var rest = message.Count; ; rest >>= 7)
        {
            framed.Add((byte)(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest));
            if (rest <= 0x7f)
            {
                break;
            }
        }

        return _socket.SendAsync((byte[])[.. framed, .. message], WebSocketMessageType.Binary, true, Token);
    }

    /// <summary>Reads until what was said fits.</summary>
    /// <returns>All that was said, bytes as characters; what the portal said before it hung up, when it did.</returns>
    public async Task<(string Said, bool HungUp)> ReadAsync(Func<string, bool> fits)
    {
        var said = new StringBuilder();
        var buffer = new byte[64 * 1024];
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Token);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        while (!fits(said.ToString()))
        {
            try
            {
                var got = await _socket.ReceiveAsync(buffer, timeout.Token);
                if (got.MessageType == WebSocketMessageType.Close)
                {
                    return (said.ToString(), true);
                }

                said.Append(Encoding.Latin1.GetString(buffer, 0, got.Count));
            }
            catch (Exception e) when (e is WebSocketException or IOException)
            {
                return (said.ToString(), true);
            }
        }

        return (said.ToString(), false);
    }

    public void Dispose() => _socket.Dispose();

    private static void Write(List<byte> message, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        message.Add(0xdb);
        message.AddRange(length);
        message.AddRange(bytes);
    }
}
