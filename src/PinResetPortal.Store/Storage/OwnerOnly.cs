namespace PinResetPortal.Store.Storage;

/// <summary>Folders and files that nobody may read but the user who runs the portal, from their first byte on. On Windows the folder's rights decide.</summary>
public static class OwnerOnly
{
    public const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>One that is there stays as it is.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, File | UnixFileMode.UserExecute);
        }
    }

    /// <summary>How to open a file that may have to be made.</summary>
    public static FileStreamOptions Opening(FileMode mode, FileAccess access = FileAccess.Write, FileShare share = FileShare.Read)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = File;
        }

        return options;
    }
}
