using PinResetPortal.EndToEnd.Browsing;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.EndToEnd.Pages;

/// <summary>Where the pictures go: to the folder that PINRESET_SCREENSHOTS names, else to one that is deleted in the end.</summary>
internal sealed class TourPictures : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public TourPictures() => Directory.CreateDirectory(Folder);

    /// <summary>Pages are looked at in each theme and each width once, for axe is slow; pictures that are kept are taken in three looks.</summary>
    public static IReadOnlyList<Look> Looks => Kept is null ? [Look.Light, Look.DarkPhone] : [Look.Light, Look.Dark, Look.Phone];

    public string Folder => Kept ?? Path.Combine(_scratch.Path, "pictures");

    private static string? Kept => Environment.GetEnvironmentVariable("PINRESET_SCREENSHOTS") is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;

    public void Dispose() => _scratch.Dispose();
}
