using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PinResetPortal.Components.Access;
using PinResetPortal.Components.BulkRepairs;
using PinResetPortal.Components.Choosing;
using PinResetPortal.Components.Docs;
using PinResetPortal.Components.EvidencePack;
using PinResetPortal.Components.Guide;
using PinResetPortal.Components.Health;
using PinResetPortal.Components.History;
using PinResetPortal.Components.Layout;
using PinResetPortal.Components.Onboarding;
using PinResetPortal.Components.Overview;
using PinResetPortal.Components.Palette;
using PinResetPortal.Components.People;
using PinResetPortal.Components.Remediation;
using PinResetPortal.Components.Reports;
using PinResetPortal.Components.Settings;
using PinResetPortal.Components.Shared;
using PinResetPortal.Components.Tenants;
using PinResetPortal.Components.Troubleshooting;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Readiness;
using Xunit;

namespace PinResetPortal.Components.Rendering;

/// <summary>Every page and panel, in the states that people see.</summary>
internal static class RenderCases
{
    private static readonly string Contoso = Some.Contoso.Id.ToString();

    private static readonly UnreadableReason Refused = new(UnreadableKind.RoleMissing, "Graph refused.", "Ask for a role.");

    public static IReadOnlyList<RenderCase> All { get; } =
    [
        new("sign-in", "Can your users reset their PIN?", test => test.Render<SignInPage>()),
        new("no role", "You have no role here yet", test => test.As(PortalRole.None).Render<NoAccessPage>()),
        new("refused page, for a Reader", "Settings needs the role Admin; yours is Reader", test => test.As(PortalRole.Reader).Render<RefusedPage>(page => page.Add(one => one.Page, typeof(SettingsPage)))),
        new("refused page, for somebody without a role", "Taking you to the right page", test => test.As(PortalRole.None).Render<RefusedPage>(page => page.Add(one => one.Page, typeof(SettingsPage)))),
        new("consent given", "", test => test.Render<ConsentedPage>()),
        new("error", "The portal could not do that", test => test.Render<ErrorPage>(), Fails: true),
        new("no such page", "There is no such page", test => test.Render<NotFoundPage>()),
        new("failed page", "Correlation id", test => test.Render<PageTrouble>(page => page.Add(one => one.Exception, new InvalidOperationException("test"))), Fails: true),
        new("frame", "PinResetPortal", test => test.As(PortalRole.Admin, $"/tenants/{Contoso}").Render<MainLayout>()),
        new("public frame", "PinResetPortal", test => test.Render<PublicLayout>()),
        new("reconnect", "The connection to the server is lost", test => test.Render<ReconnectDialog>()),
        new("switcher", "Contoso", test => Opened(test.Render<TenantSwitcher>())),
        new("palette", "Overview", test => Opened(test.Render<CommandPalette>())),

        new("overview", "Contoso", test => NotConsented(test).Render<OverviewPage>()),
        new("overview with a tenant beside it", "1 of 2", test => NotConsented(test).As(PortalRole.Operator, $"/?open={Some.Contoso.Id}").Render<OverviewPage>()),
        new("overview, for somebody without a role", "You may not see this", test => test.As(PortalRole.None).Render<OverviewPage>()),
        new("overview that is being read", "", test => test.Render<OverviewSkeleton>()),
        new("overview that fails", "The tenants could not be listed.", test =>
        {
            test.Fleet.Failure = new InvalidOperationException();
            return test.Render<OverviewPage>();
        }, Fails: true),
        new("selection", "2 tenants selected", test => test.Render<BulkBar>(bar => bar.Add(one => one.Selected, [Some.Contoso.Id, Some.Fabrikam.Id]).Add(one => one.Matching, 2))),
        new("fleet", "", test => test.Render<FleetPanel>()),
        new("running scan", "Checking 26 tenants", test =>
        {
            test.Running.Scans.Add(FakeScans.Running(26, 3));
            return test.Render<ScanBar>();
        }),
        new("tenants", "Contoso", test => test.As(PortalRole.Admin).Render<TenantsPage>()),
        new("tenants, for somebody without a role", "You may not see this", test => test.As(PortalRole.None).Render<TenantsPage>()),

        new("health", "CAA20004", test => NotConsented(test).Render<HealthPage>(page => page.Add(one => one.Id, Contoso))),
        new("health with a run that is not finished", "Contoso", test =>
        {
            test.Repairs.Operations.Add(Some.Operation(Some.Contoso, OperationState.Running, StepState.Sending));
            return NotConsented(test).Render<HealthPage>(page => page.Add(one => one.Id, Contoso));
        }),
        new("health that could no longer be read", "could not be read since", test =>
        {
            var earlier = Some.NotConsented(Some.Contoso);
            test.Answers.Answers[Some.Contoso.Id] = earlier with { Unread = new(Some.Now, Some.Now, [Some.Assessed(Some.Finding("consent.pin-reset-service", FindingStatus.Unknown, reason: Refused))]) };
            return test.Render<HealthPage>(page => page.Add(one => one.Id, Contoso));
        }),
        new("health of which nothing could be read", "Graph refused.", test =>
        {
            test.Answers.Answers[Some.Contoso.Id] = Some.Readiness(Some.Contoso, Verdict.Unknown, Some.Assessed(Some.Finding("consent.pin-reset-service", FindingStatus.Unknown, reason: Refused)), Some.Assessed(Some.Finding("devices.coverage", FindingStatus.Unknown, reason: Refused)));
            return test.Render<HealthPage>(page => page.Add(one => one.Id, Contoso));
        }),
        new("health of a tenant that is not set up", "Set this tenant up", test =>
        {
            var reason = new UnreadableReason(UnreadableKind.PortalNotConsented, "The portal is not authorised in Contoso.");
            test.Answers.Answers[Some.Contoso.Id] = Some.Readiness(
                Some.Contoso, Verdict.Unknown, [.. new[] { "consent.pin-reset-service", "consent.pin-reset-client", "policy.pin-recovery" }.Select(id => Some.Assessed(Some.Finding(id, FindingStatus.Unknown, reason: reason)))]);
            return test.Render<HealthPage>(page => page.Add(one => one.Id, Contoso));
        }),
        new("health of another tenant", "Tenant not found", test => test.Render<HealthPage>(page => page.Add(one => one.Id, "nonsense"))),
        new("health, for somebody without a role", "You may not see this", test => test.As(PortalRole.None).Render<HealthPage>(page => page.Add(one => one.Id, Contoso))),
        new("health that is being read", "Contoso", test => test.Render<HealthSkeleton>(page => page.Add(one => one.TenantName, "Contoso"))),
        new("finding with policies", "Who wins", test => Card(test, Some.Finding("policy.conflict", FindingStatus.Broken) with { Matrix = [new("p", "Hello", "settingsCatalog", "Device", "true", "all devices", default, "why")] })),
        new("finding with a changed policy", "Hello", test => Card(test, Some.Finding("policy.drift", FindingStatus.NeedsAttention, null, null, false, new Evidence("settingsCatalog", "Hello", "p-1", "changed") { Differs = true }))),
        new("finding that could not be read", "Graph refused.", test => Card(test, Some.Finding("devices.coverage", FindingStatus.Unknown, reason: Refused))),

        new("plan", "Create the settings catalog policy", test => Plan(test, "all", null)),
        new("plan for groups", "group", test => Plan(test, "all", null, "groups")),
        new("plan that waits for scopes", "Inferred.", test => Waiting(test)),
        new("plan by hand", "opens both pages and accepts", test => Plan(test, "all", "manual")),
        new("plan as a script", "Connect-MgGraph", test => Plan(test, "all", "script")),
        new("plan of another tenant", "Nothing to send", test => test.Render<RemediationDialog>(dialog => dialog.Add(one => one.Tenant, Some.Contoso).Add(one => one.Actor, Some.Actor(PortalRole.Operator)).Add(one => one.Fix, "all"))),
        new("run that is verified", "Verified", test => Run(test, Some.Operation(Some.Contoso, OperationState.Verified, StepState.Done))),
        new("run that goes on", "Running", test => Run(test, Some.Operation(Some.Contoso, OperationState.Running, StepState.Sending))),
        new("run that failed", "Failed", test => Run(test, Some.Operation(Some.Contoso, OperationState.Failed, StepState.Failed))),

        new("bulk repair that is planned", "Type", test => Bulk(test, FakeBulkRepairs.In(BulkRepairState.Planned, null, FakeBulkRepairs.Item(Some.Contoso, BulkRepairItemState.Planned)))),
        new("plan of one tenant of many", "Plan for Contoso", test =>
        {
            test.Repairs.Plan = _ => Some.Plan(Some.Contoso, "hash", null, Some.CreateService);
            var item = FakeBulkRepairs.Item(Some.Contoso, BulkRepairItemState.Planned);
            return test.Render<BulkItemPlan>(plan => plan.Add(one => one.Bulk, FakeBulkRepairs.In(BulkRepairState.Planned, null, item).Bulk).Add(one => one.Item, item));
        }),
        new("bulk repair that takes another one back", "Undo many tenants", test => Bulk(test, FakeBulkRepairs.Undo(FakeBulkRepairs.Item(Some.Contoso, BulkRepairItemState.Planned)))),
        new("bulk repair that is being planned", "Nothing is sent.", test => Bulk(test, FakeBulkRepairs.In(BulkRepairState.Planning))),
        new("bulk repair that was stopped", "Go on", test => Bulk(test, FakeBulkRepairs.In(BulkRepairState.Stopped, Some.Now, FakeBulkRepairs.Item(Some.Contoso, BulkRepairItemState.Planned)))),
        new("bulk repair that is not there", "There is no such bulk repair", test => test.Render<BulkRepairPage>(page => page.Add(one => one.Id, Guid.NewGuid()))),
        new("bulk repairs", "bulk", test => test.Render<BulkRepairsPage>()),
        new("bulk repairs, for somebody without a role", "You may not see this", test => test.As(PortalRole.None).Render<BulkRepairsPage>()),
        new("fix of selected tenants", "Fix these", test => test.Render<FixSelected>(form => form.Add(one => one.Tenants, () => Task.FromResult<IReadOnlyCollection<TenantId>>([Some.Contoso.Id])).Add(one => one.Words, "Fix these"))),

        new("history", "ada@fabrikam.example", test => Recorded(test).Render<HistoryPage>(page => page.Add(one => one.Id, Contoso))),
        new("history of another tenant", "Tenant not found", test => test.Render<HistoryPage>(page => page.Add(one => one.Id, "nonsense"))),
        new("activity", "Contoso", test => Recorded(test).Render<ActivityPage>()),
        new("activity, for somebody without a role", "You may not see this", test => test.As(PortalRole.None).Render<ActivityPage>()),
        new("records that are being read", "", test => test.Render<RecordsSkeleton>()),
        new("evidence pack", "Contoso", test => NotConsented(test).Render<EvidencePage>(page => page.Add(one => one.Id, Contoso))),
        new("evidence pack, for somebody without a role", "You may not see this", test => test.As(PortalRole.None).Render<EvidencePage>(page => page.Add(one => one.Id, Contoso))),
        new("onboarding", "Portal is consented", test => test.Render<OnboardingPage>(page => page.Add(one => one.Id, Contoso))),
        new("onboarding that is done", "everything it needs", test =>
        {
            test.Probes.Probes[1] = FakeOnboarding.Consented;
            return test.Render<OnboardingPage>(page => page.Add(one => one.Id, Contoso));
        }),

        new("onboarding, for whom a tenant may be let go", "Let this tenant go", test => test.As(PortalRole.Admin).Render<OnboardingPage>(page => page.Add(one => one.Id, Contoso))),

        new("troubleshoot", "What does the user see?", test => test.Render<TroubleshootPage>(page => page.Add(one => one.Id, Contoso))),
        new("troubleshoot a code", "CAA20004", test => Explained(test, "CAA20004")),
        new("troubleshoot dsregcmd", "dsreg-table", test => Explained(test, $"AzureAdJoined : YES\nDomainJoined : NO\nNgcSet : YES\nCanReset : DestructiveOnly\nTenantId : {Contoso}")),
        new("troubleshoot, for somebody without a role", "You may not see this", test => test.As(PortalRole.None).Render<TroubleshootPage>()),
        new("troubleshoot in another tenant", "Tenant not found", test => test.Render<TroubleshootPage>(page => page.Add(one => one.Id, "nonsense"))),
        new("choice of a tenant", "Contoso", test => Typed(test.Render<TenantChoice>(), "conto")),
        new("people", "Find a user", test => test.As(PortalRole.Reader).Render<PeoplePage>(page => page.Add(one => one.Id, Contoso))),
        new("people of another tenant", "Tenant not found", test => test.Render<PeoplePage>(page => page.Add(one => one.Id, "nonsense"))),
        new("people, for somebody without a role", "You may not see this", test => test.As(PortalRole.None).Render<PeoplePage>(page => page.Add(one => one.Id, Contoso))),
        new("search of a person", "Find a user", test => test.Render<PersonSearch>(box => box.Add(one => one.Tenant, Some.Contoso))),
        new("guide", "CAA20004", test => test.Render<GuidePage>()),
        new("guide entry", "Sources", test => test.Render<GuideEntryPage>(page => page.Add(one => one.EntryId, "caa20004"))),
        new("guide entry that is not there", "Entry not found", test => test.Render<GuideEntryPage>(page => page.Add(one => one.EntryId, "nothing"))),
        new("check page with a table", "<table class", test => test.Render<CheckPage>(page => page.Add(one => one.CheckId, "policy.pin-recovery"))),
        new("check page that is not there", "Check not found", test => test.Render<CheckPage>(page => page.Add(one => one.CheckId, "nothing"))),
        new("settings", "Policy template", test => test.As(PortalRole.Admin).Render<SettingsPage>()),
        new("settings of the template", "Save the template", test => Settings(test, "policy-template")),
        new("settings of the schedule", "Save the schedule", test => Settings(test, "schedule")),
        new("settings of the notifications", "Save the destination", test => Settings(test, "notifications")),
        new("form of a destination", "Save the destination", test => test.Render<DestinationForm>(form => form.Add(one => one.Edit, new(new NotedChannel(), saved: null)))),
        new("delivery log", "Nothing was told here yet", test => test.Render<DeliveryLog>(log => log.Add(one => one.Name, "Tickets").Add(one => one.Deliveries, []))),
        new("settings of the reports", "add a mail destination", test => Settings(test, "reports")),
        new("settings of a report", "All tenants", test =>
        {
            test.Told.Destinations.Add(FakeReports.Mail);
            test.Reported.Add();
            var settings = Settings(test, "reports");
            settings.WaitForAssertion(() => Assert.Contains("Change", settings.Markup, StringComparison.Ordinal));
            settings.FindAll("button").Single(button => button.TextContent.Contains("Change", StringComparison.Ordinal)).Click();
            return settings;
        }),
        new("report", "Contoso &lt;script&gt;", test => Report(test, FakeReports.Id)),
        new("report of a period that is too long", "This period cannot be shown", test =>
        {
            test.Reported.Add();
            return test.As(PortalRole.Reader, $"/reports/{FakeReports.Id}?from=2001-01-01").Render<ReportPage>(page => page.Add(one => one.Id, $"{FakeReports.Id}"));
        }),
        new("report that is not there", "There is no such report", test => Report(test, Guid.NewGuid())),
        new("report, for somebody without a role", "You may not see this", test => test.As(PortalRole.None).Render<ReportPage>(page => page.Add(one => one.Id, $"{FakeReports.Id}"))),
        new("settings of this portal", "Look now", test => Settings(test, "this-portal")),
        new("settings that are not there", "There are no such settings", test => Settings(test, "nothing")),
    ];

