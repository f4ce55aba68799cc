#if EMULATOR
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace PinResetPortal.Demo;

/// <summary>The app registration of the demo's partner tenant, so that the demo needs no configuration. Everything can be overridden from outside.</summary>
internal static class DemoConfiguration
{
    public const string PortalUrl = "http://localhost:5080";

    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["AzureAd:ClientId"] = "5b1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c",
        ["AzureAd:ClientCredentials:0:SourceType"] = "ClientSecret",
        ["AzureAd:ClientCredentials:0:ClientSecret"] = "demo-portal-secret",
        ["Portal:ApiIdentifier"] = "api://pinresetportal",
        // Fabrikam MSP, the partner, and Northwind, whose own administrator can sign in too.
        ["Portal:AllowedTenants:0"] = "11111111-1111-4111-8111-111111111111",
        ["Portal:AllowedTenants:1"] = "a0000002-0000-4000-8000-000000000002",
        ["Storage:Path"] = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "pinresetportal", "demo"),
    };

    /// <summary>Before environment variables and the command line, behind the settings file.</summary>
    public static void AddTo(WebApplicationBuilder builder)
    {
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null)
        {
            builder.WebHost.UseUrls(PortalUrl);
        }

        var sources = ((IConfigurationBuilder)builder.Configuration).Sources;
        var environment = sources.OfType<EnvironmentVariablesConfigurationSource>().LastOrDefault(source => string.IsNullOrEmpty(source.Prefix));
        sources.Insert(environment is null ? sources.Count : sources.IndexOf(environment), new MemoryConfigurationSource { InitialData = Settings });
    }
}
#endif
