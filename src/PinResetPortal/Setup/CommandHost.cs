using Microsoft.Extensions.Options;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Registration;
using PinResetPortal.Demo;
using PinResetPortal.Graph;
using PinResetPortal.Graph.Configuration;

namespace PinResetPortal.Setup;

/// <summary>What a command works with: the configuration that the portal would start with, and Graph. Nothing listens.</summary>
internal sealed class CommandHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private CommandHost(WebApplicationBuilder builder, SetupFile file, ServiceProvider services) => (Configuration, File, _services) = (builder.Configuration, file, services);

    public IConfiguration Configuration { get; }

    public SetupFile File { get; }

    public TimeProvider Time => Get<TimeProvider>();

    public Cloud Cloud => Cloud.Of(Instance);

    public Uri Instance => Get<IOptions<GraphOptions>>().Value.Authority;

    /// <param name="cloud">Null: the one that is configured.</param>
    /// <param name="file">Null: where the portal looks for it.</param>
    /// <param name="more">Registers what a command needs besides.</param>
    public static CommandHost Build(Cloud? cloud, string? file, Action<WebApplicationBuilder>? configure, Action<WebApplicationBuilder>? more = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        configure?.Invoke(builder);
        var setupFile = builder.AddPortalSettings(file);
        var emulator = EmulatorSwitch.Read(builder.Configuration, builder.Environment);
        var services = builder.Services;
        builder.Logging.ClearProviders();
        services.AddPinResetGraph();
        services.AddOptions<GraphOptions>().Bind(builder.Configuration.GetSection(GraphOptions.Section)).Configure(options =>
        {
            options.Authority = cloud?.Authority ?? (Uri.TryCreate(builder.Configuration["AzureAd:Instance"], UriKind.Absolute, out var instance) ? instance : options.Authority);
            options.BaseUrl = cloud?.Graph ?? options.BaseUrl;
            options.ClientId = builder.Configuration["AzureAd:ClientId"];
            options.PartnerCenterUrl = cloud?.PartnerCenter ?? options.PartnerCenterUrl;
        });
        services.AddSingleton(WantedRegistration.Of(builder.Configuration.GetSection(PortalOptions.Section).Get<PortalOptions>() ?? new(), builder.Configuration));
        services.AddSingleton<MsalHttp>();
        more?.Invoke(builder);
        builder.AddEmulator(emulator);
        return new(builder, setupFile, services.BuildServiceProvider());
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
