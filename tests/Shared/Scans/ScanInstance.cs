using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Store.Scans;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Scans;

/// <summary>One instance of the portal that takes part in scans: Core and the Store are real, reading is the test's.</summary>
internal sealed class ScanInstance : IAsyncDisposable
{
    public static readonly TenantId Home = TenantId.Parse("11111111-1111-4111-8111-111111111111");

    public static readonly Actor Person = new(ActorKind.User, "ada", "ada@fabrikam.example", Home, PortalRole.Operator, new());

    private readonly StoreUnderTest _store;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    private ScanInstance(StoreUnderTest store, ScriptedReader reader) => (_store, Reader) = (store, reader);

    public ScriptedReader Reader { get; }

    public FakeTimeProvider Time => _store.Time;

    public IScanService Service => _store.Get<IScanService>();

    public static async Task<ScanInstance> StartAsync(ITestDatabase database, ScriptedReader reader, FakeTimeProvider? time = null, int concurrency = 4)
    {
        var store = StoreUnderTest.Compose(database.Configuration, time: time, after: services =>
        {
            services.AddPinResetWork();
            services.AddSingleton<ScanStore>();
            services.AddSingleton(provider => new MortalStore(provider.GetRequiredService<ScanStore>()));
            services.AddSingleton<IScanStore>(provider => provider.GetRequiredService<MortalStore>());
            services.AddSingleton<ITenantFactReader>(reader);
            services.AddSingleton<ITenantDirectory, NoDirectory>();
            services.AddSingleton<IChangeExecutor, NoChanges>();
            services.Configure<ScanOptions>(options => options.Concurrency = concurrency);
        });
        await store.InitializeAsync();
        var instance = new ScanInstance(store, reader);
        instance._running = store.Get<ScanRunner>().RunAsync(instance._stopping.Token);
        return instance;
    }

    /// <summary>Tenants of the home tenant's partner relationship; the catalog finds them in the Store.</summary>
    public async Task<IReadOnlyList<TenantId>> AddTenantsAsync(int count)
    {
        var tenants = Enumerable.Range(1, count)
            .Select(number => new Tenant(new(Guid.NewGuid()), $"Customer {number:D3}", null, new(RelationshipKind.Gdap, true, PartnerTenantId: Home)))
            .ToList();
        await _store.Get<ITenantStore>().UpsertAsync(Home, tenants, TestContext.Current.CancellationToken);
        return [.. tenants.Select(tenant => tenant.Id)];
    }

    public async Task<ScanProgress> StartScanAsync(IReadOnlyCollection<TenantId>? tenants = null, Actor? actor = null) =>
        Assert.IsType<ScanStart.Accepted>(await Service.StartAsync(actor ?? Person, tenants, refresh: true, TestContext.Current.CancellationToken)).Progress;

    /// <summary>Looks until the scan is as expected; moves the clock on, so that whoever polls polls.</summary>
    public async Task<ScanProgress> UntilAsync(Guid scan, Func<ScanProgress, bool> asExpected)
    {
        while (true)
        {
            var progress = await Service.FindAsync(scan, Person, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("The scan is gone.");
            if (asExpected(progress))
            {
                return progress;
            }

            Time.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    public async Task<IReadOnlyList<ScanItem>> ItemsAsync(Guid scan) =>
        await Service.ItemsAsync(scan, Person, null, 0, 1000, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("The scan is gone.");

    /// <summary>As kill -9: nothing is given back, nothing is written any more.</summary>
    public void Kill() => _store.Get<MortalStore>().Kill();

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        if (!_store.Get<MortalStore>().IsDead)
        {
            await _running;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _store.DisposeAsync();
        _stopping.Dispose();
    }

    internal sealed class NoDirectory : ITenantDirectory
    {
        public Task<Fact<IReadOnlyList<Tenant>>> ReadCustomersAsync(TenantId partnerTenantId, Actor actor, CancellationToken cancellationToken) =>
            Task.FromResult<Fact<IReadOnlyList<Tenant>>>(new Fact<IReadOnlyList<Tenant>>.Known([]));
    }

    internal sealed class NoChanges : IChangeExecutor
    {
        public Task<ChangeObservation> ObserveAsync(Tenant tenant, Actor actor, PlannedChange change, CancellationToken cancellationToken) => throw new NotSupportedException();

        public PlannedRequest Describe(PlannedChange change) => throw new NotSupportedException();

        public Task<ChangeOutcome> ExecuteAsync(Tenant tenant, Actor actor, PlannedChange change, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
