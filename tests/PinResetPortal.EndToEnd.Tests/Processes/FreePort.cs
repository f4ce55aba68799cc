using System.Net;
using System.Net.Sockets;

namespace PinResetPortal.EndToEnd.Processes;

internal static class FreePort
{
    /// <summary>A port that nobody listens on right now. The system hands them out in turn, so it is not given away again soon.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
