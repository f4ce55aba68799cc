using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Templates;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Store;
using PinResetPortal.Store.Storage;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.SelfChecks;

namespace PinResetPortal.Hosting;

/// <summary>What every part of the host relies on: options, limits, the error boundary, telemetry, the worker.</summary>
internal static class HostingRegistration
{
    private const long LargestRequest = 1024 * 1024;

    public static WebApplicationBuilder AddPortalHosting(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddOptions<PortalOptions>().Bind(configuration.GetSection(PortalOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PortalOptions>, PortalOptionsValidator>();
        services.Configure<RunnerOptions>(configuration.GetSection(RunnerOptions.Section));
        services.Configure<PolicyTemplateOptions>(configuration.GetSection(PolicyTemplateOptions.Section));
        services.AddOptions<GraphOptions>().Bind(configuration.GetSection(GraphOptions.Section)).Configure(options =>
        {
            options.AuthenticationScheme = OpenIdConnectDefaults.AuthenticationScheme;
            options.ApiAuthenticationScheme = JwtBearerDefaults.AuthenticationScheme;
            options.ClientId = configuration["AzureAd:ClientId"];
            options.Authority = Uri.TryCreate(configuration["AzureAd:Instance"], UriKind.Absolute, out var authority) ? authority : options.Authority;
        });
        services.AddSingleton(provider => WantedRegistration.Of(provider.GetRequiredService<IOptions<PortalOptions>>().Value, configuration));
        services.TryAddSingleton(TimeProvider.System);

        // A start that fails is told in one sentence by whoever catches it; a background service that fails is Critical, and still logged.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        services.AddExceptionHandler<UnexpectedErrors>();
        services.AddPortalTelemetry(configuration);
        services.AddHsts(options => (options.MaxAge, options.IncludeSubDomains) = (TimeSpan.FromDays(365), true));
        services.AddPublicAddress();
        services.AddOptions<ScanOptions>().Bind(configuration.GetSection(ScanOptions.Section)).ValidateOnStart();
        services.Configure<BulkRepairOptions>(configuration.GetSection(BulkRepairOptions.Section));
        services.AddSingleton<IRound, TenantRefresh>();
        services.AddSingleton<IOwnPlace, OwnPlace>();
        services.AddHealthChecks().AddCheck<PortalHealthCheck>("portal", tags: [Health.ReadyTag]);

        // Out of a build folder, static assets lie where their projects and packages keep them; a published folder has them all.
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, $"{builder.Environment.ApplicationName}.staticwebassets.runtime.json")))
        {
            builder.WebHost.UseStaticWebAssets();
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
        });
        return builder;
    }

    /// <summary>Before anything reads its options: a value of the wrong kind stops them with an exception.</summary>
    /// <exception cref="StartupRefusedException">With every such value on a line of its own.</exception>
    public static void RefuseUnreadableKeys(this WebApplicationBuilder builder)
    {
        if (ConfigurationKeys.Unreadable(builder.Configuration).ToList() is { Count: > 0 } problems)
        {
            throw Refusal(problems);
        }
    }

    /// <summary>Finds every mistake in the configuration before anything listens.</summary>
    /// <exception cref="NotSetUpException">Nothing is wrong but that <c>setup</c> has not been run.</exception>
    /// <exception cref="StartupRefusedException">With every mistake on a line of its own.</exception>
    public static void ValidateConfiguration(this WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (Exception e) when (e is OptionsValidationException or AggregateException)
        {
            var refusal = Refusal(FailuresOf(e));
            var missing = MissingSettings.Of(app.Configuration).ToList();
            throw missing.Count > 0 && FailuresOf(e).All(failure => missing.Exists(one => one.ToString() == failure)) ? new NotSetUpException(refusal.Message, missing) : refusal;
        }
    }

    /// <summary>Makes the database and brings it up to date, before anything listens.</summary>
    /// <exception cref="StartupRefusedException">It cannot be used as it is.</exception>
    public static async Task PrepareStoreAsync(this WebApplication app)
    {
        try
        {
            await app.Services.InitializeStoreAsync(app.Lifetime.ApplicationStopping);
        }
        catch (StoreRefusedException e)
        {
            throw new StartupRefusedException(e.Message);
        }
    }

    private static IEnumerable<string> FailuresOf(Exception exception) => exception switch
    {
        OptionsValidationException options => options.Failures,
        AggregateException several => several.InnerExceptions.SelectMany(FailuresOf),
        _ => [exception.Message],
    };

    private static StartupRefusedException Refusal(IEnumerable<string> failures) =>
        new($"The portal does not start, because its configuration is not complete or not right:{string.Concat(failures.Select(failure => $"{Environment.NewLine}  - {failure}"))}");
}
