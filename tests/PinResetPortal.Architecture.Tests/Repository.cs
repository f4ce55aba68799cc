using System.Runtime.CompilerServices;

namespace PinResetPortal.Architecture;

internal static class Repository
{
    /// <summary>The checkout that this was built from.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    private static string Here([CallerFilePath] string path = "") => path;
}
