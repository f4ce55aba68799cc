using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;
using PinResetPortal.Core.Onboarding;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Emulator;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra;
using PinResetPortal.Emulator.Tokens;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Onboarding;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Graph.Onboarding;

/// <summary>The onboarding service with the real Graph room, MSAL and HTTP to an Emulator.</summary>
internal sealed class OnboardingWorld : IAsyncDisposable
{
    public static readonly TenantId Partner = TenantId.Parse(TestEmulator.Partner, null);

    private readonly RunningEmulator _emulator;
    private readonly HttpClient _toEmulator;
    private readonly MsalTokens _tokens;
    private readonly ServiceProvider _services;

    private OnboardingWorld(RunningEmulator emulator)
    {
        _emulator = emulator;
        _toEmulator = new HttpClient(new ToEmulator(emulator.BaseAddress) { InnerHandler = new SocketsHttpHandler() });
        _tokens = new MsalTokens(_toEmulator, emulator.BaseAddress);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddScoped<ITokenAcquisition>(_ => _tokens);
        services.AddPinResetGraph();
        services.AddSingleton(new PortalRegistration(new(new("http://localhost:5080"), Msp: true, Repairs: true, Unattended: true, People: true, CredentialKind.Secret)));
        services.Configure<GraphOptions>(options => options.ClientId = TestEmulator.PortalId);
        services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new ToEmulator(emulator.BaseAddress)));
        _services = services.BuildServiceProvider(validateScopes: true);
        Service = ActivatorUtilities.CreateInstance<OnboardingService>(_services, new Roster(), Audit);
    }

    public AuditNotes Audit { get; } = new();

    public OnboardingService Service { get; }

    public HttpClient Http => _toEmulator;

    public IPartnerConsent PartnerConsent => _services.GetRequiredService<IPartnerConsent>();

    public ITenantResolver Resolver => _services.GetRequiredService<ITenantResolver>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<OnboardingWorld> StartAsync(Action<IServiceCollection>? emulator = null) =>
        new(await EmulatorApplication.StartAsync(new EmulatorOptions { Url = new Uri("http://localhost:0"), ConfigureServices = emulator }, Token));

    public async Task<Actor> SignInAsync(string user, PortalRole role = PortalRole.Operator) =>
        new(ActorKind.User, user, user, Partner, role, await _tokens.SignInAsync(user));

    public static Actor Application { get; } = new(ActorKind.Application, "app", "app", Partner, PortalRole.Operator, new());

    /// <param name="more">Further properties of the control document.</param>
    public Tenant Add(string more = "", RelationshipKind kind = RelationshipKind.Gdap, IReadOnlyList<Guid>? roles = null)
    {
        var id = _emulator.AddTenant(JsonNode.Parse($$"""{"displayName":"Northwind"{{(more.Length == 0 ? "" : "," + more)}} }""")!.AsObject());
        return new Tenant(new TenantId(id), "Northwind", null, new TenantRelationship(kind, Active: true, PartnerTenantId: Partner, Roles: roles ?? GdapCustomers.AllRoles));
    }

    public Task<string> TokenAsync(Actor actor, string scope) =>
        _tokens.GetAccessTokenForUserAsync([scope], null, Partner.ToString(), null, actor.Principal);

    /// <summary>Conditional Access or ID Protection catches up with somebody who is signed in.</summary>
    public void Afflict(string user, string with) => _emulator.Services.GetRequiredService<EmulatorState>().Find(Partner.Value)!.Write(all =>
        all[TenantObjects.Users].Find(one => one.Is("userPrincipalName", user))![TenantObjects.ConditionalAccess] = with);

    /// <summary>Takes delegated permissions out of what the tenant granted.</summary>
    public void Withdraw(Tenant tenant, params IReadOnlyList<string> permissions) => _emulator.Services.GetRequiredService<EmulatorState>().Find(tenant.Id.Value)!.Write(all =>
    {
        foreach (var grant in all[TenantObjects.Grants])
        {
            grant["scope"] = string.Join(' ', grant["scope"]!.GetValue<string>().Split(' ').Except(permissions));
        }

        return permissions.Count;
    });

    public async Task<IReadOnlyDictionary<string, OnboardingProbe>> ProbeAsync(Tenant tenant, Actor actor) =>
        await Service.ProbeAsync(tenant, actor, Token).ToDictionaryAsync(probe => probe.Id, cancellationToken: Token);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _toEmulator.Dispose();
        await _emulator.DisposeAsync();
    }

    private sealed class ToEmulator(Uri emulator) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(emulator, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
