using System.Diagnostics;
using System.Globalization;

namespace PinResetPortal.EndToEnd.Chaos;

/// <summary>A small file system of its own in memory, which can be full to the last byte. Mounting takes root.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int Megabytes = 192;

    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <param name="owner">Whose folder it is; null: ours.</param>
    /// <returns>Null where nothing can be mounted.</returns>
    public static async Task<SmallDisk?> TryMountAsync(string? owner = null)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return null;
        }

        var path = Directory.CreateTempSubdirectory("pinreset-disk-").FullName;
        if (await RunAsync("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={Megabytes}m,mode=0700"), "tmpfs", path) != 0)
        {
            Directory.Delete(path);
            return null;
        }

        if (owner is not null)
        {
            await RunAsync("chown", owner, path);
        }

        return new(path);
    }

    public void Fill()
    {
        try
        {
            using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
            var block = new byte[4096];
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Free() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "-l", Path);
        Directory.Delete(Path, recursive: true);
    }

    private static async Task<int> RunAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true }) ?? throw new InvalidOperationException($"{program} did not start.");
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
