using System.Text.Json.Nodes;
using PinResetPortal.EndToEnd.Browsing;
using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Journeys;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.EndToEnd.Cases;

/// <summary>
/// Graph fails now and then, or always, whoever reads: the API, a scan, a page or a run. What could not be seen is never green, is never
/// repaired, and never takes away what an earlier read saw. The portal asks once only, so that a failure is one.
/// </summary>
[Collection(Own.Halves)]
public sealed class HalfReadTests(World world, HalfReadTests.AsksOnce demo) : IClassFixture<HalfReadTests.AsksOnce>, IAsyncDisposable
{
    private const int Rounds = 4;

    /// <summary>What a run may take that looks, sends and looks again for as long as it is patient (<c>RunnerOptions</c>).</summary>
    private static readonly TimeSpan _allWindows = TimeSpan.FromMinutes(5);

    private static readonly double[] Shares = [0.15, 0.4, 0.7, 1];

    private int _seed;

    private EmulatorControl Emulator => demo.Demo.Emulator;

    private PortalApi Api => demo.Demo.Api;

    public async ValueTask DisposeAsync() => await FailAsync(0);

    /// <summary>Answers of the API to reads with failures, of tenants that were read whole before.</summary>
    [Fact]
    public async Task Api_WithFailures_KeepsWhatTheWholeReadSaw() =>
        await KeepsAsync(async tenants =>
        {
            foreach (var tenant in tenants)
            {
                await Api.ReadinessAsync(tenant);
            }
        });

    [Fact]
    public async Task Scan_WithFailures_KeepsWhatTheWholeReadSaw() =>
        await KeepsAsync(async tenants =>
        {
            var scan = (await Api.PostAsync("/api/v1/scans", new { tenants, refresh = true })).Text("id")!;
            await Eventually.SeeAsync(async () => (await Api.ScanAsync(scan)).Text("state") == "completed" ? "" : null, "the end of the scan");
        });

    [Fact]
    public async Task Page_WithFailures_KeepsWhatTheWholeReadSaw()
    {
        await using var visitor = await Visitor.OpenAsync(world.Chromium, demo.Demo.Portal.Address, Look.Light);
        await visitor.SignInAsync("Olive Operator");
        await KeepsAsync(async tenants =>
        {
            foreach (var tenant in tenants)
            {
                await visitor.Page.GotoAsync(TenantPages.Health(tenant));
                await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Check again" }).ClickAsync();
                await Expect(visitor.Page.Locator(".answer-actions .waiting")).ToHaveTextAsync("");
            }
        });
    }

    /// <summary>Nobody has ever read these: every answer is of a read with failures.</summary>
    [Fact]
    public async Task Api_NeverReadBefore_IsUnknownWhereItCouldNotSee()
    {
        var unknown = 0;
        foreach (var share in Shares)
        {
            for (var round = 0; round < Rounds; round++)
            {
                var (good, bad) = await NewAsync($"First {share:0.00} {round}");
                await FailAsync(share);
                var halves = new[] { (Tenant: good, Half: await Api.ReadinessAsync(good), Wrong: "NotReady"), (Tenant: bad, Half: await Api.ReadinessAsync(bad), Wrong: "Ready") };
                await FailAsync(0);
                foreach (var (tenant, half, wrong) in halves)
                {
                    unknown += half["findings"]!.AsArray().Count(finding => finding.Text("status") == "Unknown");
                    Assert.NotEqual(wrong, half.Text("verdict"));
                    AssertNothingNewIsSaid(await Api.ReadinessAsync(tenant), half["findings"]!.AsArray());
                    Assert.All(half["findings"]!.AsArray().Where(finding => finding.Text("status") == "Unknown"), finding => Assert.False(finding!["fixable"]!.GetValue<bool>()));
                }
            }
        }

        Assert.True(unknown > 100, "The failures were not seen.");
    }

    [Fact]
    public async Task Repair_NothingCanBeRead_SendsNothing()
    {
        var (_, bad) = await NewAsync("Run");
        Assert.Equal("NotReady", (await Api.ReadinessAsync(bad)).Text("verdict"));
        var plan = await Api.PlanAsync(bad);
        await FailAsync(1);
        using var answer = await Api.StartAsync(bad, plan.Text("planHash")!);
        if (answer.IsSuccessStatusCode)
        {
            // It looks before its first change, and goes on looking for as long as replication may take: nobody waits for that here.
            var id = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.Text("id")!;
            await Api.PostAsync($"/api/v1/operations/{id}/cancel", new { });
            Assert.Equal("cancelled", (await Api.EndAsync(id)).Text("state"));
        }

        Assert.Empty(await Emulator.WritesAsync(bad));
        await FailAsync(0);
        Assert.Equal("NotReady", (await Api.ReadinessAsync(bad, refresh: false)).Text("verdict"));
    }

