using PinResetPortal.Configuration;

namespace PinResetPortal.Setup;

internal static class PortalSettings
{
    /// <summary>
    /// The files beside <c>appsettings.json</c> that settings come from, for the portal and for its commands alike: what <c>setup</c> wrote,
    /// then secrets in files. Environment variables and the command line overrule them.
    /// </summary>
    /// <param name="file">Null: where the portal looks for what <c>setup</c> wrote.</param>
    /// <exception cref="StartupRefusedException">A file is there and cannot be read.</exception>
    public static SetupFile AddPortalSettings(this WebApplicationBuilder builder, string? file = null)
    {
        var written = SetupFile.AddTo(builder, file);
        builder.AddSecretFiles();
        return written;
    }
}