    private static RenderTests NotConsented(RenderTests test)
    {
        test.Answers.Answers[Some.Contoso.Id] = Some.NotConsented(Some.Contoso);
        return test;
    }

    private static RenderTests Recorded(RenderTests test)
    {
        test.Repairs.Operations.Add(Some.Operation(Some.Contoso, OperationState.Verified, StepState.Done));
        test.Log.Entries.Add(new AuditEntry(1, Some.Now, Some.Record(Some.Contoso, "Started a repair"), new string('0', 64), new string('a', 64)));
        test.Answers.History.Add(new ReadinessMark(Some.Contoso.Id, Verdict.NotReady, Some.Now.AddDays(-2), ["consent.pin-reset-service"]));
        return test;
    }

    private static IRenderedComponent<IComponent> Opened(IRenderedComponent<IComponent> box)
    {
        box.Find("input").Focus();
        return box;
    }

    private static IRenderedComponent<IComponent> Typed(IRenderedComponent<IComponent> box, string text)
    {
        box.Find("input").Focus();
        box.Find("input").Input(text);
        return box;
    }

    private static IRenderedComponent<IComponent> Explained(RenderTests test, string text)
    {
        NotConsented(test).Script.Setup<IJSStreamReference?>("readText", _ => true).SetResult(new FakeTextBox(text));
        var page = test.As(PortalRole.Operator, $"/tenants/{Contoso}/troubleshoot").Render<TroubleshootPage>(one => one.Add(other => other.Id, Contoso));
        page.Find("form.paste").Submit();
        return page;
    }

