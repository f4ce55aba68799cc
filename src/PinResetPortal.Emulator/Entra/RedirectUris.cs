using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Entra;

/// <summary>
/// Whether an address is one of a registration's (https://learn.microsoft.com/entra/identity-platform/reply-url): letter by letter, but the
/// port of a loopback address is free.
/// </summary>
internal static class RedirectUris
{
    public static bool Allows(RegisteredApp client, string? uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
        && (client == RegisteredApps.PinResetService
            ? parsed.GetLeftPart(UriPartial.Authority) == "https://cred.microsoft.com"
            : Registered(client).Any(known => IsSame(known, parsed)));

    /// <summary>The platform of the address asks for no credential of the client.</summary>
    public static bool IsPublic(RegisteredApp client, string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && client.PublicRedirectUris.Any(known => IsSame(known, parsed));

    /// <summary>
    /// Signing out leads to a registered redirect URI only
    /// (https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#send-a-sign-out-request).
    /// </summary>
    public static bool AllowsAfterLogout(IEnumerable<RegisteredApp> clients, string? uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && clients.SelectMany(Registered).Any(known => IsSame(known, parsed));

    private static IEnumerable<string> Registered(RegisteredApp client) => client.WebRedirectUris.Concat(client.PublicRedirectUris);

    private static bool IsSame(string known, Uri asked)
    {
        if (!Uri.TryCreate(known, UriKind.Absolute, out var registered) || registered.Scheme != asked.Scheme)
        {
            return false;
        }

        var samePort = registered.Port == asked.Port || asked.Host is "localhost" or "127.0.0.1";
        return registered.Host.Equals(asked.Host, StringComparison.OrdinalIgnoreCase) && samePort
            && registered.AbsolutePath == asked.AbsolutePath && registered.Query == asked.Query && asked.Fragment.Length == 0;
    }
}
