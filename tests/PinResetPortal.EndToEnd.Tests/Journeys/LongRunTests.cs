using System.Text.RegularExpressions;
using PinResetPortal.EndToEnd.Emulation;

namespace PinResetPortal.EndToEnd.Journeys;

/// <summary>A run belongs to the server: what happens to the page does not matter to it.</summary>
public sealed class LongRunTests(World world) : Journey(world)
{
    private const int ReplicationDelayMs = 6000;
    private static readonly Regex Working = new("Running|Verifying");

    [Fact]
    public async Task Page_ReloadedInTheMiddle_FindsRunAgainAndShowsItsEnd()
    {
        var tenant = await AddAsync(new TenantShape("Woodland Outfitters").PinRecoveryOn());
        var page = await SignedInAsync("Morgan Engineer", TenantPages.Plan(tenant.Id));
        await Expect(page.Sheet().Locator(".step-card")).ToHaveCountAsync(2);
        await using (await Emulator.SlowAsync(ReplicationDelayMs, latencyMs: 50))
        {
            await page.RunAsync(tenant.Name);
            await Expect(page.RunState()).ToHaveTextAsync(Working);

            await page.ReloadAsync();
            await Expect(page.RunState()).ToHaveTextAsync(Working);

            await page.GotoAsync(TenantPages.Health(tenant.Id));
            await Expect(page.GetByText("is running.")).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Open it" }).ClickAsync();
            await Expect(page.RunState()).ToHaveTextAsync("Verified");
        }

        await Expect(page.Sheet().Locator(".proof-verdict")).ToContainTextAsync("The tenant is set up");
        Assert.Equal(2, (await Emulator.WritesAsync(tenant.Id)).Count);
    }

    [Fact]
    public async Task Connection_LostInTheMiddle_RunGoesOnAndIsSeenAfterwards()
    {
        var tenant = await AddAsync(new TenantShape("First Up Consultants").PinRecoveryOn());
        var visitor = await VisitAsync();
        visitor.Expect("net::ERR_INTERNET_DISCONNECTED");
        visitor.Expect("WebSocket");
        visitor.Expect("Failed to complete negotiation");
        visitor.Expect("Failed to start the connection");
        visitor.Expect("Connection disconnected");
        await visitor.SignInAsync("Morgan Engineer", TenantPages.Plan(tenant.Id));
        var page = visitor.Page;
        await Expect(page.Sheet().Locator(".step-card")).ToHaveCountAsync(2);
        await using (await Emulator.SlowAsync(ReplicationDelayMs, latencyMs: 50))
        {
            await page.RunAsync(tenant.Name);
            await Expect(page.RunState()).ToHaveTextAsync(Working);
            await visitor.Context.SetOfflineAsync(true);

            var operation = page.Url[(page.Url.IndexOf("operation=", StringComparison.Ordinal) + "operation=".Length)..];
            var end = await Api.EndAsync(operation);
            Assert.Equal("verified", end["state"]!.GetValue<string>());
        }

        await visitor.Context.SetOfflineAsync(false);
        await page.ReloadAsync();
        await Expect(page.RunState()).ToHaveTextAsync("Verified");
        Assert.Equal(2, (await Emulator.WritesAsync(tenant.Id)).Count);
    }
}
