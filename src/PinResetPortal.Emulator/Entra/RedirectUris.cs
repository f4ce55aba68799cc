using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Entra;

/// <summary>The redirect URIs of the registrations.</summary>
internal static class RedirectUris
{
    /// <summary>Path of the portal's redirect URIs; the port is free, as it is for loopback redirects in Entra.</summary>
    private const string PortalPath = "/signin-oidc";

    public static bool Allows(RegisteredApp client, string? uri)
    {
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed))
        {
            return false;
        }

        return client == RegisteredApps.PinResetService ? parsed.GetLeftPart(UriPartial.Authority) == "https://cred.microsoft.com"
            : client == RegisteredApps.PinResetClient ? uri!.Equals($"ms-appx-web://Microsoft.AAD.BrokerPlugin/{client.ClientId}", StringComparison.OrdinalIgnoreCase)
            : client == RegisteredApps.Portal && IsLocal(parsed) && parsed.AbsolutePath == PortalPath && parsed.Query.Length == 0;
    }

    /// <summary>Where signing out may lead.</summary>
    public static bool AllowsAfterLogout(string? uri) => Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && IsLocal(parsed);

    private static bool IsLocal(Uri uri) => uri.Scheme is "http" or "https" && uri.Host is "localhost" or "127.0.0.1";
}