    /// <summary>Half of what a run asks fails: it sends nothing that the plan did not name, and is verified only when that is so.</summary>
    [Fact]
    public async Task Repair_HalfOfItFails_IsVerifiedOnlyWhenItIsSo()
    {
        var (_, bad) = await NewAsync("Half run");
        var plan = await Api.PlanAsync(bad);
        await FailAsync(0.5);
        using var answer = await Api.StartAsync(bad, plan.Text("planHash")!);
        var state = answer.IsSuccessStatusCode ? (await Api.EndAsync(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.Text("id")!, _allWindows)).Text("state") : "refused";
        await FailAsync(0);

        var planned = plan["steps"]!.AsArray().Select(step => step.Text("method")).ToHashSet();
        Assert.All(await Emulator.WritesAsync(bad), write => Assert.Contains(write.Method, planned));
        Assert.Equal(state == "verified", state == "verified" && (await Api.ReadinessAsync(bad)).Text("verdict") == "Ready");
    }

    private async Task KeepsAsync(Func<string[], Task> readAsync)
    {
        var (good, bad) = await NewAsync("Kept");
        var before = new[] { (Id: good, Whole: await Api.ReadinessAsync(good)), (Id: bad, Whole: await Api.ReadinessAsync(bad)) };
        Assert.Equal(["Ready", "NotReady"], before.Select(tenant => tenant.Whole.Text("verdict")));
        var unread = 0;
        foreach (var share in Shares)
        {
            for (var round = 0; round < Rounds; round++)
            {
                await FailAsync(share);
                await readAsync([good, bad]);
                foreach (var (tenant, whole) in before)
                {
                    var after = await Api.ReadinessAsync(tenant, refresh: false);
                    unread += after["unread"] is null ? 0 : 1;
                    Assert.Equal(whole.Text("verdict"), after.Text("verdict"));
                    AssertNothingNewIsSaid(whole, after["findings"]!.AsArray());
                    Assert.All(after["unread"]?["findings"]?.AsArray() ?? [], finding => Assert.Equal("Unknown", finding.Text("status")));
                }

                await FailAsync(0);
            }
        }

        Assert.True(unread >= Rounds, "The failures were not seen.");
        foreach (var (tenant, whole) in before)
        {
            var again = await Api.ReadinessAsync(tenant);
            Assert.Null(again["unread"]);
            Assert.Equal((whole.Text("verdict"), whole.Text("stage")), (again.Text("verdict"), again.Text("stage")));
        }
    }

    /// <summary>What a read with failures says of a check is what the whole read says, or Unknown.</summary>
    private static void AssertNothingNewIsSaid(JsonNode whole, JsonArray half)
    {
        var known = whole["findings"]!.AsArray().ToDictionary(finding => finding.Text("checkId")!, finding => finding.Text("status"));
        Assert.Empty(half.Where(finding => finding.Text("status") != "Unknown" && known[finding.Text("checkId")!] != finding.Text("status"))
            .Select(finding => $"{finding.Text("checkId")} is {known[finding.Text("checkId")!]} and was said to be {finding.Text("status")}: {finding.Text("summary")}"));
    }

    private Task FailAsync(double share) => Emulator.FaultsAsync(share == 0 ? [] : new JsonObject { ["errorShare"] = share, ["seed"] = ++_seed });

    /// <returns>Two tenants of a customer: one that is ready and one without anything.</returns>
    private async Task<(string Good, string Bad)> NewAsync(string name)
    {
        var good = new TenantShape($"{name} good").Consented().PinRecoveryOn().With(Piece.Devices, Piece.Device("PC1", "azureADJoined"));
        var bad = new TenantShape($"{name} bad").With(Piece.Devices, Piece.Device("PC1", "azureADJoined"));
        await Emulator.AddAsync(good, Api);
        await Emulator.AddAsync(bad, Api);
        return (good.Id, bad.Id);
    }

    public sealed class AsksOnce : ClassDemo
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Graph__MaxAttempts"] = "1", ["Graph__FirstPause"] = "00:00:00.010" };
    }
}
