using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Deployments;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Reports;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Hosting;

/// <summary>
/// Every change leaves an entry of whoever made it in the audit log. The endpoints come from the portal itself: one that changes something and
/// is added tomorrow fails here until somebody says how it is called, and then until it is recorded.
/// </summary>
public sealed class ChangeRecordTests(ChangesHost host) : IClassFixture<ChangesHost>
{
    /// <summary>The tenant that every domain belongs to.</summary>
    internal static readonly TenantId Resolved = new(new("eeeeeeee-0000-4000-8000-0000000000ee"));

    private const string Caller = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";

    /// <summary>A run is given its place by the engine; the rest is recorded before the answer.</summary>
    private static readonly TimeSpan _atMost = TimeSpan.FromSeconds(30);

    /// <summary>What is sent with another method than GET, and changes nothing that is anybody's.</summary>
    private static readonly Dictionary<string, string> _noChanges = new(StringComparer.Ordinal)
    {
        ["POST /api/v1/diagnose"] = "asks about a text, which is not stored",
        ["POST /mcp/"] = "each tool is one of these endpoints",
        ["POST /authentication/logout"] = "ends the caller's own sign-in",
    };

    private static readonly OperationActor _somebody = new(ActorKind.Application, "somebody", "somebody", FakeTenantCatalog.Home, PortalRole.Operator);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [FactAttribute]
    public async Task EveryChange_ThatIsAccepted_LeavesAnEntryOfItsCaller()
    {
        using var client = host.Caller(TestTokens.Person("Admin"));
        var routes = Changing().ToList();
        var scenes = Scenes(client);
        var problems = new List<string>(routes.Select(route => route.Name).Except(scenes.Keys).Select(name => $"{name}: nobody says how it is called"));
        problems.AddRange(scenes.Keys.Except(routes.Select(route => route.Name)).Select(name => $"{name}: is no endpoint any more"));
        foreach (var route in routes.Where(route => scenes.ContainsKey(route.Name)))
        {
            var scene = await scenes[route.Name]();
            using var request = route.Request(scene.Ids, scene.Tenant);
            request.Content = scene.Body is null ? request.Content : new StringContent(scene.Body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            var before = host.Heard.Count;
            using var answer = await client.SendAsync(request, Token);
            if (!answer.IsSuccessStatusCode)
            {
                problems.Add($"{route.Name}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Token)}");
                continue;
            }

            var heard = host.Heard.HearAsync(before, record => record.Key == new TenantKey(FakeTenantCatalog.Home, scene.Chain) && record.ActorId == Caller);
            try
            {
                await heard.WaitAsync(_atMost, Token);
            }
            catch (TimeoutException)
            {
                problems.Add($"{route.Name}: {(int)answer.StatusCode}, and no entry");
            }
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems.Select(problem => problem.Length > 400 ? problem[..400] : problem)));
        Assert.True(routes.Count > 20);
    }

    [FactAttribute]
    public void NoChanges_AreEndpoints() =>
        Assert.Empty(_noChanges.Keys.Except(PortalRoute.All(host.Services).Select(route => route.Name)));

    private IEnumerable<PortalRoute> Changing() => PortalRoute.All(host.Services)
        .Where(route => route.Method is not ("GET" or "HEAD") && !route.IsStatic && !route.Pattern.StartsWith("/_", StringComparison.Ordinal) && !route.IsPage)
        .Where(route => !_noChanges.ContainsKey(route.Name));