    private static IRenderedComponent<IComponent> Card(RenderTests test, Finding finding) =>
        test.Render<FindingCard>(card => card.Add(one => one.Assessed, Some.Assessed(finding)).Add(one => one.TenantId, Some.Contoso.Id).Add(one => one.MayFix, true));

    private static IRenderedComponent<IComponent> Waiting(RenderTests test)
    {
        test.Repairs.Plan = _ => new PlanResult.Planned(Some.Plan(Some.Contoso, "hash-1").Plan with { ScopesToChoose = [new("user_impersonation", "Access the service")] }, Some.Facts(Some.Contoso));
        return NotConsented(test).As(PortalRole.Operator, RemediationAddress.Plan(Some.Contoso.Id, "consent.grants")).Render<RemediationDialog>(dialog => dialog
            .Add(one => one.Tenant, Some.Contoso).Add(one => one.Actor, Some.Actor(PortalRole.Operator)).Add(one => one.Fix, "consent.grants"));
    }

    private static IRenderedComponent<IComponent> Plan(RenderTests test, string fix, string? tab, string? assign = null)
    {
        test.Repairs.Plan = choice => Some.Plan(Some.Contoso, "hash-1", null, Some.CreateService, Some.CreatePolicy(choice.Name ?? "WIN - PIN recovery"), Some.AssignPolicy);
        return NotConsented(test).As(PortalRole.Operator, RemediationAddress.Plan(Some.Contoso.Id, fix)).Render<RemediationDialog>(dialog => dialog
            .Add(one => one.Tenant, Some.Contoso).Add(one => one.Actor, Some.Actor(PortalRole.Operator)).Add(one => one.Fix, fix).Add(one => one.Tab, tab).Add(one => one.Assign, assign));
    }

    private static IRenderedComponent<IComponent> Run(RenderTests test, Operation operation)
    {
        test.Repairs.Operations.Add(operation);
        return NotConsented(test).Render<RemediationDialog>(dialog => dialog
            .Add(one => one.Tenant, Some.Contoso).Add(one => one.Actor, Some.Actor(PortalRole.Operator)).Add(one => one.OperationId, operation.Id));
    }

    private static IRenderedComponent<IComponent> Settings(RenderTests test, string subject) =>
        test.As(PortalRole.Admin).Render<SettingsPage>(page => page.Add(one => one.Subject, subject));

    private static IRenderedComponent<IComponent> Report(RenderTests test, Guid id)
    {
        test.Reported.Add();
        return test.As(PortalRole.Reader).Render<ReportPage>(page => page.Add(one => one.Id, $"{id}"));
    }

    private static IRenderedComponent<IComponent> Bulk(RenderTests test, BulkProgress progress)
    {
        test.Bulks.Progress = progress;
        return test.Render<BulkRepairPage>(page => page.Add(one => one.Id, FakeBulkRepairs.Id));
    }
}
