using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace PinResetPortal.Notifications;

/// <summary>
/// Connects to addresses that an admin typed in, but never into the portal's own network. The name is resolved here and the socket goes to
/// the very address that was looked at, so that a name which answers differently the second time wins nothing
/// (https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html).
/// </summary>
internal sealed class GuardedConnections(IOptions<NotificationOptions> options)
{
    // 168.63.129.16 is a public address, but on a virtual machine in Azure it is the host beneath
    // (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16).
    private static readonly IPNetwork[] _refused =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    public bool AllowsPrivate => options.Value.AllowPrivateAddresses;

    /// <exception cref="BlockedAddressException">One of the name's addresses is not on the public Internet.</exception>
    public async Task<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        if (!AllowsPrivate && addresses.Any(address => !IsPublic(address)))
        {
            throw new BlockedAddressException(host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !_refused.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }
}

/// <summary>A name leads into a network that notifications must not reach.</summary>
internal sealed class BlockedAddressException(string host) : IOException(
    $"'{host}' leads to a private, link-local or loopback address. Notifications go to public addresses only, unless Notifications:AllowPrivateAddresses allows others.");
