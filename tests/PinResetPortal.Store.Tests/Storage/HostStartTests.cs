using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Store.Storage;

public sealed class HostStartTests
{
    [Fact]
    public async Task Start_EmptyFolder_MigratesBeforeAnybodyAsks()
    {
        await using var database = new SqliteTestDatabase();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(database.Configuration);

        // Registered ahead of the Store, it loads the keys at start; the Store must be ready all the same.
        builder.Services.AddDataProtection();
        builder.Services.AddPinResetStore(builder.Configuration);
        using var host = builder.Build();

        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.Empty(await host.Services.GetRequiredService<ITenantStore>().ListAsync(new TenantId(Guid.NewGuid()), TestContext.Current.CancellationToken));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Start_BrokenOptions_StopsBeforeTouchingTheDisk()
    {
        await using var database = new SqliteTestDatabase();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(database.Configuration) { ["Storage:ReadinessHistoryDays"] = "-1" });
        builder.Services.AddPinResetStore(builder.Configuration);
        using var host = builder.Build();

        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.False(Directory.Exists(database.Folder));
    }
}
