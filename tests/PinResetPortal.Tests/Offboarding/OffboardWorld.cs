using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Emulator;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Tokens;
using PinResetPortal.Setup;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Offboarding;

/// <summary>The demo's partner with one more customer at an Emulator, a database that knows it, and the command as a person runs it.</summary>
internal sealed class OffboardWorld : IAsyncDisposable
{
    private const string ClientId = "5b1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c";

    public static readonly TenantId Partner = new(Guid.Parse("11111111-1111-4111-8111-111111111111"));
    public static readonly TenantId Other = new(Guid.Parse("a0000002-0000-4000-8000-000000000002"));

    private readonly RunningEmulator _emulator;

    private OffboardWorld(RunningEmulator emulator, string consent)
    {
        _emulator = emulator;
        Customer = new(emulator.AddTenant(JsonNode.Parse($$"""{"displayName":"Contoso","portalConsent":"{{consent}}"}""")!.AsObject()));
    }

    public TenantId Customer { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("pinresetportal-offboard-").FullName;

    public string File => Path.Combine(Folder, "contoso.zip");

    public bool IsConsented => _emulator.Services.GetRequiredService<EmulatorState>().Find(Customer.Value)!.FindCopy(TenantObjects.ServicePrincipals, one => one["appId"]!.GetValue<string>() == ClientId) is not null;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Dictionary<string, string?> Settings => new()
    {
        ["Emulator:Enabled"] = "true",
        ["Emulator:Url"] = _emulator.BaseAddress.GetLeftPart(UriPartial.Authority),
        ["Storage:Path"] = Folder,
        ["AzureAd:ClientId"] = ClientId,
        ["AzureAd:TenantId"] = "organizations",
        ["AzureAd:ClientCredentials:0:SourceType"] = "ClientSecret",
        ["AzureAd:ClientCredentials:0:ClientSecret"] = "demo-portal-secret",
        ["Portal:AllowedTenants:0"] = Partner.ToString(),
    };

    public static async Task<OffboardWorld> StartAsync(string consent = "all", params TenantId[] alsoOn)
    {
        var world = new OffboardWorld(await EmulatorApplication.StartAsync(new EmulatorOptions { Url = new Uri("http://localhost:0") }, Cancellation), consent);
        await using var store = await world.OpenStoreAsync();
        var now = TimeProvider.System.GetUtcNow();
        foreach (var home in alsoOn.Prepend(Partner))
        {
            await store.Get<ITenantStore>().UpsertAsync(home, [new(world.Customer, "Contoso", null, new(RelationshipKind.Gdap, Active: true, PartnerTenantId: home)) { AppOnlyConfirmed = true }], Cancellation);
            await store.Get<IReadinessStore>().SaveAsync(home, new(world.Customer, "Contoso", Verdict.NotReady, now, [], new ReadCost(1, 1, 1, 1)), Cancellation);
        }

        return world;
    }

    public Task<StoreUnderTest> OpenStoreAsync() => StoreUnderTest.OpenAsync(Settings);

    public async Task AddRunAsync()
    {
        await using var store = await OpenStoreAsync();
        var now = TimeProvider.System.GetUtcNow();
        var by = new OperationActor(ActorKind.User, "id", "olive", Partner, PortalRole.Operator);
        Assert.True(await store.Get<IOperationStore>().TryAddAsync(
            new(Guid.NewGuid(), new(Partner, Customer), OperationKind.Fix, OperationState.Running, "plan", [], new PolicyChoice(), [], by, now, now, Interrupted: true), Cancellation));
    }

    public async Task<IReadOnlyList<AuditEntry>> AuditAsync()
    {
        await using var store = await OpenStoreAsync();
        return [.. (await store.Get<IAuditLog>().ReadAsync(Partner, Customer, 100, Cancellation)).Reverse()];
    }

    public async Task<bool> IsKeptAsync(TenantId home)
    {
        await using var store = await OpenStoreAsync();
        return await store.Get<IReadinessStore>().LatestAsync(new(home, Customer), Cancellation) is not null
            && await store.Get<ITenantStore>().FindAsync(new(home, Customer), Cancellation) is not null;
    }

    public async Task<CommandEnd> RunAsync(string options, string answers = "")
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await PortalCommands.RunAsync(
            ["offboard", "--tenant", $"{Customer}", .. options.Contains("--out", StringComparison.Ordinal) ? (string[])[] : ["--out", File], .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            new CommandConsole(new StringReader(answers), output, error, IsInteractive: answers.Length > 0),
            builder =>
            {
                builder.Environment.EnvironmentName = "Test";
                builder.Configuration.AddInMemoryCollection(Settings);
            },
            cancellationToken: Cancellation);
        return new(code, output.ToString(), error.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}
