using System.Text.Json.Nodes;
using PinResetPortal.EndToEnd.Browsing;
using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>The portal dies in the middle of a fix (SIGKILL) and starts again over the same storage; Entra and Graph live on.</summary>
[Collection(Own.Deaths)]
public sealed class KilledTests(World world) : KillableJourney
{
    private const int LatencyMs = 150;

    [Fact]
    public async Task Portal_KilledAnywhereInAutomatedFix_FinishesItOnceAfterRestart()
    {
        foreach (var (name, reached) in Moments())
        {
            var tenant = await Emulator.AddAsync(new TenantShape($"Killed {name}"));
            string operation;
            await using (await Emulator.SlowAsync(replicationDelayMs: 0, LatencyMs))
            {
                using var api = await PortalApi.AsOperatorAsync(Portal.Address, Emulator);
                await api.ReadCustomersAgainAsync();
                var before = await PlannedAsync(api, tenant);
                operation = await api.FixEverythingAsync(tenant.Id);
                var seen = await ReadsSoFarAsync(tenant);
                await Eventually.BeTrueAsync(async () => reached(await Emulator.RequestsAsync(tenant.Id, seen)), $"the moment '{name}'");
                await Portal.KillAsync();
                Assert.Equal(4, before);
            }

            await Portal.StartAgainAsync();
            using var again = await PortalApi.AsOperatorAsync(Portal.Address, Emulator);
            var end = await again.EndAsync(operation);
            Assert.True(end["state"]!.GetValue<string>() == "verified", $"Killed at '{name}': {end}");
            await AssertOnceAsync(again, tenant, name);
        }
    }

    [Fact]
    public async Task Portal_KilledInFixOfPerson_OffersToFinishAndFinishes()
    {
        var tenant = await Emulator.AddAsync(new TenantShape("Bellows College"));
        await using var visitor = await Visitor.OpenAsync(world.Chromium, Portal.Address, Look.Light);
        await visitor.SignInAsync("Morgan Engineer", TenantPages.Plan(tenant.Id));
        var page = visitor.Page;
        await Expect(page.Sheet().Locator(".step-card")).ToHaveCountAsync(4);
        await using (await Emulator.SlowAsync(replicationDelayMs: 0, LatencyMs))
        {
            await page.RunAsync(tenant.Name);
            await Eventually.BeTrueAsync(async () => (await Emulator.WritesAsync(tenant.Id)).Count >= 2, "the second write");
            await Portal.KillAsync();
        }

        // An open page would read itself again as soon as the portal is there, with the sheet: they have left meanwhile.
        await page.GotoAsync("about:blank");
        await Portal.StartAgainAsync();
        await page.GotoAsync(TenantPages.Health(tenant.Id));
        await Expect(page.GetByText("was interrupted. Finish it or take it back.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Open it" }).ClickAsync();
        await Expect(page.Sheet().GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true })).ToBeVisibleAsync();
        await page.Sheet().GetByRole(AriaRole.Button, new() { Name = $"Finish in {tenant.Name}" }).ClickAsync();
        await Expect(page.RunState()).ToHaveTextAsync("Verified");

        using var api = await PortalApi.AsOperatorAsync(Portal.Address, Emulator);
        await AssertOnceAsync(api, tenant, "a person's second write");
    }

    /// <summary>When to kill, told by what the Emulator has received since the start.</summary>
    private static IEnumerable<(string Name, Func<IReadOnlyList<LoggedRequest>, bool> Reached)> Moments() =>
    [
        ("reading before the first write", requests => requests.Any(request => request.IsGraph)),
        ("the first write on its way", requests => requests.Any(request => request.IsWrite)),
        ("the first write answered", requests => requests.Any(request => request is { IsWrite: true, Status: not null })),
        ("the policy on its way", requests => requests.Any(request => request.IsWrite && request.Path.EndsWith("/configurationPolicies", StringComparison.Ordinal))),
        ("the assignment on its way", requests => requests.Any(request => request.IsWrite && request.Path.EndsWith("/assign", StringComparison.Ordinal))),
        ("everything sent", requests => requests.Any(request => request.IsWrite && request.Path.EndsWith("/assign", StringComparison.Ordinal) && request.Status is not null)),
    ];

    private static async Task<int> PlannedAsync(PortalApi api, TenantShape tenant) => (await api.PlanAsync(tenant.Id))["steps"]!.AsArray().Count;

    private async Task<long> ReadsSoFarAsync(TenantShape tenant) =>
        (await Emulator.RequestsAsync(tenant.Id)).Where(request => !request.IsWrite && request.Status is not null).Select(request => request.Number).DefaultIfEmpty().Max();

    private async Task AssertOnceAsync(PortalApi api, TenantShape tenant, string moment)
    {
        Assert.Equal("Ready", await api.VerdictAsync(tenant.Id));
        using var graph = await GraphReader.OpenAsync(EmulatorAddress, tenant.Id);
        var principals = await graph.ReadAsync("/v1.0/servicePrincipals?$select=id,appId&$top=999");
        foreach (var appId in new[] { TenantShape.ServiceAppId, TenantShape.ClientAppId })
        {
            Assert.True(principals.Count(one => Text(one, "appId") == appId) == 1, $"Killed at '{moment}': service principals of {appId}.");
        }

        var policies = await graph.ReadAsync("/beta/deviceManagement/configurationPolicies?$select=id,name");
        Assert.True(policies.Count == 1, $"Killed at '{moment}': {policies.Count} policies.");
        var assignments = await graph.ReadAsync($"/beta/deviceManagement/configurationPolicies/{Text(policies[0], "id")}/assignments");
        Assert.True(assignments.Count == 1, $"Killed at '{moment}': {assignments.Count} assignments.");
        var audit = await api.VerifyAuditAsync();
        Assert.True(audit["holds"]!.GetValue<bool>(), audit.ToJsonString());
    }

    private static string Text(JsonNode? node, string name) => node![name]!.GetValue<string>();
}
