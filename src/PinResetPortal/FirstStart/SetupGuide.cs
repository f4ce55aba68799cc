using Microsoft.Extensions.Diagnostics.HealthChecks;
using PinResetPortal.Configuration;
using PinResetPortal.Hosting;
using PinResetPortal.Setup;

namespace PinResetPortal.FirstStart;

/// <summary>
/// What listens in the portal's place until <c>setup</c> was run: <c>/setup</c> says what is missing and the command. Nobody signs in here, nothing is taken
/// in, and neither Graph nor the database is touched, so there is nothing to win for whoever comes first.
/// </summary>
internal static class SetupGuide
{
    private const string Path = "/setup";

    /// <summary>Ends when the settings are there, or when the process is asked to end.</summary>
    /// <returns>Whether the portal can start now.</returns>
    /// <exception cref="StartupRefusedException">It cannot listen either.</exception>
    public static async Task<bool> RunAsync(string[] args, NotSetUpException refusal)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var watch = new SetupWatch(builder.AddPortalSettings(), refusal.Missing);
        var page = SetupPage.Of(refusal.Missing, builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<SetupStop>(provider, watch));
        builder.Services.AddHealthChecks().AddCheck("setup", () => HealthCheckResult.Unhealthy($"{Words(refusal)} {Path} says how to set it up."), [Health.ReadyTag]);
        await using var app = builder.Build();
        app.UseNoStore();
        app.UseSecurityHeaders(SetupPage.Policy);
        app.MapPortalHealth();
        app.MapGet(Path, () => Results.Content(page, "text/html; charset=utf-8"));
        app.MapGet("/", () => Results.LocalRedirect($"~{Path}"));
        app.Map("{**path}", () => Results.Text($"{Words(refusal)} {Path} says how to set it up.", statusCode: StatusCodes.Status503ServiceUnavailable));
        await Console.Error.WriteLineAsync(
            $"Until then {HealthProbe.AddressOf(app.Configuration).GetLeftPart(UriPartial.Authority)}{Path} says how to set it up. The portal starts by itself when setup has written {watch.File}.");
        await app.RunPortalAsync();
        return watch.IsSetUp();
    }

    /// <summary>In the portal that is set up, the page leads to it.</summary>
    public static void MapSetupGuide(this WebApplication app) => app.MapGet(Path, () => Results.LocalRedirect("~/")).AllowAnonymous().ExcludeFromDescription();

    private static string Words(NotSetUpException refusal) => $"The portal is not set up: {string.Join(", ", refusal.Missing.Select(one => one.Key))} missing.";
}
