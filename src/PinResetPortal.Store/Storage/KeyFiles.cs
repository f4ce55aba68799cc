using System.Security.Cryptography;

namespace PinResetPortal.Store.Storage;

/// <summary>Numbered files with one secret each, closed to everybody else. The highest number is the one in use.</summary>
internal sealed class KeyFiles(string folder)
{
    public const int SecretBytes = 32;

    public string[] Find(string prefix, string suffix)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var files = Directory.GetFiles(folder, $"{prefix}*{suffix}");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    public string Next(string prefix, string suffix)
    {
        var last = Find(prefix, suffix).Select(file => int.TryParse(Path.GetFileName(file)[prefix.Length..].Split('.')[0], out var number) ? number : 0).DefaultIfEmpty().Max();
        return Path.Combine(folder, $"{prefix}{last + 1:0000}{suffix}");
    }

    /// <summary>All of a file or none of it; whoever comes second finds the first one's.</summary>
    public void Write(string path, string content)
    {
        OwnerOnly.CreateFolder(folder);
        var unfinished = Path.Combine(folder, $".{Guid.NewGuid():N}");
        using (var writer = new StreamWriter(unfinished, OwnerOnly.Opening(FileMode.CreateNew)))
        {
            writer.Write(content);
        }

        try
        {
            File.Move(unfinished, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(unfinished);
        }
    }

    public void WriteSecret(string path, byte[] secret) => Write(path, Convert.ToHexStringLower(secret) + "\n");

    /// <exception cref="InvalidDataException">The file holds no secret.</exception>
    public static byte[] Secret(string file)
    {
        try
        {
            return Convert.FromHexString(File.ReadAllText(file).Trim()) is { Length: SecretBytes } secret ? secret : throw Unusable(file);
        }
        catch (FormatException)
        {
            throw Unusable(file);
        }
    }

    /// <summary>The first half of a hash of a secret: it names the key and tells nothing of it.</summary>
    public static string NameOf(ReadOnlySpan<byte> purpose, byte[] secret) => Convert.ToHexStringLower(SHA256.HashData([.. purpose, .. secret]))[..16];

    /// <param name="what">Which keys, and the key of the configuration that names their folder.</param>
    /// <exception cref="StoreRefusedException">A file holds no key, or the folder cannot be used.</exception>
    public static T Opened<T>(Func<T> open, (string Keys, string Folder, string Setting) what)
    {
        try
        {
            return open();
        }
        catch (InvalidDataException e)
        {
            throw new StoreRefusedException(e.Message, e);
        }
        catch (IOException e) when (DiskErrors.IsFull(e))
        {
            throw new StoreRefusedException($"The {what.Keys} cannot be made in '{what.Folder}', where the disk is full. Make room, and start the portal again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreRefusedException(
                $"The {what.Keys} cannot be read or made in '{what.Folder}'. Set {what.Setting} to a folder that the user '{Environment.UserName}' may read and, at the first start, write.", e);
        }
    }

    private static InvalidDataException Unusable(string file) =>
        new($"{file} holds no key: it is {SecretBytes} bytes in hex. Put the right file back, or take it away when nothing was made with it.");
}
