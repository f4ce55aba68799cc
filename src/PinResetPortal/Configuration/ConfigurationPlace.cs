using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace PinResetPortal.Configuration;

internal static class ConfigurationPlace
{
    /// <summary>Adds a source behind the settings files and those that were added so before; environment variables and the command line overrule it.</summary>
    public static void AddBeforeEnvironment(this IConfigurationBuilder configuration, IConfigurationSource source)
    {
        var sources = configuration.Sources;
        var environment = sources.OfType<EnvironmentVariablesConfigurationSource>().LastOrDefault(variables => string.IsNullOrEmpty(variables.Prefix));
        sources.Insert(environment is null ? sources.Count : sources.IndexOf(environment), source);
    }
}
