using System.Runtime.CompilerServices;

namespace PinResetPortal;

/// <summary>
/// No host of a test waits for changes of its appsettings.json: each such wait holds one of the few file watchers that a user has (128 where
/// nobody has raised fs.inotify.max_user_instances), and hundreds of hosts start here.
/// </summary>
internal static class FileWatching
{
    [ModuleInitializer]
    internal static void SwitchOff() => Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
}
