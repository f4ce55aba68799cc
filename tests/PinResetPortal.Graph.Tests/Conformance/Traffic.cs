using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Graph.Onboarding;
using PinResetPortal.Setup;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Graph.Conformance;

/// <summary>Everything that the product asks Microsoft, driven once over real HTTP: reads, repairs and their undoing in all scenarios, people, onboarding, setup.</summary>
public sealed class Traffic : IAsyncLifetime
{
    private const string AllDevices = """[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]""";
    private const string Pilot = "9a000000-0000-4000-8000-000000000001";
    private const string Consented = $$"""
        "servicePrincipals":[{"appId":"{{KnownApps.PinResetServiceAppId}}","accountEnabled":true},{"appId":"{{KnownApps.PinResetClientAppId}}","accountEnabled":true}]
        """;

    private readonly Recorder _recorder = new();

    internal IReadOnlyList<Exchange> All => _recorder.All;

    /// <summary>Kinds of changes that were sent.</summary>
    internal HashSet<Type> Changes { get; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var world = await EmulatedWorld.StartAsync(emulator: _recorder.Into);
        await world.Directory.ReadCustomersAsync(EmulatedWorld.Application.HomeTenantId, EmulatedWorld.Application, Token);
        foreach (var (tenant, scenario, _) in await world.ScenariosAsync())
        {
            await ReadAsync(world, tenant, scenario);
            await RepairAsync(world, tenant, null, new());
        }

        await SpecialRepairsAsync(world);
        await OnboardAsync();
        await SetupAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task ReadAsync(EmulatedWorld world, Tenant tenant, string scenario)
    {
        var facts = await world.ReadAsync(tenant);
        await world.Groups.SearchAsync(tenant, EmulatedWorld.Application, "e", Token);
        if (facts.Devices.ValueOrDefault is { Devices: [var device, ..] })
        {
            await world.DeviceSync.SyncAsync(tenant, EmulatedWorld.Application, [device.Id], Token);
        }

        if (scenario.StartsWith("people-", StringComparison.Ordinal))
        {
            await world.SignIns.ReadAsync(tenant, EmulatedWorld.Application, 7, Token);
            var people = await world.People.SearchAsync(tenant, EmulatedWorld.Application, "a", Token);
            foreach (var person in people.ValueOrDefault ?? [])
            {
                await world.People.ReadAsync(tenant, EmulatedWorld.Application, Guid.Parse(person.Id), Token);
            }
        }
    }

    /// <summary>Kinds of policies and steps that no scenario has.</summary>
    private async Task SpecialRepairsAsync(EmulatedWorld world)
    {
        foreach (var row in TurnOnInPlaceTests.PoliciesThatTurnItOff())
        {
            var tenantId = new TenantId(Guid.NewGuid());
            await RepairAsync(world, world.Add(row.Data.Item2.Replace("TENANT", tenantId.ToString(), StringComparison.Ordinal), tenantId: tenantId), null, new());
        }

        var wrongRow = """{"@odata.type":"#microsoft.graph.omaSettingBoolean","displayName":"pin","description":null,"omaUri":"./Vendor/MSFT/Policy/PassportForWork/x/Policies/EnablePinRecovery","value":true,"isEncrypted":false,"secretReferenceValueId":null}""";
        var group = $$$"""{"target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget","groupId":"{{{Pilot}}}"}}""";
        await RepairAsync(
            world,
            world.Add($$"""
            { {{Consented}}, "groups":[{"id":"{{Pilot}}","displayName":"Pilot"}],
              "deviceManagement/deviceConfigurations":[{"@odata.type":"#microsoft.graph.windows10CustomConfiguration","displayName":"By hand","description":"x","assignments":[{{group}}],"omaSettings":[{{wrongRow}}]}] }
            """),
            ["policy.oma-uri"],
            new());

        var consented = world.Add($$"""{ {{Consented}} }""");
        await RepairAsync(world, consented, null, new() { Template = PolicyTemplateChoice.HelloBaseline });
        await using var grants = World(world, consented);
        if ((await grants.PlanAsync(["consent.grants"])).ScopesToChoose is [var scope, ..])
        {
            await RepairAsync(world, consented, ["consent.grants"], new() { Scopes = [scope.Value] });
        }

        var filtered = """[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget","deviceAndAppManagementAssignmentFilterId":"9a000000-0000-4000-8000-00000000000f","deviceAndAppManagementAssignmentFilterType":"include"}}]""";
        await world.ReadAsync(world.Add($$"""
            { {{Consented}}, "deviceManagement/groupPolicyConfigurations":[{"displayName":"Lock screen","assignments":{{AllDevices}} }],
              "deviceManagement/deviceConfigurations":[{"@odata.type":"#microsoft.graph.windowsIdentityProtectionConfiguration","displayName":"Hello","pinRecoveryEnabled":true,"assignments":{{filtered}} }],
              "deviceManagement/assignmentFilters":[{"id":"9a000000-0000-4000-8000-00000000000f","displayName":"Corporate","platform":"windows10AndLater","rule":"(device.deviceOwnership -eq \"Corporate\")"}] }
            """));
    }

    private async Task OnboardAsync()
    {
        await using var world = await OnboardingWorld.StartAsync(_recorder.Into);
        var olive = await world.SignInAsync("olive@fabrikam-msp.example");
        var harper = await world.SignInAsync("harper@fabrikam-msp.example");
        var tenant = world.Add("\"portalConsent\":\"none\"");
        await world.Service.ReportAsync(tenant, olive, Token);
        await world.Service.ConsentAsync(tenant, harper, Token);
        await world.Service.ConsentAsync(tenant, olive, Token);
        await world.Service.ConsentAsync(tenant, olive, Token);
        await world.Service.ReportAsync(tenant, olive, Token);
        await world.Service.ReportAsync(world.Add("\"portalConsent\":\"all\""), OnboardingWorld.Application, Token);
    }

    private async Task SetupAsync()
    {
        const string everything = $"setup --url {SetupWorld.Url} --msp --repairs --grants --unattended --people --yes";
        foreach (var credential in new[] { "certificate", "secret" })
        {
            await using var world = await SetupWorld.StartAsync(_recorder.Into);
            await DoneAsync(world, $"{everything} --credential {credential} --admin {world.Admin}");
            await DoneAsync(world, "setup --rotate --yes");
            await DoneAsync(world, "setup --rotate --remove-old --yes");
            await DoneAsync(world, $"setup --url {SetupWorld.Url} --yes --credential {credential}");
        }

        await using var managed = await SetupWorld.StartAsync(_recorder.Into);
        var identity = Guid.NewGuid();
        managed.Tenant.Add(TenantObjects.ServicePrincipals, new JsonObject { ["id"] = Guid.NewGuid().ToString(), ["appId"] = identity.ToString(), ["displayName"] = "identity", ["servicePrincipalType"] = "ManagedIdentity" });
        await DoneAsync(managed, $"{everything} --credential managed-identity:{identity}");
    }

    private static async Task DoneAsync(SetupWorld world, string line)
    {
        var end = await world.RunAsync(line);
        Assert.True(end.Code == ExitCodes.Done, end.Out + end.Error);
    }

    private async Task RepairAsync(EmulatedWorld world, Tenant tenant, IReadOnlyList<string>? checks, PolicyChoice choice)
    {
        await using var repairs = World(world, tenant);
        await repairs.ThereAndBackAsync(checks, choice);
    }

    /// <summary>Without patience: what is seen late does not matter here.</summary>
    private RepairWorld World(EmulatedWorld world, Tenant tenant) => new(world, tenant, services => services
        .AddSingleton<IChangeExecutor>(new Noted(world.Executor, Changes))
        .Configure<RunnerOptions>(options => (options.VerificationWindow, options.FirstPause, options.MaxPause) = (TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200))));

    private sealed class Noted(IChangeExecutor inner, HashSet<Type> changes) : IChangeExecutor
    {
        public PlannedRequest Describe(PlannedChange change) => inner.Describe(change);

        public Task<ChangeOutcome> ExecuteAsync(Tenant tenant, Actor actor, PlannedChange change, CancellationToken cancellationToken)
        {
            changes.Add(change.GetType());
            return inner.ExecuteAsync(tenant, actor, change, cancellationToken);
        }

        public Task<ChangeObservation> ObserveAsync(Tenant tenant, Actor actor, PlannedChange change, CancellationToken cancellationToken) =>
            inner.ObserveAsync(tenant, actor, change, cancellationToken);
    }
}
