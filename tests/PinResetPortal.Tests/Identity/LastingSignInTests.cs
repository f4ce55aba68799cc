using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PinResetPortal.Core.Field;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Graph.Access;
using PinResetPortal.Hosting;

namespace PinResetPortal.Identity;

/// <summary>What is kept of a person whose token came with a request: as long as their work goes on, encrypted, and in their own tenant's name.</summary>
public sealed class LastingSignInTests : IAsyncLifetime
{
    private readonly EmulatedPortal _portal = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _portal.InitializeAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Session_WhileTheRunGoesOn_LiesEncryptedInItsRowAndGoesWithIt()
    {
        var tenant = await _portal.AddTenantAsync();
        var way = new TokenWay(await _portal.PersonAsync());
        await _portal.FaultsAsync("""{"latencyMs":{"mean":200,"spread":0}}""");

        Assert.Null(await way.RepairAsync(tenant));
        var during = Assert.Single(await _portal.ReadAsync("Operations", "StartedBy"));
        var keys = await KeysAsync(PersonSessions.OfWork);
        await _portal.FaultsAsync("{}");
        Assert.Equal("verified, Ready", (await way.SettledAsync()).Words);

        Assert.NotEmpty((string)JsonNode.Parse(during)!["session"]!);
        Assert.DoesNotContain(Assert.Single(keys), during, StringComparison.Ordinal);
        Assert.DoesNotContain("session", Assert.Single(await _portal.ReadAsync("Operations", "StartedBy")), StringComparison.Ordinal);
        await EndedAsync();
    }

    [Fact]
    public async Task Session_OfBulkRepairAndScan_GoesWithThem()
    {
        var tenant = await _portal.AddTenantAsync();
        var person = await _portal.PersonAsync();
        var bulk = new BulkWay(person);

        Assert.Null(await bulk.RepairAsync(tenant));
        Assert.Equal("verified, Ready", (await bulk.SettledAsync()).Words);
        using (var scan = await person.PostAsJsonAsync("/api/v1/scans", new { tenants = new[] { tenant.ToString() }, refresh = true }, Token))
        {
            Assert.Equal(HttpStatusCode.Accepted, scan.StatusCode);
        }

        await EndedAsync();
        foreach (var table in new[] { "BulkRepairs", "Operations", "Scans" })
        {
            Assert.All(await _portal.ReadAsync(table, "StartedBy"), startedBy => Assert.DoesNotContain("session", startedBy, StringComparison.Ordinal));
        }
    }

    /// <summary>MSAL names no end for what has a refresh token in it.</summary>
    [Fact]
    public async Task Session_OfARequest_LeavesTheCacheWhenItsTokenHasLongEnded()
    {
        var way = new TokenWay(await _portal.PersonAsync());

        Assert.Equal("NotReady", await way.ReadAsync(await _portal.AddTenantAsync()));

        var ends = DateTimeOffset.Parse(
            Assert.Single(await _portal.QueryAsync($"""SELECT "ExpiresAt" FROM "TokenCache" WHERE "Key" LIKE '{PersonSessions.OfRequest}%'""")), CultureInfo.InvariantCulture);
        Assert.InRange(ends - TimeProvider.System.GetUtcNow(), SessionTokenCache.OfRequest - TimeSpan.FromMinutes(5), SessionTokenCache.OfRequest);
    }

