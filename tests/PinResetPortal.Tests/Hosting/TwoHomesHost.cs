using System.Reflection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Devices;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Onboarding;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.People;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Reports;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.SignIns;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Hosting;

/// <summary>
/// The portal with its real services and its real store for two admitted home tenants. The first has one customer and something of every
/// kind that has an id; nothing is read from Graph.
/// </summary>
public class TwoHomesHost : PortalHost, IAsyncLifetime
{
    /// <summary>Stands in everything that the first home tenant stored: no answer to the other one may hold it.</summary>
    public const string Secret = "zyxwood";

    public static readonly TenantId Other = FakeTenantCatalog.Stranger;

    public static readonly TenantId Customer = FakeTenantCatalog.Customer;

    public Guid OperationId { get; } = Guid.NewGuid();

    public Guid ScanId { get; } = Guid.NewGuid();

    public Guid BulkRepairId { get; } = Guid.NewGuid();

    public Guid DestinationId { get; } = Guid.NewGuid();

    /// <summary>The destination that <see cref="ReportId"/> goes by.</summary>
    public Guid MailId { get; } = Guid.NewGuid();

    public Guid ReportId { get; private set; }

    public HttpClient CallerOf(TenantId home, PortalRole role) => Caller(TestTokens.Application(role.ToString(), home.ToString()));

    public async ValueTask InitializeAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var by = new OperationActor(ActorKind.User, $"{Secret}-id", $"{Secret}@fabrikam.example", FakeTenantCatalog.Home, PortalRole.Operator);
        var key = new TenantKey(FakeTenantCatalog.Home, Customer);
        await AddCustomerAsync(FakeTenantCatalog.Home, $"Customer {Secret}");
        await Services.GetRequiredService<IReadinessStore>().SaveAsync(key.Home, new(Customer, $"Answer {Secret}", Verdict.NotReady, now, [], new ReadCost(1, 1, 1, 1)), default);
        await Services.GetRequiredService<IOperationStore>().TryAddAsync(
            new(OperationId, key, OperationKind.Fix, OperationState.Running, $"{Secret}-plan", [], new PolicyChoice(), [], by, now, now, Interrupted: true), default);
        await Services.GetRequiredService<IScanStore>().AddAsync(new(ScanId, key.Home, ScanTrigger.Request, by, true, ScanState.Cancelled, now, FinishedAt: now), [Customer], default);
        await Services.GetRequiredService<IBulkRepairStore>().AddAsync(new(BulkRepairId, key.Home, BulkRepairState.Planned, by, null, new PolicyChoice(), now, now), [Customer], default);
        await Services.GetRequiredService<IBulkRepairStore>().SavePlanAsync(new(BulkRepairId, Customer, $"Customer {Secret}", BulkRepairItemState.Planned, PlanHash: $"{Secret}-plan"), [], default);
        await Services.GetRequiredService<IDestinationStore>().AddAsync(new(DestinationId, key.Home, $"Destination {Secret}", "webhook", true, new DestinationSettings(), 1, now, by.Name), default);
        await Services.GetRequiredService<IDestinationStore>().AddAsync(new(MailId, key.Home, $"Mail {Secret}", "mail", true, new DestinationSettings(), 1, now, by.Name), default);
        var wanted = new ReportDraft($"Report {Secret}", true, new(), new(ReportRhythm.Weekly, DayOfWeek.Monday, 1, new TimeOnly(7, 0), "Europe/Berlin"), MailId, [$"{Secret}@fabrikam.example"]);
        var report = await Services.GetRequiredService<IReportService>().AddAsync(Actor.Portal(by.Id, by.Name, key.Home, PortalRole.Admin), wanted, default);
        ReportId = Assert.IsType<EditOutcome<ReportState>.Done>(report).Value.Schedule.Id;
        await Services.GetRequiredService<IAuditLog>().AppendAsync(new(key, by.Id, by.Name, AuditActions.RemediationIntent, OperationId, $"Repairs {Secret}", null), default);
    }

    /// <summary>A customer by GDAP.</summary>
    public Task AddCustomerAsync(TenantId home, string name) =>
        Services.GetRequiredService<ITenantStore>().UpsertAsync(home, [new(Customer, name, null, new(RelationshipKind.Gdap, Active: true, PartnerTenantId: home))], default);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Portal:AllowedTenants:1", Other.ToString());
        builder.ConfigureTestServices(services =>
        {
            // The real services come back in the place of the fakes that the base puts there last.
            foreach (var service in new[] { typeof(ITenantCatalog), typeof(IReadinessService), typeof(IReadinessStore), typeof(IRemediationService), typeof(IAuditLog), typeof(IOnboardingService), typeof(IScanService), typeof(IPeopleService) })
            {
                services.Remove(services.Last(descriptor => descriptor.ServiceType == service));
            }

            foreach (var seam in new[] { typeof(ITenantFactReader), typeof(IPersonReader), typeof(ISignInLogReader), typeof(IOnboardingReader), typeof(IPartnerConsent), typeof(ITenantResolver), typeof(IDeviceSync), typeof(IGroupSearch) })
            {
                services.AddSingleton(seam, NoGraph.For(seam));
            }

            services.AddSingleton<ITenantDirectory, NoCustomers>();
            services.AddSingleton<ILastingSignIns, NotedSignIns>();
        });
    }

    private sealed class NoCustomers : ITenantDirectory
    {
        public bool LooksForCustomers => true;

        public Task<Fact<IReadOnlyList<Tenant>>> ReadCustomersAsync(TenantId partnerTenantId, Actor actor, CancellationToken cancellationToken) =>
            Task.FromResult<Fact<IReadOnlyList<Tenant>>>(new UnreadableReason(UnreadableKind.Unavailable, "Nothing is read here."));
    }
}

/// <summary>Whoever gets as far as this was let through.</summary>
public class NoGraph : DispatchProxy
{
    public static object For(Type seam) => DispatchProxy.Create(seam, typeof(NoGraph));

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new NotSupportedException($"{targetMethod?.DeclaringType?.Name}.{targetMethod?.Name} asks Graph.");
}
