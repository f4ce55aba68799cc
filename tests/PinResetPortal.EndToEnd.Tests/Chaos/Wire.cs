using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PinResetPortal.EndToEnd.Chaos;

/// <summary>A port of this machine that leads to another one, and can be cut or stall. Neither end knows of it.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, TcpClient> _open = new();
    private readonly CancellationTokenSource _over = new();
    private readonly Task _accepting;
    private readonly int _to;
    private TaskCompletionSource? _stall;
    private volatile bool _isCut;

    public Wire(int to)
    {
        _to = to;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every connection breaks, and a new one breaks as soon as it is made.</summary>
    public void Cut()
    {
        _isCut = true;
        foreach (var near in _open.Keys)
        {
            Break(near);
        }
    }

    /// <summary>What is asked still arrives, but of each answer only the beginning comes back.</summary>
    public void Stall() => Interlocked.CompareExchange(ref _stall, new(TaskCreationOptions.RunContinuationsAsynchronously), null);

    public void Mend()
    {
        _isCut = false;
        Interlocked.Exchange(ref _stall, null)?.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        Mend();
        _listener.Stop();
        Cut();
        await _accepting;
        _over.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            try
            {
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_over.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // It is over, or who called is gone already.
            }
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient();
        try
        {
            _open[near] = far;
            if (_isCut)
            {
                Break(near);
                return;
            }

            await far.ConnectAsync(IPAddress.Loopback, _to, _over.Token);
            (near.NoDelay, far.NoDelay) = (true, true);
            await Task.WhenAny(PumpAsync(near.GetStream(), far.GetStream(), stalls: false), PumpAsync(far.GetStream(), near.GetStream(), stalls: true));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One end is gone: so is the other.
        }
        finally
        {
            _open.TryRemove(near, out _);
            near.Dispose();
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, bool stalls)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            for (int count; (count = await from.ReadAsync(buffer, _over.Token)) > 0;)
            {
                var begun = stalls && Volatile.Read(ref _stall) is not null ? count / 2 : count;
                await to.WriteAsync(buffer.AsMemory(0, begun), _over.Token);
                if (begun < count)
                {
                    await (Volatile.Read(ref _stall)?.Task ?? Task.CompletedTask);
                    await to.WriteAsync(buffer.AsMemory(begun, count - begun), _over.Token);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // As above.
        }
    }

    private static void Break(TcpClient near)
    {
        try
        {
            near.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It broke by itself.
        }

        near.Dispose();
    }
}