    /// <summary>What each of them needs to be accepted.</summary>
    private Dictionary<string, Func<Task<Scene>>> Scenes(HttpClient client) => new(StringComparer.Ordinal)
    {
        ["POST /api/v1/tenants"] = () => Task.FromResult(new Scene(Resolved, new Dictionary<string, string>(), Chain: Resolved)),
        ["DELETE /api/v1/tenants/{tenantId}"] = () => CustomerAsync(RelationshipKind.Direct),
        ["POST /api/v1/tenants/{tenantId}/offboarding"] = async () =>
        {
            var scene = await CustomerAsync();
            using var exported = await client.GetAsync($"/api/v1/tenants/{scene.Tenant}/offboarding/export", Token);
            return scene;
        },
        ["PUT /api/v1/tenants/{tenantId}/tags"] = () => CustomerAsync(),
        ["POST /api/v1/tenants/{tenantId}/onboarding/consent"] = () => CustomerAsync(),
        ["POST /api/v1/tenants/{tenantId}/devices/sync"] = () => CustomerAsync(),
        ["POST /api/v1/tenants/{tenantId}/remediations"] = async () =>
        {
            var scene = await CustomerAsync();
            using var plan = await client.GetAsync($"/api/v1/tenants/{scene.Tenant}/plan?check=all", Token);
            return scene with { Body = $$"""{"checks":"all","planHash":"{{(string?)(await plan.JsonAsync())["planHash"]}}"}""" };
        },
        ["PUT /api/v1/tenants/{tenantId}/drift/{policyId}/acceptance"] = async () =>
        {
            var scene = await CustomerAsync();
            var policy = new DeployedPolicy(scene.Tenant, TenantFactsBuilder.Catalog("p-on", "Hello", true, TenantFactsBuilder.AllDevices), Guid.NewGuid(), Now, "somebody");
            await host.Services.GetRequiredService<IDeploymentStore>().SaveAsync(FakeTenantCatalog.Home, [policy], Token);
            return scene.With("policyId", "p-on");
        },
        ["POST /api/v1/operations/{id}/undo"] = () => OperationAsync(OperationState.Verified),
        ["POST /api/v1/operations/{id}/resume"] = () => OperationAsync(OperationState.Running),
        ["POST /api/v1/operations/{id}/cancel"] = () => OperationAsync(OperationState.Running),
        ["POST /api/v1/scans"] = async () =>
        {
            var (one, other) = (await CustomerAsync(), await CustomerAsync());
            return one with { Chain = FakeTenantCatalog.Home, Body = $$"""{"tenants":["{{one.Tenant}}","{{other.Tenant}}"]}""" };
        },
        ["POST /api/v1/scans/{id}/cancel"] = async () =>
        {
            var scene = await CustomerAsync();
            var scan = new Scan(Guid.NewGuid(), FakeTenantCatalog.Home, ScanTrigger.Request, _somebody, true, ScanState.Running, Now);
            await host.Services.GetRequiredService<IScanStore>().AddAsync(scan, [scene.Tenant], Token);
            return scene.With("scans/id", $"{scan.Id}") with { Chain = FakeTenantCatalog.Home };
        },
        ["POST /api/v1/bulk-repairs"] = async () => await CustomerAsync() with { Chain = FakeTenantCatalog.Home },
        ["POST /api/v1/bulk-repairs/{id}/start"] = () => BulkAsync(BulkRepairState.Planned, BulkRepairItemState.Planned),
        ["POST /api/v1/bulk-repairs/{id}/continue"] = () => BulkAsync(BulkRepairState.Stopped, BulkRepairItemState.Planned),
        ["POST /api/v1/bulk-repairs/{id}/stop"] = () => BulkAsync(BulkRepairState.Planned, BulkRepairItemState.Planned),
        ["POST /api/v1/bulk-repairs/{id}/retry"] = () => BulkAsync(BulkRepairState.Completed, BulkRepairItemState.Failed),
        ["POST /api/v1/bulk-repairs/{id}/undo"] = SentBulkAsync,
        ["POST /api/v1/destinations"] = () => Task.FromResult(new Scene(FakeTenantCatalog.Home, new Dictionary<string, string>(), FakeTenantCatalog.Home)),
        ["PUT /api/v1/destinations/{id}"] = DestinationAsync,
        ["DELETE /api/v1/destinations/{id}"] = DestinationAsync,
        ["POST /api/v1/destinations/{id}/secret"] = DestinationAsync,
        ["POST /api/v1/destinations/{id}/test"] = DestinationAsync,
        ["POST /api/v1/reports"] = MailAsync,
        ["PUT /api/v1/reports/{id}"] = ReportAsync,
        ["DELETE /api/v1/reports/{id}"] = ReportAsync,
        ["POST /api/v1/reports/{id}/send"] = ReportAsync,
    };

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private async Task<Scene> CustomerAsync(RelationshipKind kind = RelationshipKind.Gdap)
    {
        var tenant = new Tenant(new(Guid.NewGuid()), "A customer", null, new(kind, Active: true, PartnerTenantId: FakeTenantCatalog.Home, Roles: [KnownRoles.GlobalAdministrator]));
        await host.Services.GetRequiredService<ITenantStore>().UpsertAsync(FakeTenantCatalog.Home, [tenant], Token);
        return new(tenant.Id, new Dictionary<string, string> { ["tenantId"] = $"{tenant.Id}" }, tenant.Id);
    }

    private async Task<Scene> OperationAsync(OperationState state)
    {
        var scene = await CustomerAsync();
        var operation = Operation(scene.Tenant, state);
        Assert.True(await host.Services.GetRequiredService<IOperationStore>().TryAddAsync(operation, Token));
        return scene.With("operations/id", $"{operation.Id}");
    }

