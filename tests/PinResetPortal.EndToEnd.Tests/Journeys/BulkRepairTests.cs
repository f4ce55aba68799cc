using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PinResetPortal.EndToEnd.Crawling;
using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>Many tenants, one confirmation: each has its own plan, its own run and its own result.</summary>
public sealed class BulkRepairTests(World world) : Journey(world)
{
    [Fact]
    public async Task FiftyTenants_WithFaults_EachIsVerifiedOrClearlyFailed_AndOnlyPlannedWritesWereSent()
    {
        var tenants = new List<TenantShape>();
        for (var number = 1; number <= 50; number++)
        {
            var shape = new TenantShape($"Bulk {number:00}");
            tenants.Add(await Emulator.AddAsync((number % 3) switch { 0 => shape.PinRecoveryOn(), 1 => shape.Consented(), _ => shape }));
        }

        await Api.ReadCustomersAgainAsync();
        JsonNode done;
        await using (await Emulator.FaultyAsync(throttleShare: 0.08, errorShare: 0.04, dropShare: 0.02, replicationDelayMs: 400))
        {
            var bulk = Id(await Api.PostAsync("/api/v1/bulk-repairs", new { tenants = tenants.Select(tenant => tenant.Id), checks = "all" }));
            var planned = await StateAsync(bulk, "planned");
            var summary = planned["summary"]!;
            Assert.Equal(tenants.Count, planned["total"]!.GetValue<int>());
            Assert.Equal($"fix {summary["tenants"]} tenants", summary["confirmation"]!.GetValue<string>());
            foreach (var tenant in tenants)
            {
                Assert.Empty(await Emulator.WritesAsync(tenant.Id));
            }

            await Api.PostAsync($"/api/v1/bulk-repairs/{bulk}/start", new { planHash = summary["planHash"]!.GetValue<string>(), confirmation = summary["confirmation"]!.GetValue<string>() });
            done = await StateAsync(bulk, "completed");
        }

        var items = (await Api.GetAsync($"/api/v1/bulk-repairs/{Id(done)}/items?take=1000")).AsArray();
        Assert.Equal(tenants.Select(tenant => tenant.Id).Order(StringComparer.Ordinal), items.Select(item => item.Text("tenantId")!).Order(StringComparer.Ordinal));
        Assert.All(items, item => Assert.True(
            item.Text("state") is "verified" || (item.Text("state") is "failed" or "notYetVisible" or "unreadable" && item.Text("error") is { Length: > 10 }), item!.ToJsonString()));
        Assert.True(items.Count(item => item.Text("state") == "verified") >= 40, done.ToJsonString());
        foreach (var item in items)
        {
            await AssertOnlyPlannedWritesAsync(item!);
        }

        var audit = await Api.VerifyAuditAsync();
        Assert.True(audit["holds"]!.GetValue<bool>(), audit.ToJsonString());
    }

