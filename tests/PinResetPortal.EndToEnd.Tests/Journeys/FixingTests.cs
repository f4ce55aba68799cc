using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PinResetPortal.EndToEnd.Emulation;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>The main job, from the sign-in page to the undo.</summary>
public sealed class FixingTests(World world) : Journey(world)
{
    private const string Device = "d0000001-0000-4000-8000-000000000001";

    [Fact]
    public async Task Engineer_ConsentForgotten_FixesWatchesAndTakesBack()
    {
        var tenant = await Emulator.AddAsync(new TenantShape("Alpine Ski House").PinRecoveryOn());
        var page = await SignedInAsync("Morgan Engineer");
        await Expect(page.Headline()).ToHaveTextAsync("Can users reset their PIN?");

        await page.GetByRole(AriaRole.Button, new() { Name = "Read the customers again" }).ClickAsync();
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Find a tenant" }).FillAsync(tenant.Id);
        await page.Locator($"[id='row-{tenant.Id}'] .row-link").ClickAsync();
        await page.Drawer().GetByRole(AriaRole.Link, new() { Name = "Open this tenant" }).ClickAsync();
        await Expect(page.Headline()).ToHaveTextAsync("Users get CAA20004: two apps are missing");

        await page.FixEverything().ClickAsync();
        var plan = await Api.PlanAsync(tenant.Id);
        await ExpectRequestsAsync(page, plan);
        Assert.Empty(await Emulator.WritesAsync(tenant.Id));

        await page.RunAsync(tenant.Name);
        await Expect(page.RunState()).ToHaveTextAsync("Verified");
        await Expect(page.Sheet().Locator(".run-step").Filter(new() { HasText = "Done" })).ToHaveCountAsync(plan["steps"]!.AsArray().Count);
        await Expect(page.Sheet().Locator(".proof-verdict")).ToContainTextAsync("The tenant is set up");
        Assert.Equal("Ready", await Api.VerdictAsync(tenant.Id));
        AssertPlanned(plan, await Emulator.WritesAsync(tenant.Id));

        await page.CloseDialogAsync();
        await Expect(page.Headline()).ToContainTextAsync("The tenant is set up");
        await page.GetByRole(AriaRole.Link, new() { Name = "History", Exact = true }).ClickAsync();
        await Expect(page.GetByText(new Regex("^Chain verified"))).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Audit entries" })).ToContainTextAsync("The repair is verified over fresh facts");

        await page.GetByRole(AriaRole.Link, new() { Name = "Undo…" }).ClickAsync();
        await page.Sheet().GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await page.Sheet().GetByRole(AriaRole.Button, new() { Name = $"Undo in {tenant.Name}" }).ClickAsync();
        await Expect(page.Sheet()).ToContainTextAsync("the fix was taken back");
        Assert.Equal("NotReady", await Api.VerdictAsync(tenant.Id));

        await page.CloseDialogAsync();
        await Expect(page.Headline()).ToHaveTextAsync("Users get CAA20004: two apps were deleted");
    }

