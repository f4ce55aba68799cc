using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using PinResetPortal.Configuration;

namespace PinResetPortal.Hosting;

/// <summary>Listening, and what keeps the portal from it in words.</summary>
internal static class Running
{
    /// <exception cref="StartupRefusedException">The addresses cannot be listened on, or their certificate cannot be loaded.</exception>
    public static async Task RunPortalAsync(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception e)
        {
            // What has started already works in the background: it must end before what it works with is disposed of.
            await app.StopAsync();
            if (WhyNot(e) is { } why)
            {
                throw new StartupRefusedException($"The portal cannot listen on {HealthProbe.AddressOf(app.Configuration).GetLeftPart(UriPartial.Authority)}: {why}");
            }

            throw;
        }

        await app.WaitForShutdownAsync();
    }

    private static string? WhyNot(Exception exception) => exception switch
    {
        IOException { InnerException: AddressInUseException } => "another program does already. End it, or take another port (ASPNETCORE_URLS, or --urls).",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "this user may not. Take a port from 1024 on (ASPNETCORE_URLS, or --urls).",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "this machine does not have that address. Use http://*:8080, for example.",
        CryptographicException or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException =>
            "its certificate cannot be loaded. Look at Kestrel:Certificates and Kestrel:Endpoints: path, password, and that this user may read the file.",
        _ => null,
    };
}
