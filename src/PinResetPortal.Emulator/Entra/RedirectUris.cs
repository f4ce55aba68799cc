using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Entra;

/// <summary>The redirect URIs of the registrations.</summary>
internal static class RedirectUris
{
    /// <summary>Paths of the portal's redirect URIs (sign-in, admin consent); the port is free, as it is for loopback redirects in Entra.</summary>
    private static readonly string[] PortalPaths = ["/signin-oidc", "/authentication/consented"];

    public static bool Allows(RegisteredApp client, string? uri)
    {
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed))
        {
            return false;
        }

        return client == RegisteredApps.PinResetService ? parsed.GetLeftPart(UriPartial.Authority) == "https://cred.microsoft.com"
            : client == RegisteredApps.PinResetClient ? uri!.Equals($"ms-appx-web://Microsoft.AAD.BrokerPlugin/{client.ClientId}", StringComparison.OrdinalIgnoreCase)
            : client == RegisteredApps.Portal && IsLocal(parsed) && PortalPaths.Contains(parsed.AbsolutePath) && parsed.Query.Length == 0;
    }

    /// <summary>Where signing out may lead.</summary>
    public static bool AllowsAfterLogout(string? uri) => Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && IsLocal(parsed);

    private static bool IsLocal(Uri uri) => uri.Scheme is "http" or "https" && uri.Host is "localhost" or "127.0.0.1";
}
