using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.EndToEnd.Pages;

/// <summary>Where the pictures go: to the folder that PINRESET_SCREENSHOTS names, else to one that is deleted in the end.</summary>
internal sealed class TourPictures : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public TourPictures() => Directory.CreateDirectory(Folder);

    public string Folder =>
        Environment.GetEnvironmentVariable("PINRESET_SCREENSHOTS") is { Length: > 0 } folder ? Path.GetFullPath(folder) : Path.Combine(_scratch.Path, "pictures");

    public void Dispose() => _scratch.Dispose();
}
