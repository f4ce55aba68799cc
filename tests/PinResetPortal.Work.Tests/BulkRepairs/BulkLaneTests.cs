using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Operations;
using Quartz;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>Bulk repairs over the engine as it is.</summary>
public sealed class BulkLaneTests : BulkWorld
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pinreset-lanes-").FullName;

    [Fact]
    public async Task SingleRepair_WhileTheTenantsOfBulkRepairsWait_BeginsAtOnce()
    {
        var tenants = await AddTenantsAsync(7);
        var (go, ofBulk, ofSingle) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        World.OnSend = tenant =>
        {
            (tenant == tenants[6] ? ofSingle : ofBulk).TrySetResult();
            return tenant == tenants[6] ? Task.CompletedTask : go.Task;
        };
        for (var number = 0; number < 3; number++)
        {
            var bulk = Assert.IsType<BulkResult.Accepted>(await Service.PrepareAsync(Olive, [.. tenants.Skip(2 * number).Take(2)], null, new(), Cancellation)).Bulk;
            await Store.GetAll<IWork>().Single(work => work.Kind == BulkRepairWork.OfKind).RunAsync(BulkRepairWork.IdOf(bulk).ToString(), CancellationToken.None);
            await ConfirmAsync(await FindAsync(bulk.Id));
        }

        await StartAsync();
        await ofBulk.Task.WaitAsync(TimeSpan.FromMinutes(2), Cancellation);
        var remediations = Store.Get<IRemediationService>();
        var plan = Assert.IsType<PlanResult.Planned>(await remediations.PlanAsync(tenants[6], Olive, null, new(), Cancellation)).Plan;
        await remediations.StartAsync(tenants[6], Olive, null, new(), plan.Hash, Cancellation);

        await ofSingle.Task.WaitAsync(TimeSpan.FromMinutes(2), Cancellation);

        Assert.Single(World.Sent, tenant => tenant != tenants[6]);
        go.SetResult();
        await StopAsync();
    }

    private protected override async Task<ITestDatabase> CreateDatabaseAsync() => await SqliteTestDatabase.MigratedAsync();

    private protected override void AddEngine(IServiceCollection services)
    {
        services.RemoveAll<IRound>();
        services.AddSingleton<IHostApplicationLifetime, ApplicationLifetime>();
        services.AddBackground(
            store =>
            {
                store.ProvisionSchema();
                store.UseSqlite(SqliteFactory.Instance, $"Data Source={Path.Combine(_folder, "scheduler.db")}");
            },
            shared: false);
    }

    private async Task StartAsync()
    {
        ((ApplicationLifetime)Store.Get<IHostApplicationLifetime>()).NotifyStarted();
        foreach (var service in Store.GetAll<IHostedService>())
        {
            await service.StartAsync(Cancellation);
        }
    }

    private async Task StopAsync()
    {
        foreach (var service in Store.GetAll<IHostedService>().Reverse())
        {
            await service.StopAsync(Cancellation);
        }
    }
}
