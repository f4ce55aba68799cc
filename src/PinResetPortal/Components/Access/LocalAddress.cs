namespace PinResetPortal.Components.Access;

public static class LocalAddress
{
    /// <returns>The address when it stays in this portal, else the start page: nobody is sent elsewhere by a prepared link.</returns>
    public static string OrStart(string? address) =>
        address is { Length: > 0 } && address[0] == '/' && !address.StartsWith("//", StringComparison.Ordinal) && !address.Contains('\\') && !address.Any(char.IsControl)
            ? address
            : "/";
}
