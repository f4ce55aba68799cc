using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.KeyPerFile;
using Microsoft.Extensions.FileProviders;
using PinResetPortal.Configuration;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Setup;

/// <summary>
/// The file that <c>setup</c> writes and the portal reads at start, beside its database unless another place is named. Secrets stand in files of
/// their own below <c>secrets</c>, one for each key; environment variables and the command line overrule all of it.
/// </summary>
internal sealed class SetupFile(string path)
{
    /// <summary>Section of what only the commands need to know again.</summary>
    public const string Section = "Setup";

    private const string FileName = "portal.json";
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    public string Path { get; } = path;

    public string Secrets => System.IO.Path.Combine(Folder, "secrets");

    private string Folder { get; } = System.IO.Path.GetDirectoryName(path) ?? throw new ArgumentException("A file stands in a folder.", nameof(path));

    /// <summary>Behind the settings files, before environment variables and the command line.</summary>
    /// <param name="named">Null: <c>Portal:SetupFile</c>, else beside the database.</param>
    /// <exception cref="StartupRefusedException">The file is there and cannot be read.</exception>
    public static SetupFile AddTo(WebApplicationBuilder builder, string? named = null)
    {
        var configuration = builder.Configuration;
        var file = new SetupFile(System.IO.Path.GetFullPath(named ?? Set(configuration["Portal:SetupFile"]) ?? System.IO.Path.Combine(Set(configuration["Storage:Path"]) ?? "data", FileName)));
        if (!File.Exists(file.Path))
        {
            return file;
        }

        try
        {
            configuration.AddBeforeEnvironment(new JsonConfigurationSource { FileProvider = new PhysicalFileProvider(file.Folder), Path = System.IO.Path.GetFileName(file.Path) });
            if (Directory.Exists(file.Secrets))
            {
                configuration.AddBeforeEnvironment(new KeyPerFileConfigurationSource { FileProvider = new PhysicalFileProvider(file.Secrets), Optional = true });
            }
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException($"The file {file.Path}, which 'setup' wrote, cannot be read: it is damaged, or the user '{Environment.UserName}' may not read it. Run 'setup' again, or let that user read it.");
        }

        return file;
    }

    /// <summary>What the file and its secrets say now.</summary>
    public IConfigurationRoot Read()
    {
        var builder = new ConfigurationBuilder().AddJsonFile(Path, optional: true);
        return (Directory.Exists(Secrets) ? builder.AddKeyPerFile(Secrets, optional: true) : builder).Build();
    }

    /// <summary>Before anything is sent that cannot be sent twice: what comes back must find its place.</summary>
    /// <exception cref="CommandRefusedException">Nothing can be written there.</exception>
    public void RequireWritable()
    {
        try
        {
            Directory.CreateDirectory(Folder);
            var probe = System.IO.Path.Combine(Folder, $".{Guid.NewGuid():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandRefusedException($"The folder {Folder} cannot be written, so the configuration would be lost. Make it writable for '{Environment.UserName}', or name another place with --out.", ExitCodes.BadInput);
        }
    }

    /// <summary>Writes the settings over those that the file has; other keys in it stay.</summary>
    public void Write(JsonObject settings)
    {
        var all = File.Exists(Path) ? JsonNode.Parse(File.ReadAllText(Path)) as JsonObject ?? [] : [];
        Merge(all, settings);
        WriteOwnerOnly(Path, System.Text.Encoding.UTF8.GetBytes(all.ToJsonString(_indented)));
    }

    /// <param name="key">With colons, as in the configuration.</param>
    public void WriteSecret(string key, string value) =>
        WriteOwnerOnly(System.IO.Path.Combine(Secrets, key.Replace(":", "__", StringComparison.Ordinal)), System.Text.Encoding.UTF8.GetBytes(value));

    /// <returns>Where it is now.</returns>
    public string WriteCertificate(string name, byte[] content)
    {
        var file = System.IO.Path.Combine(Folder, "certificates", name);
        WriteOwnerOnly(file, content);
        return file;
    }

    public void RemoveSecret(string key)
    {
        var file = System.IO.Path.Combine(Secrets, key.Replace(":", "__", StringComparison.Ordinal));
        if (File.Exists(file))
        {
            File.Delete(file);
        }
    }

    private static void Merge(JsonObject all, JsonObject settings)
    {
        foreach (var (name, value) in settings)
        {
            if (value is JsonObject section && all[name] is JsonObject there)
            {
                Merge(there, section);
            }
            else
            {
                all[name] = value?.DeepClone();
            }
        }
    }

    /// <summary>Whole or not at all, and for nobody else from the first byte on.</summary>
    private void WriteOwnerOnly(string path, byte[] content)
    {
        var folder = System.IO.Path.GetDirectoryName(path) ?? Folder;
        OwnerOnly.CreateFolder(folder);
        var fresh = System.IO.Path.Combine(folder, $".{System.IO.Path.GetFileName(path)}.new");
        using (var stream = new FileStream(fresh, OwnerOnly.Opening(FileMode.Create)))
        {
            stream.Write(content);
        }

        File.Move(fresh, path, overwrite: true);
    }

    private static string? Set(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
