using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using PinResetPortal.Components.Overview;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Templates;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting.Diagnosing;
using PinResetPortal.Core.Troubleshooting.Guide;
using PinResetPortal.Core.Troubleshooting.Recognising;
using PinResetPortal.Fakes;
using PinResetPortal.Scheduling;
using PinResetPortal.SignIn;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Deployments;
using PinResetPortal.Work.Devices;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.History;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Offboarding;
using PinResetPortal.Work.Onboarding;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Overview;
using PinResetPortal.Work.People;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Reports;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.SelfChecks;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.SignIns;
using PinResetPortal.Work.Templates;
using PinResetPortal.Work.Tenants;
using PinResetPortal.Work.Troubleshooting;
using Quartz;
using Xunit;

namespace PinResetPortal.Components;

/// <summary>A page in an interactive circuit: Contoso and Fabrikam, an Operator signed in, the clock at <see cref="Some.Now"/>.</summary>
public abstract class ComponentTest : BunitContext
{
    private IRenderedComponent<MudPopoverProvider>? _popovers;

    protected ComponentTest()
    {
        // A wait ends when its state is there; this is only how long a busy machine may take.
        DefaultWaitTimeout = TimeSpan.FromSeconds(60);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Browser = JSInterop.SetupModule(BrowserBridge.Module);
        Browser.Mode = JSRuntimeMode.Loose;
        Services.AddPortalComponents();
        Services.AddOverviewPage();
        Services.Configure<PopoverOptions>(options => options.CheckForPopoverProvider = false);
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton(_ => Portal);
        Services.AddSingleton<ITenantCatalog>(Catalog);
        Services.AddSingleton<IReadinessService>(Readiness);
        Services.AddSingleton<IReadinessStore>(Readiness);
        Overview = new FakeOverview(Catalog, Readiness);
        Services.AddSingleton<IOverviewStore>(Overview);
        Services.AddSingleton<IScanService>(Scans);
        Services.AddOptions<ScanOptions>();
        Services.AddSingleton(_ => MemoryScheduler());
        Services.AddSingleton<ScanScheduler>();
        Services.AddSingleton<IRemediationService>(Remediation);
        Services.AddSingleton<IAuditLog>(Audit);
        Services.AddSingleton<IGroupSearch>(Groups);
        Services.AddSingleton<ITenantRegister>(Register);
        Services.AddSingleton<IOnboardingService>(Onboarding);
        Services.AddSingleton<IOffboardingService>(Offboarding);
        Services.AddSingleton<IPeopleService>(People);
        Services.AddSingleton<IBulkRepairService>(Bulk);
        Services.AddSingleton<ISignInLogReader>(SignInLog);
        Services.AddSingleton<PinResetSignInsCheck>();
        Services.AddSingleton<SignInService>();
        Services.AddSingleton<IDeviceSync, FakeDeviceSync>();
        Services.AddSingleton<ITenantFactReader, FakeDeviceSync>();
        Services.AddSingleton<DeviceSyncService>();
        Services.AddSingleton<ITenantRecords, TenantRecords>();
        Services.AddSingleton<INotificationSecrets>(new TurnedSecrets());
        Services.AddSingleton<INotificationChannel>(Webhook);
        Services.AddSingleton<IReportService>(Reports);
        Services.AddSingleton<IReportMail>(Reports);
        Services.AddSingleton<IDestinationStore>(News);
        Services.AddSingleton<INotificationOutbox>(News);
        Services.AddSingleton<DestinationSecrets>();
        Services.AddMetrics();
        Services.AddSingleton<DeliveryMeter>();
        Services.AddSingleton<DestinationSender>();
        Services.AddSingleton<DestinationService>();
        Services.AddSingleton<IChallengeLinks>(new FakeLinks());
        Services.AddOptions<PolicyTemplateOptions>();
        Services.AddSingleton(provider => new PolicyTemplates(provider.GetRequiredService<IOptions<PolicyTemplateOptions>>().Value));
        Services.AddSingleton<PolicyTemplateSettings>();
        Services.AddSingleton<PortalSettings>();
        Services.AddSingleton<ISettingsStore>(Settings);
        Services.AddSingleton<IPortalSelfCheck>(SelfCheck);
        Services.AddSingleton<IHomeTenants>(new Homes(Some.Fabrikam.Id));
        Services.AddSingleton<IDeploymentStore>(Deployments);
        Services.AddSingleton<DriftService>();
        foreach (var check in typeof(ITenantCheck).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(ITenantCheck))))
        {
            Services.AddSingleton(typeof(ITenantCheck), check);
        }

        foreach (var remediation in typeof(IRemediation).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IRemediation))))
        {
            Services.AddSingleton(typeof(IRemediation), remediation);
        }

        Services.AddSingleton<CheckCatalog>();
        Services.AddSingleton<GuideCatalog>();
        Services.AddSingleton<Recogniser>();
        Services.AddSingleton<Diagnoser>();
        Services.AddSingleton<ITroubleshootingService, TroubleshootingService>();
        Catalog.Tenants.AddRange([Some.Contoso, Some.Fabrikam]);
        Authorization = this.AddAuthorization();
        SignIn(PortalRole.Operator);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    protected PortalInfo Portal { get; set; } = new(IsDemo: true, "http://localhost:5081");

    protected FakeTimeProvider Time { get; } = new(Some.Now);

    protected FakeCatalog Catalog { get; } = new();

    protected FakeReadiness Readiness { get; } = new();

    protected FakeSelfCheck SelfCheck { get; } = new();

    protected FakeSignInLog SignInLog { get; } = new();

    protected FakeOverview Overview { get; }

    protected FakeBulkRepairs Bulk { get; } = new();

    protected FakeScans Scans { get; } = new();

    protected FakeRemediation Remediation { get; } = new();

    protected FakeAudit Audit { get; } = new();

    protected FakeSettings Settings { get; } = new();

    protected FakeDeployments Deployments { get; } = new();

    protected FakeGroups Groups { get; } = new();

    protected FakeRegister Register { get; } = new();

    private protected NotedChannel Webhook { get; } = new();

    private protected MemoryNotifications News { get; } = new();

    private protected FakeReports Reports { get; } = new();

    protected FakePeople People { get; } = new();

    protected FakeOnboarding Onboarding { get; } = new();

    protected FakeOffboarding Offboarding { get; } = new();

    protected BunitJSModuleInterop Browser { get; }

    protected Bunit.TestDoubles.BunitAuthorizationContext Authorization { get; }

    /// <summary>What menus and lists show when they are open. To be asked for before the component under test is drawn.</summary>
    protected IRenderedComponent<MudPopoverProvider> Popovers => _popovers ??= Render<MudPopoverProvider>();

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    protected void SignIn(PortalRole role)
    {
        Authorization.SetAuthorized("ada@fabrikam.example");
        Authorization.SetClaims([.. Some.Claims(role)]);
    }

    /// <summary>A scheduler of this test alone; nothing fires in it.</summary>
    private static ISchedulerFactory MemoryScheduler() => new ServiceCollection()
        .AddLogging()
        .AddQuartz(quartz => quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = Guid.NewGuid().ToString("N")))
        .BuildServiceProvider()
        .GetRequiredService<ISchedulerFactory>();

    /// <summary>The one button whose words contain the text.</summary>
    protected static AngleSharp.Dom.IElement Button(IRenderedComponent<IComponent> component, string words) =>
        component.FindAll("button").Single(button => button.TextContent.Contains(words, StringComparison.Ordinal));

    /// <summary>Chooses from the menu that was opened.</summary>
    protected void Choose(string words)
    {
        Popovers.WaitForAssertion(() => Assert.Contains(Popovers.FindAll(".mud-menu-item"), item => item.TextContent.Contains(words, StringComparison.Ordinal)));
        Popovers.FindAll(".mud-menu-item").Single(item => item.TextContent.Contains(words, StringComparison.Ordinal)).Click();
    }

    protected static bool Offers(IRenderedComponent<IComponent> component, string words) =>
        component.FindAll("button").Any(button => button.TextContent.Contains(words, StringComparison.Ordinal));
}
