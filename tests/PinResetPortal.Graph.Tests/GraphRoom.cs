using System.Diagnostics.Metrics;
using System.Security.Claims;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.TokenCacheProviders;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.Reading;
using PinResetPortal.Graph.Registering;
using PinResetPortal.Work.Devices;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Onboarding;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.SignIns;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Graph;

/// <summary>The Graph room as the host registers it, over a stub: a healthy empty tenant, one thing changed per test.</summary>
internal sealed class GraphRoom : IAsyncDisposable
{
    public const string ServiceObjectId = "5e000000-0000-4000-8000-000000000001";
    public const string ClientObjectId = "5e000000-0000-4000-8000-000000000002";

    public static readonly Tenant Customer = new(
        TenantId.Parse("aaaaaaaa-1111-4111-8111-111111111111"), "Contoso", null, new TenantRelationship(RelationshipKind.Gdap, Active: true));

    public static readonly Tenant Home = new(
        TenantId.Parse("bbbbbbbb-1111-4111-8111-111111111111"), "Fabrikam", null, new TenantRelationship(RelationshipKind.Home, Active: true));

    public static readonly Actor User = new(ActorKind.User, "user-1", "ada@fabrikam.example", Home.Id, PortalRole.Operator, new ClaimsPrincipal(new ClaimsIdentity("test")));

    public static readonly Actor Application = User with { Kind = ActorKind.Application, Id = "app-1" };

    private readonly ServiceProvider _services;

    /// <param name="msp">Whether the registration asks to look at customers.</param>
    public GraphRoom(Action<GraphOptions>? configure = null, bool msp = true)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton(new Random(1));
        services.AddScoped<ITokenAcquisition>(_ => Tokens);
        services.AddSingleton<IMsalTokenCacheProvider>(new NotedCache(Cleared));
        services.AddPinResetGraph();
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        services.AddSingleton(new PortalRegistration(new(new("http://localhost:5080"), msp, Repairs: true, Unattended: true, People: true, CredentialKind.Secret)));
        services.Configure<GraphOptions>(options => configure?.Invoke(options));
        services.AddHttpClient(GraphClients.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => Stub);
        services.AddHttpClient(GraphClients.OtherHttpClientName).ConfigurePrimaryHttpMessageHandler(() => Neighbours);
        _services = services.BuildServiceProvider(validateScopes: true);
        Healthy();
    }

    public StubGraph Stub { get; } = new();

    /// <summary>Entra's public documents, and Partner Center.</summary>
    public StubGraph Neighbours { get; } = new();

    public FakeTokens Tokens { get; } = new();

    /// <summary>The keys under which the token cache forgot what it had.</summary>
    public List<string> Cleared { get; } = [];

    public InstantTime Time { get; } = new();

    /// <summary>What this room measures.</summary>
    public IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public ITenantFactReader Reader => _services.GetRequiredService<ITenantFactReader>();

    public IChangeExecutor Executor => _services.GetRequiredService<IChangeExecutor>();

    public ITenantDirectory Directory => _services.GetRequiredService<ITenantDirectory>();

    public ITenantResolver Resolver => _services.GetRequiredService<ITenantResolver>();

    public IPartnerConsent PartnerConsent => _services.GetRequiredService<IPartnerConsent>();

    public IRegistrationDoor Door => _services.GetRequiredService<IRegistrationDoor>();

    public IGroupSearch Groups => _services.GetRequiredService<IGroupSearch>();

    public ISignInLogReader SignIns => _services.GetRequiredService<ISignInLogReader>();

    public ILastingSignIns LastingSignIns => _services.GetRequiredService<ILastingSignIns>();

    public IDeviceSync DeviceSync => _services.GetRequiredService<IDeviceSync>();

    /// <summary>What every reader goes through.</summary>
    public Answers Answers()
    {
        var access = new AccessFacts(ActorKind.User, null, null);
        var connection = _services.GetRequiredService<GraphConnector>().Open(new GraphToken(Customer.Id, FakeTokens.Token(Customer.Id.ToString(), "scp", [], []), access), new RequestMeter());
        return new(
            connection, _services.GetRequiredService<BatchReader>(), _services.GetRequiredService<RetryPauses>().Start(), _services.GetRequiredService<IOptions<GraphOptions>>().Value, new Refusals(Customer, User, access));
    }

    public Task<TenantFacts> ReadAsync(Tenant? tenant = null, Actor? actor = null) =>
        Reader.ReadAsync(tenant ?? Customer, actor ?? User, TestContext.Current.CancellationToken);

    public Task<ChangeOutcome> ExecuteAsync(PlannedChange change, Tenant? tenant = null) =>
        Executor.ExecuteAsync(tenant ?? Customer, User, change, TestContext.Current.CancellationToken);

    public Task<ChangeObservation> ObserveAsync(PlannedChange change) =>
        Executor.ObserveAsync(Customer, User, change, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class NotedCache(List<string> cleared) : IMsalTokenCacheProvider
    {
        public Task ClearAsync(string homeAccountId)
        {
            cleared.Add(homeAccountId);
            return Task.CompletedTask;
        }

        public void Initialize(ITokenCache tokenCache) => throw new NotSupportedException();

        public Task InitializeAsync(ITokenCache tokenCache) => throw new NotSupportedException();
    }

    private void Healthy() => Stub
        .On(@"GET /v1.0/organization\?", """{"@odata.context":"x","value":[{"id":"aaaaaaaa-1111-4111-8111-111111111111","displayName":"Contoso Ltd","verifiedDomains":[{"capabilities":"Email","isDefault":false,"name":"contoso.onmicrosoft.com"},{"isDefault":true,"isInitial":false,"name":"contoso.com","type":"Managed"}]}]}""")
        .On(@"GET /v1.0/domains\?", """{"value":[{"authenticationType":"Managed","id":"contoso.com","isDefault":true,"isVerified":true},{"authenticationType":"Federated","id":"adfs.contoso.com","isDefault":false,"isVerified":true}]}""")
        .On(@"GET /v1.0/subscribedSkus\?", """{"value":[{"id":"aaaaaaaa_c1ec4a95","capabilityStatus":"Enabled","servicePlans":[{"servicePlanId":"c1ec4a95-1f05-45b3-a911-aa3fa01094f5","servicePlanName":"INTUNE_A","provisioningStatus":"Success","appliesTo":"User"}]}]}""")
        .On(@"GET /v1.0/servicePrincipals\?.*appId in", $$"""{"value":[{"id":"{{ServiceObjectId}}","appId":"b8456c59-1230-44c7-a4a2-99b085333e84","displayName":"Microsoft Pin Reset Service Production","accountEnabled":true,"appRoleAssignmentRequired":false},{"id":"{{ClientObjectId}}","appId":"9115DD05-fad5-4f9c-acc7-305d08b1b04e","displayName":"Microsoft Pin Reset Client Production","accountEnabled":false,"appRoleAssignmentRequired":false}]}""")
        .On(@"GET /v1.0/directory/deletedItems/microsoft.graph.servicePrincipal", """{"value":[]}""")
        .On(@"GET /v1.0/oauth2PermissionGrants", """{"value":[]}""")
        .On(@"GET /beta/deviceManagement/", """{"value":[]}""");
}
