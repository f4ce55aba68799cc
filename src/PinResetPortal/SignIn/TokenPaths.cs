namespace PinResetPortal.SignIn;

/// <summary>The addresses that bearer tokens open and cookies never do: those of programs.</summary>
internal static class TokenPaths
{
    public const string Mcp = "/mcp";

    public static bool Cover(PathString path) => path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments(Mcp, StringComparison.OrdinalIgnoreCase);
}
