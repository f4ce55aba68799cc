using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PinResetPortal.SignIn;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Benchmarks.Overview;

/// <summary>The composed portal in this process, on a real port, so that its memory can be weighed.</summary>
internal sealed class MeasuredPortal : WebApplicationFactory<IChallengeLinks>
{
    private readonly Uri _emulator;
    private readonly string _storage;

    public MeasuredPortal(Uri emulator, string storage, int port)
    {
        (_emulator, _storage, Address) = (emulator, storage, new Uri($"http://localhost:{port}"));
        UseKestrel(kestrel => kestrel.ListenLocalhost(port));
    }

    public Uri Address { get; }

    public RecordingOverview Overview => (RecordingOverview)Services.GetRequiredService<IOverviewStore>();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Demo");

        // The tables are what shall be read.
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.UseSetting("Emulator:Url", _emulator.GetLeftPart(UriPartial.Authority));
        builder.UseSetting("Emulator:InProcess", "false");
        builder.UseSetting("Storage:Path", _storage);
        builder.ConfigureTestServices(services =>
        {
            var stock = services.Last(service => service.ServiceType == typeof(IOverviewStore));
            services.AddSingleton<IOverviewStore>(provider => new RecordingOverview(Stock(stock, provider), provider.GetRequiredService<TimeProvider>()));
        });
    }

    private static IOverviewStore Stock(ServiceDescriptor service, IServiceProvider provider) => (IOverviewStore)(service.ImplementationFactory is { } factory
        ? factory(provider)
        : ActivatorUtilities.CreateInstance(provider, service.ImplementationType ?? throw new InvalidOperationException("The overview's store is registered in a way that is not known here.")));
}