    /// <summary>Twelve key presses, without the letters of the name. Where the focus is after each, the next one acts.</summary>
    [Fact]
    public async Task Keyboard_FromTheOverviewToRun_TakesTwelveKeysAtMost()
    {
        var tenant = await AddAsync(new TenantShape("Keyboard Kitchens").PinRecoveryOn());
        var page = await SignedInAsync("Morgan Engineer");
        await Expect(page.Locator(".overview-grid .row-link").First).ToBeVisibleAsync();
        var presses = 0;
        await PressAsync("Control+Alt+KeyT");
        var switcher = page.GetByRole(AriaRole.Dialog, new() { Name = "Switch tenant" });
        await Expect(switcher.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("keyboard");
        await Expect(switcher.GetByRole(AriaRole.Status)).ToContainTextAsync($"{tenant.Name} is chosen");
        await PressAsync("Enter");
        await Expect(page.FixEverything()).ToBeEnabledAsync();
        await Expect(page.Headline()).ToBeFocusedAsync();
        await TabToAsync(page.FixEverything());
        await PressAsync("Enter");
        await Expect(page.Sheet().GetByRole(AriaRole.Heading, new() { Level = 2 })).ToBeFocusedAsync();
        var run = page.Sheet().GetByRole(AriaRole.Button, new() { Name = $"Run in {tenant.Name}" });
        await Expect(run).ToBeEnabledAsync();
        await TabToAsync(run);
        await PressAsync("Enter");
        await Expect(page.RunState()).ToHaveTextAsync("Verified");
        await Expect(page.Sheet().GetByRole(AriaRole.Heading, new() { Level = 2 })).ToBeFocusedAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{presses} key presses from the overview to Run, without the letters of the name");
        Assert.True(presses <= 12, $"{presses} key presses.");

        async Task PressAsync(string key)
        {
            presses++;
            await page.Keyboard.PressAsync(key);
        }

        async Task TabToAsync(ILocator wanted)
        {
            while (presses < 30 && !await wanted.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                await PressAsync("Tab");
            }
        }
    }

    [Fact]
    public async Task Engineer_NothingThere_CreatesPolicyForChosenGroupOnly()
    {
        // A group without members would be reached by nobody, and the run would wait for somebody.
        var device = new JsonObject { ["id"] = Device, ["deviceId"] = Device, ["displayName"] = "COHO-1", ["operatingSystem"] = "Windows", ["accountEnabled"] = true };
        var tenant = await AddAsync(new TenantShape("Coho Winery").With("devices", device).Group("All Windows devices", members: [Device]));
        var page = await SignedInAsync("Morgan Engineer", TenantPages.Plan(tenant.Id));
        var dialog = page.Sheet();

        await dialog.GetByRole(AriaRole.Radio, new() { NameRegex = new("^Groups") }).CheckAsync();
        await dialog.GetByRole(AriaRole.Searchbox, new() { Name = "Find a group by name" }).FillAsync("windows");
        await dialog.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^All Windows devices") }).CheckAsync();
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Name of the policy" }).FillAsync("Coho - Hello");
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Name of the policy" }).BlurAsync();
        await Expect(dialog.Locator(".change-words")).ToContainTextAsync("Assign \"Coho - Hello\" to group");

        await page.RunAsync(tenant.Name);
        await Expect(page.RunState()).ToHaveTextAsync("Verified");
        var readiness = await Api.ReadinessAsync(tenant.Id);
        Assert.Equal("Ready", readiness["verdict"]!.GetValue<string>());
        var finding = readiness["findings"]!.AsArray().Single(finding => finding!["checkId"]!.GetValue<string>() == "policy.pin-recovery")!;
        Assert.Contains("Coho - Hello", finding.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>The dialog shows the requests of the API's plan: no more, no fewer, in this order, with these bodies.</summary>
    private static async Task ExpectRequestsAsync(IPage page, JsonNode plan)
    {
        var steps = plan["steps"]!.AsArray();
        await Expect(page.Sheet().Locator(".step-card")).ToHaveCountAsync(steps.Count);
        for (var index = 0; index < steps.Count; index++)
        {
            var request = page.Sheet().Locator(".step-card").Nth(index).Locator(".request");
            await Expect(request.Locator("summary")).ToHaveTextAsync($"{steps[index]!["method"]} {steps[index]!["path"]}");
            var shown = JsonNode.Parse(await request.Locator("pre").TextContentAsync() ?? "");
            Assert.True(JsonNode.DeepEquals(steps[index]!["body"], shown), $"Step {index + 1} shows {shown}, and the plan says {steps[index]!["body"]}.");
        }
    }

    private static void AssertPlanned(JsonNode plan, IReadOnlyList<LoggedRequest> writes) => Assert.Equal(
        plan["steps"]!.AsArray().Select(step => $"{step!["method"]} {step["path"]}"),
        writes.Select(write => $"{write.Method} {write.Path}"));
}
