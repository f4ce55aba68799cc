namespace PinResetPortal.Architecture;

/// <summary>The source files of the product, read from the checkout that the tests were built in.</summary>
internal static class Sources
{
    public static string Root { get; } = FindRoot();

    /// <returns>Paths below the checkout, with forward slashes, in order: <c>src/PinResetPortal/Program.cs</c>.</returns>
    public static IReadOnlyList<string> Below(string folder, params string[] extensions) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(path => extensions.Any(extension => path.EndsWith(extension, StringComparison.Ordinal)))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal),
    ];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PinResetPortal.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside of a checkout.");
    }
}