    /// <summary>The documented pattern: the assertion goes to the tenant that issued it, and only a refresh token to a customer's.</summary>
    [Fact]
    public async Task Token_OfCustomer_IsRedeemedFromTheHomeTenantsOne()
    {
        var tenant = await _portal.AddTenantAsync();
        var way = new TokenWay(await _portal.PersonAsync());

        Assert.Null(await way.RepairAsync(tenant));
        Assert.Equal("verified, Ready", (await way.SettledAsync()).Words);

        var asked = (await _portal.RequestsAsync()).Where(one => ((string)one["path"]!).EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal)).ToList();
        Assert.All(asked, one => Assert.Equal(200, (int)one["status"]!));
        Assert.Contains(asked, one => ((string)one["path"]!).StartsWith($"/{tenant}/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_WriteNeedsMoreThanTheToken_IsRefusedBeforeItIsAccepted()
    {
        const string Check = "consent.pin-reset-service";
        var home = EmulatedPortal.Partner;
        _portal.State.Find(home.Value)!.Change(TenantObjects.ServicePrincipals, principals => principals.RemoveAll(one => (string?)one["appId"] == KnownApps.PinResetServiceAppId));
        using var client = await _portal.PersonAsync("carol@fabrikam-msp.example");
        using var planned = await client.GetAsync($"/api/v1/tenants/{home}/plan?check={Check}", Token);
        var plan = await planned.JsonAsync();
        Assert.Single(plan["steps"]!.AsArray());

        using var answer = await client.PostAsJsonAsync($"/api/v1/tenants/{home}/remediations", new { checks = new[] { Check }, planHash = (string)plan["planHash"]! }, Token);

        var problem = await answer.ProblemAsync(HttpStatusCode.Forbidden, "no-access");
        Assert.Contains("asks for another sign-in step", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Contains("capolids", (string)problem["claims"]!, StringComparison.Ordinal);
        Assert.Empty(await _portal.ReadAsync("Operations", "Id"));
        await EndedAsync();
    }

    [Theory]
    [InlineData("/api/v1/scans", """{"tenants":"all","refresh":true}""")]
    [InlineData("/api/v1/bulk-repairs", """{"tenants":"all","checks":"all"}""")]
    public async Task Start_NothingCanBeKept_IsRefusedBeforeItIsAccepted(string address, string body)
    {
        await _portal.AddTenantAsync();
        var person = await _portal.PersonAsync();
        _portal.State.Find(EmulatedPortal.Partner.Value)!.Change(TenantObjects.Grants, grants => grants.Clear());

        using var answer = await person.PostAsync(address, new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Token);

        var problem = await answer.ProblemAsync(HttpStatusCode.Forbidden, "no-access");
        Assert.Contains("User.Read in your home tenant", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Empty(await _portal.ReadAsync("Scans", "Id"));
        Assert.Empty(await _portal.ReadAsync("BulkRepairs", "Id"));
    }

    /// <summary>A token cache that was emptied while the portal was down: the run says so, and sends nothing more.</summary>
    [Fact]
    public async Task Restart_TokensAreGone_SaysThatTheSignInIsNotKept()
    {
        var tenant = await _portal.AddTenantAsync();
        var way = new TokenWay(await _portal.PersonAsync());
        await _portal.FaultsAsync("""{"latencyMs":{"mean":300,"spread":0}}""");
        Assert.Null(await way.RepairAsync(tenant));
        using (var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20)))
        {
            while (await _portal.WritesAsync(tenant) == 0)
            {
                await tick.WaitForNextTickAsync(Token);
            }
        }

        await _portal.StopAsync();
        await _portal.FaultsAsync("{}");
        await _portal.SqlAsync("""DELETE FROM "TokenCache" """);
        var sent = await _portal.WritesAsync(tenant);
        _portal.Start();
        way.Api = await _portal.PersonAsync();

        Assert.Contains("is no longer kept", (await way.SettledAsync()).Words, StringComparison.Ordinal);
        Assert.Equal(sent, await _portal.WritesAsync(tenant));
    }

    private async Task<List<string>> KeysAsync(string prefix) =>
        [.. (await _portal.ReadAsync("TokenCache", "Key")).Where(key => key.StartsWith(prefix, StringComparison.Ordinal))];

    /// <summary>Tokens go a moment after the row says that its work is over.</summary>
    private async Task EndedAsync()
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while ((await KeysAsync(PersonSessions.OfWork)).Count > 0)
        {
            await tick.WaitForNextTickAsync(patience.Token);
        }
    }
}
