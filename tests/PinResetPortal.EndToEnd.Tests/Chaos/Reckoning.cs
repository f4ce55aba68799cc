using System.Globalization;
using System.Text;
using PinResetPortal.EndToEnd.Emulation;

namespace PinResetPortal.EndToEnd.Chaos;

/// <summary>One line of the table.</summary>
/// <param name="Asked">How often somebody asked for it, as the database has it.</param>
/// <param name="Good">Verified, completed, told.</param>
/// <param name="Other">It came to another end, and says why; of notifications: still in the outbox.</param>
internal sealed record Tally(string What, int Asked, int Good, int Other, int Lost, int Doubled, int Blocked);

/// <summary>
/// What became of everything, by what the database, the Emulator's request log, the tenants and the receiver of notifications say, and not
/// by what the portal says.
/// </summary>
internal sealed class Reckoning(ChaosHouse house, ChaosClient client, Workload work, Receiver receiver)
{
    private const int Principals = 2;

    private readonly List<string> _problems = [];

    /// <summary>In words; none: nothing was lost, doubled or blocked.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public async Task<IReadOnlyList<Tally>> CountAsync(ChaosForm form)
    {
        var runs = await RunsAsync();
        foreach (var (id, tenant) in work.Accepted.Where(one => runs.All(run => run.Id != one.Key)))
        {
            _problems.Add($"Lost: run {id} of tenant {tenant} was accepted, and is not there.");
        }

        var sent = (await house.Control.RequestsAsync()).Where(request => request is { IsWrite: true, Status: >= 200 and < 300 }).ToLookup(request => request.TenantId ?? "", StringComparer.OrdinalIgnoreCase);
        Dictionary<string, TenantState> tenants = [];
        foreach (var tenant in work.Tenants.Keys)
        {
            tenants[tenant] = await LookAsync(tenant, [.. sent[tenant]]);
        }

        List<Tally> tallies =
        [
            CountRuns("Repairs, one by one", [.. runs.Where(run => run.Bulk.Length == 0)], tenants, work.Accepted.Keys.Count(id => runs.All(run => run.Id != id))),
            CountRuns("Repairs within bulk repairs", [.. runs.Where(run => run.Bulk.Length > 0)], tenants, await OpenBulksAsync()),
            await CountScansAsync(),
        ];

        // Only now: these runs are not part of what was asked for under faults.
        var blocked = await BlockedAsync(runs, tenants);
        tallies[0] = tallies[0] with { Blocked = blocked.Count(tenant => runs.All(run => run.Tenant != tenant || run.Bulk.Length == 0)) };
        tallies[1] = tallies[1] with { Blocked = blocked.Count - tallies[0].Blocked };
        tallies.Add(await CountNotificationsAsync(form));
        return tallies;
    }

    public async Task<string> AuditAsync()
    {
        var verified = await client.GetAsync("/api/v1/audit/verify");
        if (verified?.Text("holds") != "true")
        {
            _problems.Add($"The audit log does not hold: {verified?.Body}");
        }

        return $"{(verified?.Text("holds") == "true" ? "holds" : "DOES NOT HOLD")}, {verified?.Text("entries")} entries";
    }

    /// <summary>The heading and the rows, as Markdown.</summary>
    public static string Table(IEnumerable<Tally> tallies)
    {
        var text = new StringBuilder("| | asked for | verified, completed, told | other end | lost | doubled | blocked |\n|---|--:|--:|--:|--:|--:|--:|\n");
        foreach (var one in tallies)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {one.What} | {one.Asked} | {one.Good} | {one.Other} | {one.Lost} | {one.Doubled} | {one.Blocked} |\n");
        }

