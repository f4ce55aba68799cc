using System.Diagnostics.CodeAnalysis;

namespace PinResetPortal.SignIn;

/// <summary>Keeps a return address inside the portal.</summary>
internal static class LocalUrl
{
    public const string Home = "/";

    /// <returns><paramref name="url"/> when it is a path of this site, else the home page.</returns>
    public static string From(string? url) => IsLocal(url) ? url : Home;

    /// <summary>
    /// A single leading slash, and none of what browsers take for the start of another host: <c>//</c>, <c>/\</c>, control characters.
    /// </summary>
    public static bool IsLocal([NotNullWhen(true)] string? url) =>
        url is ['/', ..] && url is not ['/', '/' or '\\', ..] && !url.Any(char.IsControl);
}