    private async Task<Scene> BulkAsync(BulkRepairState state, BulkRepairItemState item)
    {
        var scene = await CustomerAsync();
        var store = host.Services.GetRequiredService<IBulkRepairStore>();
        var bulk = new BulkRepair(Guid.NewGuid(), FakeTenantCatalog.Home, state, _somebody, null, new PolicyChoice(), Now, Now);
        var planned = new BulkRepairItem(bulk.Id, scene.Tenant, "A customer", item, PlanHash: "hash");
        await store.AddAsync(bulk, [scene.Tenant], Token);
        await store.SavePlanAsync(planned, [], Token);
        var summary = BulkSummary.Of([planned], bulk.Choice);
        return scene.With("bulk-repairs/id", $"{bulk.Id}") with { Chain = FakeTenantCatalog.Home, Body = $$"""{"planHash":"{{summary.PlanHash}}","confirmation":"{{summary.Confirmation}}"}""" };
    }

    /// <summary>One that has sent something and is over.</summary>
    private async Task<Scene> SentBulkAsync()
    {
        var scene = await BulkAsync(BulkRepairState.Running, BulkRepairItemState.Planned);
        var store = host.Services.GetRequiredService<IBulkRepairStore>();
        var id = Guid.Parse(scene.Ids["bulk-repairs/id"]);
        Assert.Equal(BulkBegin.Begun, await store.TryBeginAsync(Operation(scene.Tenant, OperationState.Verified) with { BulkRepairId = id }, Token));
        var running = await store.FindAsync(FakeTenantCatalog.Home, id, Token) ?? throw new InvalidOperationException("It was just stored.");
        Assert.NotNull(await store.TrySaveAsync(running with { State = BulkRepairState.Completed }, Token));
        return scene;
    }

    private async Task<Scene> DestinationAsync()
    {
        var id = Guid.NewGuid();
        await host.Services.GetRequiredService<IDestinationStore>().AddAsync(new(id, FakeTenantCatalog.Home, "Tickets", "webhook", true, new DestinationSettings(), 1, Now, "somebody"), Token);
        return new(FakeTenantCatalog.Home, new Dictionary<string, string> { ["destinations/id"] = $"{id}" }, FakeTenantCatalog.Home);
    }

    /// <summary>Of the home tenant, with a destination that reports go by.</summary>
    private async Task<Scene> MailAsync()
    {
        var id = Guid.NewGuid();
        await host.Services.GetRequiredService<IDestinationStore>().AddAsync(new(id, FakeTenantCatalog.Home, "Mail", "mail", true, new DestinationSettings(), 1, Now, "somebody"), Token);
        return new(FakeTenantCatalog.Home, new Dictionary<string, string> { ["mail"] = $"{id}" }, FakeTenantCatalog.Home);
    }

    private async Task<Scene> ReportAsync()
    {
        var scene = await MailAsync();
        var draft = new ReportDraft("Weekly", true, new(), new(ReportRhythm.Weekly, DayOfWeek.Monday, 1, new TimeOnly(7, 0), "Europe/Berlin"), Guid.Parse(scene.Ids["mail"]), []);
        var added = await host.Services.GetRequiredService<IReportService>().AddAsync(Actor.Portal("somebody", "somebody", FakeTenantCatalog.Home, PortalRole.Admin), draft, Token);
        return scene.With("reports/id", $"{Assert.IsType<EditOutcome<ReportState>.Done>(added).Value.Schedule.Id}");
    }

    private static Operation Operation(TenantId tenant, OperationState state)
    {
        var change = new PlannedChange.CreateServicePrincipal(KnownApps.PinResetServiceAppId);
        var step = new PlannedStep(
            "s1", "consent.pin-reset-service", "Adds the Service app", change, new("POST", "/v1.0/servicePrincipals", null), "missing", "there", "Application.ReadWrite.All", "Application Administrator",
            new("Removes the Service app", new PlannedChange.DeleteServicePrincipal(KnownApps.PinResetServiceAppId, "sp"), new("DELETE", "/v1.0/servicePrincipals/sp", null)));
        return new(
            Guid.NewGuid(), new(FakeTenantCatalog.Home, tenant), OperationKind.Fix, state, "hash", ["consent.pin-reset-service"], new PolicyChoice(), [new(step, StepState.Done, 201, "r", "sp")], _somebody, Now, Now,
            Interrupted: state == OperationState.Running);
    }

    /// <param name="Ids">What stands in the place of parameters, see <see cref="PortalRoute.SampleOf"/>.</param>
    /// <param name="Chain">The tenant under which the entry belongs.</param>
    /// <param name="Body">Null: the usual one.</param>
    private sealed record Scene(TenantId Tenant, Dictionary<string, string> Ids, TenantId Chain, string? Body = null)
    {
        public Scene With(string name, string id) => this with { Ids = new Dictionary<string, string>(Ids) { [name] = id } };
    }
}
