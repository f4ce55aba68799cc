using System.Globalization;
using PinResetPortal.Store.Databases;

namespace PinResetPortal.EndToEnd.Chaos;

/// <summary>
/// Faults come by a seeded plan while repairs, bulk repairs, scans and notifications are under way; then everything comes to rest, and is
/// counted. Built only where the environment variable PINRESET_CHAOS is set: 200 are so many faults, half of them on each database, anything that
/// is no number means ten on each (docs/chaos.md).
/// </summary>
[Collection(Own.Chaos)]
public sealed class ChaosTests(PostgresServer postgres)
{
    private const int AtOnce = 3;

    [Fact]
    public async Task Sqlite_FaultsOfEveryKind_NothingLostDoubledOrBlocked() => await RunAsync(await SqliteUnderChaos.CreateAsync(), ChaosForm.Chosen);

    [Fact]
    public async Task PostgreSql_FaultsOfEveryKindOnOneAndTwoInstances_NothingLostDoubledOrBlocked() => await RunAsync(await PostgresUnderChaos.CreateAsync(postgres), ChaosForm.Chosen);

    private static async Task RunAsync(ChaosDatabase database, ChaosForm form)
    {
        await using var _ = database;
        await using var house = await ChaosHouse.StartAsync(database);
        await using var receiver = await Receiver.StartAsync();
        await TellAsync(house, receiver);
        using var client = new ChaosClient(() => house.Instances, await house.Control.TokenAsync("22222222-2222-4222-8222-222222222222", "demo-automation-secret"));
        using var work = new Workload(client, house.Control, form.Repairs);
        var reckoning = new Reckoning(house, client, work, receiver);
        await work.BeginAsync();

        var begun = TimeProvider.System.GetTimestamp();
        var plan = Fault.Draw(form.Faults, ChaosForm.Seed, form.Between, house.Possible(form.Longest));
        await StrikeAsync(house, plan.Take(form.Faults / 2));
        await house.WaitAsync();
        await house.JoinAsync();
        await StrikeAsync(house, plan.Skip(form.Faults / 2));
        var struck = TimeProvider.System.GetElapsedTime(begun);

        await house.WaitAsync();
        await work.EndAsync(form.Settling);
        var settled = TimeProvider.System.GetTimestamp();
        while (!await reckoning.HasSettledAsync() && TimeProvider.System.GetElapsedTime(settled) < form.Settling)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        var rest = TimeProvider.System.GetElapsedTime(begun) - struck;
        var tallies = await reckoning.CountAsync(form);
        var audit = await reckoning.AuditAsync();
        var kinds = string.Join(", ", Enum.GetValues<FaultKind>().Select(kind => $"{kind} {(house.Possible(form.Longest).ContainsKey(kind) ? $"{house.Struck.GetValueOrDefault(kind)}" : "not possible here")}"));
        var report = string.Create(
            CultureInfo.InvariantCulture,
            $"{database.Name}, {house.Struck.Values.Sum()} faults in {struck.TotalSeconds:0} s, all at rest after {rest.TotalSeconds:0} s, up to {house.Instances.Count} instances: {kinds}.\nInstances that ended by themselves while they ran: {house.Crashes}; that would not start, and were started again: {house.RefusedStarts}. Events that came again with their id: {receiver.Events.Count - receiver.Events.Distinct().Count()}. Audit log: {audit}.\n\n{Reckoning.Table(tallies)}");
        TestContext.Current.TestOutputHelper?.WriteLine(report);
        Assert.True(reckoning.Problems.Count == 0, $"{report}\n{string.Join('\n', reckoning.Problems)}");
        Assert.True(house.Crashes == 0, report);
    }

    private static async Task StrikeAsync(ChaosHouse house, IEnumerable<Fault> faults)
    {
        using var places = new SemaphoreSlim(AtOnce, AtOnce);
        var all = new List<Task>();
        foreach (var fault in faults)
        {
            await Task.Delay(fault.After, TimeProvider.System, TestContext.Current.CancellationToken);
            await places.WaitAsync(TestContext.Current.CancellationToken);
            all.Add(StrikeOneAsync(fault));
        }

        await Task.WhenAll(all);

        async Task StrikeOneAsync(Fault fault)
        {
            try
            {
                await house.StrikeAsync(fault);
            }
            finally
            {
                places.Release();
            }
        }
    }

    /// <summary>An admin adds a webhook.</summary>
    private static async Task TellAsync(ChaosHouse house, Receiver receiver)
    {
        using var admin = new ChaosClient(() => house.Instances, await house.Control.PersonsTokenAsync("morgan@fabrikam-msp.example"));
        var answer = await admin.PostAsync("/api/v1/destinations", new { name = "Chaos", channel = "webhook", settings = new { url = receiver.Address } }, "chaos");
        Assert.True(answer?.Status == 201, $"{answer}");
    }
}
