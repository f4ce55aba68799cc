using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Reports;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>Everything of a bulk repair is real, over a real database; the tenants are simulated.</summary>
public abstract class BulkWorld : IAsyncLifetime
{
    private protected static readonly TenantId Home = ScanInstance.Home;

    private protected static readonly Actor Olive = new(ActorKind.User, "olive", "olive@fabrikam.example", Home, PortalRole.Operator, new());

    private ITestDatabase? _database;
    private StoreUnderTest? _store;
    private ManyTenants? _world;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected StoreUnderTest Store => _store ?? throw new InvalidOperationException("Not begun.");

    private protected ManyTenants World => _world ?? throw new InvalidOperationException("Not begun.");

    private protected DirectBackground Engine => Store.Get<DirectBackground>();

    private protected IBulkRepairService Service => Store.Get<IBulkRepairService>();

    private protected IBulkRepairStore Rows => Store.Get<IBulkRepairStore>();

    private protected IOperationStore Runs => Store.Get<IOperationStore>();

    private protected virtual int Concurrency => 1;

    private protected NotedSignIns SignIns { get; } = new();

    /// <summary>Whoever holds it stops the clock of a firing.</summary>
    private protected Lock Clock { get; } = new();

    private protected virtual void AddEngine(IServiceCollection services)
    {
        services.AddSingleton<DirectBackground>();
        services.AddSingleton<IBackground>(provider => provider.GetRequiredService<DirectBackground>());
    }

    private protected abstract Task<ITestDatabase> CreateDatabaseAsync();

    public async ValueTask InitializeAsync()
    {
        _database = await CreateDatabaseAsync();
        _store = StoreUnderTest.Compose(_database.Configuration, after: services =>
        {
            services.AddPinResetWork();
            services.AddSingleton<ManyTenants>();
            services.AddSingleton<ITenantFactReader>(provider => provider.GetRequiredService<ManyTenants>());
            services.AddSingleton<IChangeExecutor>(provider => provider.GetRequiredService<ManyTenants>());
            services.AddSingleton<ITenantDirectory, ScanInstance.NoDirectory>();
            services.AddSingleton<IRolloutFollowUp>(new Memory());
            services.AddSingleton<INotificationSecrets>(new TurnedSecrets());
            services.AddSingleton<IHomeTenants>(new Homes(Home));
            services.AddSingleton<ILastingSignIns>(SignIns);
            services.AddSingleton<IReportMail>(new NotedReportMail());
            AddEngine(services);
            services.Configure<BulkRepairOptions>(options => (options.Concurrency, options.Poll) = (Concurrency, TimeSpan.FromMilliseconds(1)));
        });
        await _store.InitializeAsync();
        _world = _store.Get<ManyTenants>();
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
        GC.SuppressFinalize(this);
    }

    /// <summary>By name.</summary>
    private protected async Task<IReadOnlyList<TenantId>> AddTenantsAsync(int count)
    {
        var tenants = Enumerable.Range(1, count).Select(number => new Tenant(new(Guid.NewGuid()), $"Customer {number}", null, new(RelationshipKind.Gdap, true, PartnerTenantId: Home))).ToList();
        await Store.Get<ITenantStore>().UpsertAsync(Home, tenants, Cancellation);
        return [.. tenants.Select(tenant => tenant.Id)];
    }

    private protected async Task<BulkProgress> PlannedAsync(IReadOnlyList<TenantId> tenants)
    {
        var bulk = Assert.IsType<BulkResult.Accepted>(await Service.PrepareAsync(Olive, tenants, null, new(), Cancellation)).Bulk;
        return await PlannedAsync(bulk);
    }

    private protected async Task<BulkProgress> PlannedAsync(BulkRepair bulk)
    {
        await FireAsync(bulk);
        return await FindAsync(bulk.Id);
    }

    private protected async Task ConfirmAsync(BulkProgress bulk, BulkPilot? pilot = null) => Assert.IsType<BulkResult.Accepted>(
        await Service.StartAsync(bulk.Bulk.Id, Olive, bulk.Summary?.PlanHash ?? "", bulk.Summary?.Confirmation ?? "", pilot ?? BulkPilot.None, Cancellation));

    /// <summary>Confirms it and runs it to where it waits.</summary>
    private protected async Task<BulkProgress> RunAsync(BulkProgress bulk, BulkPilot? pilot = null)
    {
        await ConfirmAsync(bulk, pilot);
        await FireAsync(bulk.Bulk);
        return await FindAsync(bulk.Bulk.Id);
    }

    private protected async Task<BulkProgress> GoOnAsync(BulkProgress bulk)
    {
        Assert.IsType<BulkResult.Accepted>(await Service.GoOnAsync(bulk.Bulk.Id, Olive, Cancellation));
        await FireAsync(bulk.Bulk);
        return await FindAsync(bulk.Bulk.Id);
    }

    /// <summary>One firing, to its end; the clock goes on meanwhile.</summary>
    private protected async Task FireAsync(BulkRepair bulk, CancellationToken wake = default)
    {
        var firing = Engine.FireAsync(BulkRepairWork.KeyOf(bulk), wake);
        while (!firing.IsCompleted)
        {
            lock (Clock)
            {
                Store.Time.Advance(TimeSpan.FromMilliseconds(1));
            }

            await Task.Yield();
        }

        await firing;
        await Engine.SettledAsync();
    }

    private protected async Task<BulkProgress> FindAsync(Guid id) => await Service.FindAsync(id, Olive, Cancellation) ?? throw new InvalidOperationException("The bulk repair is gone.");

    private protected async Task<IReadOnlyList<BulkRepairItem>> ItemsAsync(BulkProgress bulk, BulkRepairItemState? state = null) =>
        await Service.ItemsAsync(bulk.Bulk.Id, Olive, state, 0, 100, Cancellation) ?? throw new InvalidOperationException("The bulk repair is gone.");

    private protected async Task<IReadOnlyList<Operation>> RunsOfAsync(TenantId tenant) => await Runs.ListAsync(Home, tenant, 20, Cancellation);
}