    [Fact]
    public async Task Msp_QueueByFault_OpensAPlan_ChoosesThePilot_GoesOn_TakesTheWholeRunBack()
    {
        var first = await AddAsync(new TenantShape("Ponca Healthcare").Consented());
        var second = await AddAsync(new TenantShape("Ponca Publishing").Consented());
        await Api.VerdictAsync(first.Id);
        await Api.VerdictAsync(second.Id);
        var page = await SignedInAsync("Olive Operator", "/?q=ponca");

        await Expect(page.Locator(".overview-grid .row-link")).ToHaveCountAsync(2);
        await PhotographAsync(page, "journey-msp-queue");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "By fault" }).GetByRole(AriaRole.Button, new() { NameRegex = new("^Fix these") }).First.ClickAsync();
        await ChooseChecksAsync(page);
        await Expect(page.Locator(".bulk-sentence")).ToHaveTextAsync("2 tenants: create 2 policies, assign 2 policies");
        var fix = page.GetByRole(AriaRole.Button, new() { Name = "Fix 2 tenants" });
        await Expect(fix).ToBeDisabledAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Show the plan for Ponca Publishing" }).ClickAsync();
        var plan = page.GetByRole(AriaRole.Region, new() { Name = "Plan for Ponca Publishing" });
        await Expect(plan.Locator(".step-card")).ToHaveCountAsync(2);
        await PhotographAsync(page, "journey-msp-plan");
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^Goes first ?: Ponca Publishing") }).CheckAsync();
        await page.GetByLabel("Type fix 2 tenants to confirm").FillAsync("fix 2 tenants");
        await fix.PressAsync();

        await Expect(page.GetByText("The pilot is over.")).ToBeVisibleAsync();
        await Expect(plan).ToHaveCountAsync(0);
        Assert.False(await page.EvaluateAsync<bool>(PageRules.Lost), "The focus is nowhere after the confirmation.");
        Assert.NotEmpty(await Emulator.WritesAsync(second.Id));
        Assert.Empty(await Emulator.WritesAsync(first.Id));
        await PhotographAsync(page, "journey-msp-pilot");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on with the other tenant" }).ClickAsync();
        await Expect(page.Locator(".bulk-head .status")).ToHaveTextAsync("Ended");
        await Expect(page.Locator(".bulk-items .status", new() { HasText = "Verified" })).ToHaveCountAsync(2);
        Assert.Equal("Ready", await Api.VerdictAsync(first.Id));
        await PhotographAsync(page, "journey-msp-ended");

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the whole run" }).ClickAsync();
        await Expect(page.Headline()).ToHaveTextAsync("Undo many tenants");
        await page.GetByLabel("Type undo 2 tenants to confirm").FillAsync("undo 2 tenants");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo 2 tenants" }).PressAsync();
        await Expect(page.Locator(".bulk-head .status")).ToHaveTextAsync("Ended");
        await PhotographAsync(page, "journey-msp-undone");
        Assert.Equal("NotReady", await Api.VerdictAsync(first.Id));
        Assert.Equal("NotReady", await Api.VerdictAsync(second.Id));
    }

    /// <summary>The queue's button of a fault with several repairs opens a menu; the first is everything that stands in the way.</summary>
    private static async Task ChooseChecksAsync(IPage page)
    {
        var item = page.GetByRole(AriaRole.Menuitem).First;
        await Expect(page.Locator(".bulk-sentence").Or(item)).ToBeVisibleAsync();
        if (await item.IsVisibleAsync())
        {
            await item.ClickAsync();
        }
    }

    [Fact]
    public async Task Reader_SeesTheBulkRepair_ButCannotStartIt()
    {
        var tenant = await AddAsync(new TenantShape("Margie Travel").Consented());
        var bulk = Id(await Api.PostAsync("/api/v1/bulk-repairs", new { tenants = new[] { tenant.Id }, checks = "all" }));
        var planned = await StateAsync(bulk, "planned");
        var page = await SignedInAsync("Harper Helpdesk", $"/bulk/{bulk}");

        await Expect(page.Locator(".bulk-sentence")).ToHaveTextAsync("1 tenant: create 1 policy, assign 1 policy");
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Fix|Give up") })).ToHaveCountAsync(0);
        var start = new { planHash = planned["summary"]!["planHash"]!.GetValue<string>(), confirmation = "fix 1 tenant" };
        Assert.Equal(403, await ReaderApi.StatusOfPostAsync($"/api/v1/bulk-repairs/{bulk}/start", start));
        Assert.Empty(await Emulator.WritesAsync(tenant.Id));
    }

    /// <summary>Every write that the Emulator received is a step of the plan or of nothing: paths may hold the id of what a step before made.</summary>
    private async Task AssertOnlyPlannedWritesAsync(JsonNode item)
    {
        var writes = await Emulator.WritesAsync(item.Text("tenantId")!);
        var steps = item.Text("operationId") is { } operation ? (await Api.OperationAsync(operation))["steps"]!.AsArray() : [];
        Assert.All(writes, write => Assert.Contains(steps, step =>
            step.Text("method") == write.Method && Regex.IsMatch(write.Path, "^" + Regex.Replace(Regex.Escape(step.Text("path")!), @"\\\{[^}]+\}", "[^/]+") + "$")));
    }

    private Task<JsonNode> StateAsync(string id, string state) => Eventually.SeeAsync(
        async () => await Api.GetAsync($"/api/v1/bulk-repairs/{id}") is var bulk && bulk.Text("state") == state ? bulk : null, $"bulk repair {id} being {state}", TimeSpan.FromMinutes(4));

    private static string Id(JsonNode bulk) => bulk.Text("id")!;
}
