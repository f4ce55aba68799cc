using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Emulator;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Tokens;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Work.Devices;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.People;
using PinResetPortal.Work.SignIns;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Graph;

/// <summary>The Graph room with real tokens from Microsoft.Identity.Web and real HTTP to an Emulator.</summary>
internal sealed class EmulatedWorld : IAsyncDisposable
{
    public static readonly Actor Application = new(
        ActorKind.Application, "app", "app", TenantId.Parse("11111111-1111-4111-8111-111111111111"), PortalRole.Operator, new ClaimsPrincipal());

    private readonly RunningEmulator _emulator;
    private readonly ServiceProvider _services;
    private readonly HttpClient _control;

    private EmulatedWorld(RunningEmulator emulator, Action<GraphOptions>? configure)
    {
        _emulator = emulator;
        _control = new HttpClient { BaseAddress = emulator.BaseAddress };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureAd:Instance"] = "https://login.microsoftonline.com/",
            ["AzureAd:TenantId"] = "organizations",
            ["AzureAd:ClientId"] = "5b1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c",
            ["AzureAd:ClientCredentials:0:SourceType"] = "ClientSecret",
            ["AzureAd:ClientCredentials:0:ClientSecret"] = "demo-portal-secret",
        }).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging();
        services.AddAuthentication(OpenIdConnectDefaults.AuthenticationScheme)
            .AddMicrosoftIdentityWebApp(configuration.GetSection("AzureAd"))
            .EnableTokenAcquisitionToCallDownstreamApi()
            .AddInMemoryTokenCaches();
        services.AddPinResetGraph();
        services.AddSingleton(new PortalRegistration(new(new("http://localhost:5080"), Msp: true, Repairs: true, Unattended: true, People: true, CredentialKind.Secret)));
        services.Configure<GraphOptions>(options =>
        {
            options.AuthenticationScheme = OpenIdConnectDefaults.AuthenticationScheme;
            configure?.Invoke(options);
        });
        services.AddHttpClient(Options.DefaultName).AddHttpMessageHandler(() => new ToEmulator(emulator.BaseAddress, response => OfEntra(response)));
        services.AddHttpClient(GraphClients.HttpClientName).AddHttpMessageHandler(() => new ToEmulator(emulator.BaseAddress, response => OfGraph(response)));
        _services = services.BuildServiceProvider();
    }

    /// <summary>What stands between the portal and Graph.</summary>
    public Func<HttpResponseMessage, Task> OfGraph { get; set; } = _ => Task.CompletedTask;

    /// <summary>What stands between the portal and Entra.</summary>
    public Func<HttpResponseMessage, Task> OfEntra { get; set; } = _ => Task.CompletedTask;

    public ITenantFactReader Reader => _services.GetRequiredService<ITenantFactReader>();

    public IChangeExecutor Executor => _services.GetRequiredService<IChangeExecutor>();

    public ITenantDirectory Directory => _services.GetRequiredService<ITenantDirectory>();

    public IGroupSearch Groups => _services.GetRequiredService<IGroupSearch>();

    public IPersonReader People => _services.GetRequiredService<IPersonReader>();

    public ISignInLogReader SignIns => _services.GetRequiredService<ISignInLogReader>();

    public IDeviceSync DeviceSync => _services.GetRequiredService<IDeviceSync>();

    /// <param name="emulator">What the Emulator has besides.</param>
    public static async Task<EmulatedWorld> StartAsync(Action<GraphOptions>? configure = null, Action<IServiceCollection>? emulator = null) => new(
        await EmulatorApplication.StartAsync(
            new EmulatorOptions { Url = new Uri("http://127.0.0.1:0"), ConfigureServices = emulator },
            TestContext.Current.CancellationToken),
        configure);

    public Tenant Add(string graph, string consent = "all", string licences = "\"INTUNE_A\"", TenantId? tenantId = null) => new(
        new TenantId(_emulator.AddTenant(JsonNode.Parse($$"""{"tenantId":"{{tenantId?.Value ?? Guid.NewGuid()}}","displayName":"Northwind","gdap":true,"portalConsent":"{{consent}}","licences":[{{licences}}],"graph":{{graph}} }""")!.AsObject())),
        "Northwind", null, new TenantRelationship(RelationshipKind.Gdap, Active: true));

    public async Task FaultsAsync(string json)
    {
        using var answer = await _control.PostAsJsonAsync("_control/faults", JsonNode.Parse(json), TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Tenants in a mix of states, each with the verdict that it must get.</summary>
    public async Task<IReadOnlyList<(Tenant Tenant, string Expected)>> GenerateAsync(int count, int seed)
    {
        using var answer = await _control.PostAsync($"_control/generate?tenants={count}&seed={seed}", null, TestContext.Current.CancellationToken);
        var made = JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsArray();
        return
        [
            .. made.Select(one => (
                new Tenant(TenantId.Parse(one!["tenantId"]!.GetValue<string>()), one["displayName"]!.GetValue<string>(), null, new TenantRelationship(RelationshipKind.Gdap, Active: true)),
                one["expectedVerdict"]!.GetValue<string>())),
        ];
    }

    /// <summary>The tenants of the demo, each with its scenario and the verdict that is expected.</summary>
    public async Task<IReadOnlyList<(Tenant Tenant, string Scenario, string Verdict)>> ScenariosAsync()
    {
        var tenants = await _control.GetFromJsonAsync<JsonArray>("_control/tenants", TestContext.Current.CancellationToken);
        return [.. tenants!.Select(one => (
            new Tenant(TenantId.Parse(one!["tenantId"]!.GetValue<string>()), one["displayName"]!.GetValue<string>(), null, new TenantRelationship(RelationshipKind.Gdap, Active: true)),
            one["scenario"]!.GetValue<string>(),
            one["expectedVerdict"]!.GetValue<string>()))];
    }

    /// <summary>Takes application permissions from the portal in every tenant, as their administrators can.</summary>
    public void Revoke(IReadOnlyCollection<string> permissions)
    {
        var ids = GraphPermission.All.Where(permission => permissions.Contains(permission.Name)).Select(permission => permission.ApplicationId).ToHashSet();
        foreach (var tenant in _emulator.Services.GetRequiredService<EmulatorState>().Tenants)
        {
            tenant.Change(TenantObjects.AppRoleAssignments, list => list.RemoveAll(assignment => ids.Contains(assignment["appRoleId"]!.GetValue<string>())));
        }
    }

    public Task<TenantFacts> ReadAsync(Tenant tenant) => Reader.ReadAsync(tenant, Application, TestContext.Current.CancellationToken);

    public Task<ChangeOutcome> ExecuteAsync(Tenant tenant, PlannedChange change) => Executor.ExecuteAsync(tenant, Application, change, TestContext.Current.CancellationToken);

    public Task<ChangeObservation> ObserveAsync(Tenant tenant, PlannedChange change) => Executor.ObserveAsync(tenant, Application, change, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _services.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    private sealed class ToEmulator(Uri emulator, Func<HttpResponseMessage, Task> between) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(emulator, request.RequestUri!.PathAndQuery);
            var response = await base.SendAsync(request, cancellationToken);
            await between(response);
            return response;
        }
    }
}
