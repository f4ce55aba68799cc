using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Identity;

/// <summary>
/// Every way into the portal with every job, over HTTP: whoever begins something is who it is done as, to its end, whatever happens to the
/// request, the token and the process that it began with.
/// </summary>
public sealed class IdentityMatrixTests(EmulatedPortal shared) : IClassFixture<EmulatedPortal>
{
    /// <summary>
    /// One customer to which nothing is consented. Handed over: the portal is stopped in order while it sends, and started again. Killed: it
    /// dies, and whoever began it says that it goes on, where the portal waits for that.
    /// </summary>
    private const string Expected = """
        way              | read     | plan    | repair       | verify              | undo                | handed over               | killed
        page             | NotReady | 4 steps | 4 sent       | verified, Ready     | undone, NotReady    | went on: verified, Ready  | waited: verified, Ready
        person's token   | NotReady | 4 steps | 4 sent       | verified, Ready     | undone, NotReady    | went on: verified, Ready  | waited: verified, Ready
        application      | NotReady | 4 steps | 4 sent       | verified, Ready     | undone, NotReady    | went on: verified, Ready  | went on: verified, Ready
        schedule         | NotReady | 0 steps | 0 sent       | NotReady            | Ready               | went on: NotReady         | went on: NotReady
        bulk             | planned  | 4 steps | 4 sent       | verified, Ready     | undone, NotReady    | went on: verified, Ready  | waited: verified, Ready
        reader's token   | NotReady | 4 steps | role-missing | role-missing        | role-missing        | role-missing              | role-missing
        second step owed | Unknown  | 0 steps | no-access    | no-access           | no-access           | no-access                 | no-access
        """;

    private static readonly string[][] Table = [.. Expected.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries))];

    public static IEnumerable<TheoryDataRow<string, string, string>> Cells => Table.Skip(1)
        .SelectMany(row => row.Skip(1).Zip(Table[0].Skip(1), (expected, job) => new TheoryDataRow<string, string, string>(row[0], job, expected)));

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Way_Job_EndsAsWritten(string way, string job, string expected)
    {
        if (job is not ("handed over" or "killed"))
        {
            Assert.Equal(expected, await DoAsync(shared, way, job));
            return;
        }

        var portal = new EmulatedPortal();
        await portal.InitializeAsync();
        await using (portal)
        {
            Assert.Equal(expected, await DoAsync(portal, way, job));
        }
    }

    private static async Task<string> DoAsync(EmulatedPortal portal, string name, string job)
    {
        var tenant = await portal.AddTenantAsync();
        var (way, again) = await BeginAsync(portal, name);
        return job switch
        {
            "read" => await way.ReadAsync(tenant),
            "plan" => await way.PlanAsync(tenant),
            "repair" => await way.RepairAsync(tenant) ?? await SentAsync(),
            "verify" => await way.RepairAsync(tenant) ?? (await way.SettledAsync()).Words,
            "undo" => await way.RepairAsync(tenant) ?? await UndoneAsync(),
            "handed over" => await InterruptedAsync(portal, way, tenant, again, portal.StopAsync),
            "killed" => await InterruptedAsync(portal, way, tenant, again, async () => await portal.KillAsync()),
            _ => throw new InvalidOperationException($"No such job: {job}."),
        };

        async Task<string> SentAsync()
        {
            await way.SettledAsync();
            return $"{await portal.WritesAsync(tenant)} sent";
        }

        async Task<string> UndoneAsync()
        {
            await way.SettledAsync();
            return await way.UndoAsync(tenant) ?? (await way.SettledAsync()).Words;
        }
    }

    /// <summary>The portal ends after the first thing that it sent, or, where it sends nothing, while it reads.</summary>
    private static async Task<string> InterruptedAsync(EmulatedPortal portal, WayIn way, TenantId tenant, Action again, Func<ValueTask> end)
    {
        await portal.FaultsAsync("""{"latencyMs":{"mean":250,"spread":0}}""");
        if (await way.RepairAsync(tenant) is { } refusal)
        {
            return refusal;
        }

        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (way is not ScheduleWay && await portal.WritesAsync(tenant) == 0)
        {
            Assert.False((await way.LookAsync()).Ended);
            await tick.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        await end();
        await portal.FaultsAsync("{}");
        portal.Start();
        again();
        var standing = await way.SettledAsync();
        if (!standing.Waits)
        {
            return $"went on: {standing.Words}";
        }

        await way.ResumeAsync();
        return $"waited: {(await way.SettledAsync()).Words}";
    }

    /// <returns>The way, and what makes it lead to the portal that was started again.</returns>
    private static async Task<(WayIn Way, Action Again)> BeginAsync(EmulatedPortal portal, string name)
    {
        if (name == "page")
        {
            return (new PageWay(portal, await portal.SignInAsync()), () => { });
        }

        var token = await (name switch
        {
            "application" or "schedule" => portal.ApplicationTokenAsync(),
            "reader's token" => portal.PersonTokenAsync("harper@fabrikam-msp.example"),
            "second step owed" => portal.PersonTokenAsync("carol@fabrikam-msp.example"),
            _ => portal.PersonTokenAsync(EmulatedPortal.Operator),
        });
        var way = name == "bulk" ? new BulkWay(portal.Caller(token)) : new TokenWay(portal.Caller(token));
        return (name == "schedule" ? new ScheduleWay(portal, way) : way, () => way.Api = portal.Caller(token));
    }
}
