namespace PinResetPortal.EndToEnd.Processes;

/// <summary>A new folder that is gone afterwards.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pinreset-e2e-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
