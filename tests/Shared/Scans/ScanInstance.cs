using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Databases;
using PinResetPortal.Store.Scans;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Tenants;
using Quartz;

namespace PinResetPortal.Work.Scans;

/// <summary>One instance of the portal that takes part in scans: Core, the Store and the engine are real, reading is the test's.</summary>
internal sealed class ScanInstance : IAsyncDisposable
{
    public static readonly TenantId Home = TenantId.Parse("11111111-1111-4111-8111-111111111111");

    public static readonly Actor Person = new(ActorKind.User, "ada", "ada@fabrikam.example", Home, PortalRole.Operator, new());

    private readonly StoreUnderTest _store;
    private readonly IScheduler _scheduler;
    private Task? _end;

    private ScanInstance(StoreUnderTest store, IScheduler scheduler, ScriptedReader reader) => (_store, _scheduler, Reader) = (store, scheduler, reader);

    public ScriptedReader Reader { get; }

    public FakeTimeProvider Time => _store.Time;

    public IScanService Service => _store.Get<IScanService>();

    public IMeterFactory Meters => _store.Get<IMeterFactory>();

    public IScanStore Rows => _store.Get<ScanStore>();

    public static async Task<ScanInstance> StartAsync(ITestDatabase database, ScriptedReader reader, FakeTimeProvider? time = null, int concurrency = 4)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(database.Configuration).Build();
        var shared = SchedulerDatabase.IsShared(configuration);
        var store = StoreUnderTest.Compose(database.Configuration, time: time, after: services =>
        {
            services.AddPinResetWork();
            services.AddBackground(engine => KeepIn(engine, configuration, shared), shared);
            services.RemoveAll<IWork>().AddSingleton<IWork, ScanWork>();
            services.RemoveAll<IRound>().AddSingleton<IRound, MakeGood>();
            services.AddSingleton<ScanStore>();
            services.AddSingleton(provider => new MortalStore(provider.GetRequiredService<ScanStore>()));
            services.AddSingleton<IScanStore>(provider => provider.GetRequiredService<MortalStore>());
            services.AddSingleton<ITenantFactReader>(reader);
            services.AddSingleton<ITenantDirectory, NoDirectory>();
            services.AddSingleton<ILastingSignIns, NotedSignIns>();
            services.AddSingleton<IChangeExecutor, NoChanges>();
            services.Configure<ScanOptions>(options => options.Concurrency = concurrency);
        });
        await store.InitializeAsync();
        var scheduler = await store.Get<ISchedulerFactory>().GetScheduler(TestContext.Current.CancellationToken);
        var rounds = new RoundsAtStart(store.Get<ISchedulerFactory>(), store.GetAll<IRound>());
        await rounds.StartAsync(TestContext.Current.CancellationToken);
        await scheduler.Start(TestContext.Current.CancellationToken);
        return new ScanInstance(store, scheduler, reader);
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
            var progress = await Rows.FindAsync(Home, scan, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("The scan is gone.");
            if (asExpected(progress))
            {
                return progress;
            }

            Time.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    public async Task<IReadOnlyList<ScanItem>> ItemsAsync(Guid scan) =>
        await Rows.ItemsAsync(Home, scan, null, 0, 1000, TestContext.Current.CancellationToken);

    /// <summary>Completes when a chunk was woken and looks why.</summary>
    public Task Woken => _store.Get<MortalStore>().Asked;

    /// <summary>The next saves of results fail, as on a full disk.</summary>
    public void Refuse(int times) => _store.Get<MortalStore>().Refuse(times);

    /// <summary>As kill -9: nothing is handed over, nothing is written any more, and the other instances hear no more of it.</summary>
    public Task KillAsync()
    {
        _store.Get<MortalStore>().Kill();
        return _end ??= _scheduler.Shutdown(waitForJobsToComplete: false, CancellationToken.None).AsTask();
    }

    /// <summary>In order, as the host does.</summary>
    public Task StopAsync() => _end ??= _scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None).AsTask();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _store.DisposeAsync();
    }

    private static void KeepIn(IPersistentStoreBuilder engine, IConfiguration configuration, bool shared)
    {
        engine.UsePortalDatabase(configuration);
        if (shared)
        {
            // Sooner missed than in earnest.
            engine.UseClustering(cluster => (cluster.CheckinInterval, cluster.CheckinMisfireThreshold) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));
        }
    }

    internal sealed class NoDirectory : ITenantDirectory
    {
        public bool LooksForCustomers => true;

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
