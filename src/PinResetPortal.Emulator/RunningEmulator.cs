using PinResetPortal.Emulator.Importing;

namespace PinResetPortal.Emulator;

/// <summary>An Emulator that listens; disposing it stops it.</summary>
public sealed class RunningEmulator(WebApplication app, Uri baseAddress) : IAsyncDisposable
{
    /// <summary>Without trailing path, for example <c>http://localhost:5081/</c>.</summary>
    public Uri BaseAddress { get; } = baseAddress;

    public IServiceProvider Services => app.Services;

    /// <summary>Adds a tenant from the document that <c>POST /_control/tenants</c> takes.</summary>
    /// <returns>The tenant's id.</returns>
    public Guid AddTenant(System.Text.Json.Nodes.JsonObject document) => app.Services.GetRequiredService<TenantImport>().Import(document).Id;

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
