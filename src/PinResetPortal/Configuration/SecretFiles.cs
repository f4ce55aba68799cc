using Microsoft.Extensions.Configuration.KeyPerFile;
using Microsoft.Extensions.FileProviders;

namespace PinResetPortal.Configuration;

/// <summary>
/// Keys from files, one each: <c>/run/secrets/AzureAd__ClientCredentials__0__ClientSecret</c> holds that secret. So it stands in neither the environment nor the
/// command line, which others on the machine can read (https://learn.microsoft.com/aspnet/core/fundamentals/configuration/#key-per-file-configuration-provider).
/// </summary>
internal static class SecretFiles
{
    public const string FolderKey = "Portal:SecretsPath";

    /// <summary>Where Docker, Podman and compose files put secrets.</summary>
    private const string DefaultFolder = "/run/secrets";

    /// <summary>Behind the settings files, before environment variables and the command line.</summary>
    /// <exception cref="StartupRefusedException">The folder was named and is not there, or a file cannot be read.</exception>
    public static void AddSecretFiles(this WebApplicationBuilder builder)
    {
        var named = builder.Configuration[FolderKey] is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
        var folder = Path.GetFullPath(named ?? DefaultFolder);
        if (!Directory.Exists(folder))
        {
            if (named is not null)
            {
                throw new StartupRefusedException($"{FolderKey} is '{named}', where there is no folder.");
            }

            return;
        }

        try
        {
            builder.Configuration.AddBeforeEnvironment(new KeyPerFileConfigurationSource { FileProvider = new PhysicalFileProvider(folder), Optional = true });
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new StartupRefusedException($"A file in {folder}, where keys are taken from files ({FolderKey}), cannot be read by the user '{Environment.UserName}'. Let that user read it.");
        }
    }
}