        return text.ToString();
    }

    /// <returns>Whether everything that has a row came to its end.</returns>
    public async Task<bool> HasSettledAsync() =>
        (await RunsAsync()).All(run => run.IsFinished) && await OpenBulksAsync() == 0
        && (await house.Database.QueryAsync("""SELECT "Id" FROM "Scans" WHERE "State" IN ('Pending', 'Running')""")).Count == 0;

    /// <summary>One that was planned waits for somebody to confirm it.</summary>
    private async Task<int> OpenBulksAsync() => (await house.Database.QueryAsync("""SELECT "Id" FROM "BulkRepairs" WHERE "State" NOT IN ('Completed', 'Cancelled', 'Planned')""")).Count;

    private async Task<IReadOnlyList<Run>> RunsAsync() =>
    [
        .. (await house.Database.QueryAsync("""SELECT "Id", "TenantId", "State", "BulkRepairId", "Error" FROM "Operations" """))
            .Select(row => new Run(Plain(row[0]), Plain(row[1]), row[2], row[3], row[4])),
    ];

    private Tally CountRuns(string what, IReadOnlyList<Run> runs, Dictionary<string, TenantState> tenants, int alsoLost)
    {
        var lost = 0;
        foreach (var run in runs)
        {
            if (!run.IsFinished)
            {
                lost++;
                _problems.Add($"Lost: run {run.Id} of tenant {run.Tenant} is still {run.State}.");
            }
            else if (run.State == "Verified" && tenants.GetValueOrDefault(run.Tenant) is { IsWhole: false } state)
            {
                lost++;
                _problems.Add($"Lost: run {run.Id} of tenant {run.Tenant} is verified, but the tenant has {state}.");
            }
        }

        var doubled = runs.Select(run => run.Tenant).Distinct().Where(tenant => tenants.GetValueOrDefault(tenant)?.IsDoubled == true).ToList();
        _problems.AddRange(doubled.Select(tenant => $"Doubled: tenant {tenant} has {tenants[tenant]}."));
        return new(what, runs.Count, runs.Count(run => run.State == "Verified"), runs.Count(run => run.IsFinished && run.State != "Verified"), lost + alsoLost, doubled.Count, 0);
    }

    private async Task<Tally> CountScansAsync()
    {
        var scans = await house.Database.QueryAsync("""SELECT "Id", "State", (SELECT COUNT(*) FROM "ScanItems" i WHERE i."ScanId" = s."Id" AND i."State" <> 'Done') FROM "Scans" s""");
        var lost = scans.Where(scan => scan[1] is "Pending" or "Running" || (scan[1] == "Completed" && scan[2] != "0")).ToList();
        _problems.AddRange(lost.Select(scan => $"Lost: scan {scan[0]} is {scan[1]}, and {scan[2]} of its tenants have no result."));
        var doubled = Math.Max(0, scans.Count - work.Scans);
        if (doubled > 0)
        {
            _problems.Add($"Doubled: {work.Scans} scans were asked for, and there are {scans.Count}.");
        }

        return new("Scans of 60 tenants", scans.Count, scans.Count(scan => scan[1] == "Completed"), scans.Count(scan => scan[1] == "Cancelled"), lost.Count, doubled, 0);
    }

    /// <summary>Every repair and every scan that ended is told once. An event that comes again with its id is none: a receiver leaves it out.</summary>
    private async Task<Tally> CountNotificationsAsync(ChaosForm form)
    {
        var since = TimeProvider.System.GetTimestamp();
        var (matters, due) = (await MattersAsync(), await DueAsync());
        while ((due > 0 || matters.Any(matter => !IsTold(matter))) && TimeProvider.System.GetElapsedTime(since) < form.Telling)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
            (matters, due) = (await MattersAsync(), await DueAsync());
        }

        var untold = matters.Where(matter => !IsTold(matter)).ToList();
        var waiting = Math.Min(due, untold.Count);
        var lost = untold.Count - waiting;
        if (lost > 0)
        {
            _problems.Add($"Lost: {lost} of these were never told: {string.Join(", ", untold)}.");
        }

        var doubled = receiver.Events.Distinct().GroupBy(told => told.Matter).Where(told => matters.Contains(told.Key, StringComparer.OrdinalIgnoreCase) && told.Count() > 1).Select(told => told.Key).ToList();
        _problems.AddRange(doubled.Select(matter => $"Doubled: {matter} was told as two events."));
        return new("Notifications of their ends", matters.Count, matters.Count - untold.Count, waiting, lost, doubled.Count, 0);
    }

    private bool IsTold(string matter) => receiver.Events.Any(told => told.Matter.Equals(matter, StringComparison.OrdinalIgnoreCase));

    private async Task<IReadOnlyList<string>> MattersAsync()
    {
        var scans = await house.Database.QueryAsync("""SELECT "Id" FROM "Scans" WHERE "State" IN ('Completed', 'Cancelled')""");
        return [.. (await RunsAsync()).Where(run => run.IsFinished).Select(run => $"repair/{run.Id}"), .. scans.Select(scan => $"scan/{Plain(scan[0])}")];
    }

    private async Task<int> DueAsync() => (await house.Database.QueryAsync("""SELECT "Id" FROM "Deliveries" WHERE "DueAt" IS NOT NULL""")).Count;

    /// <summary>Whoever is not repaired is repaired once more, with nothing in the way.</summary>
    private async Task<IReadOnlyList<string>> BlockedAsync(IReadOnlyList<Run> runs, Dictionary<string, TenantState> tenants)
    {
        var verified = runs.Where(run => run.State == "Verified").Select(run => run.Tenant).ToHashSet();
        var blocked = new List<string>();
        foreach (var tenant in tenants.Keys.Where(tenant => !verified.Contains(tenant)))
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
            if (await work.RepairAsync(tenant, patience.Token) is not ("verified" or "ready") and var end)
            {
                blocked.Add(tenant);
                _problems.Add($"Blocked: tenant {tenant} could not be repaired afterwards ({end ?? "no end"}); its runs: {string.Join("; ", (await RunsAsync()).Where(run => run.Tenant == tenant))}");
            }
            else if (await LookAsync(tenant, []) is { IsDoubled: true } state)
            {
                _problems.Add($"Doubled: tenant {tenant} has {state} after it was repaired once more.");
            }
        }

        return blocked;
    }

    private async Task<TenantState> LookAsync(string tenant, IReadOnlyList<LoggedRequest> sent)
    {
        using var graph = await GraphReader.OpenAsync(house.EmulatorAddress, tenant);
        var principals = (await graph.ReadAsync("/v1.0/servicePrincipals?$select=id,appId&$top=999"))
            .Count(one => (string?)one?["appId"] is TenantShape.ServiceAppId or TenantShape.ClientAppId);
        var policies = await graph.ReadAsync("/beta/deviceManagement/configurationPolicies?$select=id,name");
        var assignments = 0;
        foreach (var policy in policies)
        {
            assignments += (await graph.ReadAsync($"/beta/deviceManagement/configurationPolicies/{(string?)policy?["id"]}/assignments")).Count;
        }

        return new(principals, policies.Count, assignments, [.. sent.GroupBy(request => $"{request.Method} {request.Path}").Where(same => same.Count() > (same.Key.EndsWith("/servicePrincipals", StringComparison.Ordinal) ? Principals : 1)).Select(same => $"{same.Key} x {same.Count()}")]);
    }

    /// <summary>Ids are written in capitals in one database, and in small letters in the other.</summary>
    private static string Plain(string id) => id.ToLowerInvariant();

    private sealed record Run(string Id, string Tenant, string State, string Bulk, string Error)
    {
        public bool IsFinished => State is not ("Pending" or "Running" or "Verifying");
    }

    /// <param name="Repeated">Changes that Graph took more often than once.</param>
    private sealed record TenantState(int Principals, int Policies, int Assignments, IReadOnlyList<string> Repeated)
    {
        public bool IsWhole => (Principals, Policies, Assignments) == (Reckoning.Principals, 1, 1);

        public bool IsDoubled => Principals > Reckoning.Principals || Policies > 1 || Assignments > 1 || Repeated.Count > 0;

        public override string ToString() => $"{Principals} service principals, {Policies} policies, {Assignments} assignments {string.Join(", ", Repeated)}";
    }
}
