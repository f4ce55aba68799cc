using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using PinResetPortal.EndToEnd.Emulation;

namespace PinResetPortal.EndToEnd.Chaos;

/// <summary>
/// What is asked of the portal while faults come: repairs, each of a tenant of its own in which everything is missing, a bulk repair and a
/// scan at a time. All of it as an application: the run of a person waits for that person when its instance dies (KilledTests).
/// </summary>
internal sealed class Workload(ChaosClient client, EmulatorControl emulator, int repairs) : IDisposable
{
    private const int ScannedTenants = 60;
    private const int TenantsOfBulk = 4;
    private const string Completed = "completed";

    /// <summary>How often is asked again for an answer that is still being made.</summary>
    private const int StillRunning = 20;

    private static readonly HashSet<string> Ended = ["verified", "notYetVisible", "failed", "cancelled", "undone"];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _noMore = new();
    private readonly CancellationTokenSource _over = new();
    private IReadOnlyList<string> _scanned = [];
    private Task _working = Task.CompletedTask;
    private int _number;

    /// <summary>Tenants that somebody wants repaired, each once.</summary>
    public ConcurrentDictionary<string, TenantShape> Tenants { get; } = new();

    /// <summary>Ids that the portal answered with.</summary>
    public ConcurrentDictionary<string, string> Accepted { get; } = new();

    /// <summary>How many bulk repairs and scans were asked for, each with a key of its own.</summary>
    public int Bulks { get; private set; }

    public int Scans { get; private set; }

    public async Task BeginAsync()
    {
        _scanned = [.. (await emulator.GenerateAsync(ScannedTenants)).Keys];
        await client.GetAsync("/api/v1/tenants?refresh=true");
        _working = Task.WhenAll([.. Enumerable.Range(0, repairs).Select(_ => AgainAsync(RepairAsync)), AgainAsync(BulkAsync), AgainAsync(ScanAsync)]);
    }

    /// <summary>Nothing new is begun. What is under way is followed to its end, or until the patience is over.</summary>
    public async Task EndAsync(TimeSpan patience)
    {
        await _noMore.CancelAsync();
        _over.CancelAfter(patience);
        await _working;
    }

    /// <summary>Plans and repairs everything of a tenant.</summary>
    /// <returns>How its run ended; "ready": there is nothing to repair; null: the patience was over before.</returns>
    public async Task<string?> RepairAsync(string tenantId, CancellationToken over)
    {
        string? hash = null, key = null;
        while (!over.IsCancellationRequested)
        {
            if (hash is null || key is null)
            {
                var plan = await client.GetAsync($"/api/v1/tenants/{tenantId}/plan?check=all");
                if (plan?.Status == 404)
                {
                    await client.GetAsync("/api/v1/tenants?refresh=true");
                }

                if (plan is { Status: 200 } && plan.Body?["steps"]?.AsArray().Count > 0)
                {
                    (hash, key) = (plan.Text("planHash"), $"{Guid.NewGuid()}");
                }
                else if (plan is { Status: 200 } && (await client.GetAsync($"/api/v1/tenants/{tenantId}/readiness?refresh=true"))?.Text("verdict") == "Ready")
                {
                    return "ready";
                }
            }
            else if (await client.PostAsync($"/api/v1/tenants/{tenantId}/remediations", new { checks = "all", planHash = hash }, key) is { Status: < 500 } answer)
            {
                // Refused or abandoned: look again. A busy tenant names the run that keeps it busy.
                hash = null;
                if ((answer.Status == 202 ? answer.Text("id") : answer.Text("operation")?.Split('/')[^1]) is { } id)
                {
                    Accepted[id] = tenantId;
                    if (await FollowAsync($"/api/v1/operations/{id}", operation => Ended.Contains(operation.Text("state") ?? ""), over) is { } end)
                    {
                        return end.Text("state");
                    }
                }
            }

            await WaitAsync(over);
        }

        return null;
    }

    public void Dispose()
    {
        _noMore.Dispose();
        _over.Dispose();
    }

    private async Task AgainAsync(Func<Task> attempt)
    {
        while (!_noMore.IsCancellationRequested)
        {
            await attempt();
        }
    }

    private async Task RepairAsync()
    {
        var tenant = await AddAsync();
        await RepairAsync(tenant.Id, _over.Token);
    }

    private async Task ScanAsync()
    {
        Scans++;
        if (await BeginAsync("/api/v1/scans", new { tenants = _scanned, refresh = true }) is { } id)
        {
            await FollowAsync($"/api/v1/scans/{id}", scan => scan.Text("state") is Completed or "cancelled", _over.Token);
        }
    }

    private async Task BulkAsync()
    {
        var tenants = new List<string>();
        while (tenants.Count < TenantsOfBulk)
        {
            tenants.Add((await AddAsync()).Id);
        }

        while (!_over.IsCancellationRequested && (await client.GetAsync("/api/v1/tenants?refresh=true"))?.Status != 200)
        {
            await WaitAsync(_over.Token);
        }

        Bulks++;
        if ((await BeginAsync("/api/v1/bulk-repairs", new { tenants, checks = "all" }) ?? await FindBulkAsync()) is not { } id)
        {
            return;
        }

        // Whoever leads it may die: then it stops, and somebody has to look and go on. Here that is us.
        var key = $"{Guid.NewGuid()}";
        while (!_over.IsCancellationRequested && await client.GetAsync($"/api/v1/bulk-repairs/{id}") is var bulk && bulk?.Text("state") is not (Completed or "cancelled"))
        {
            if (bulk?.Text("state") == "planned" && bulk.Body?["summary"] is JsonObject summary)
            {
                await client.PostAsync($"/api/v1/bulk-repairs/{id}/start", new { planHash = (string?)summary["planHash"], confirmation = (string?)summary["confirmation"] }, key);
            }
            else if (bulk?.Text("state") == "stopped")
            {
                await client.PostAsync($"/api/v1/bulk-repairs/{id}/continue", new { }, $"{Guid.NewGuid()}");
            }

            await WaitAsync(_over.Token);
        }
    }

    private async Task<TenantShape> AddAsync()
    {
        var tenant = await emulator.AddAsync(new TenantShape($"Chaos {Interlocked.Increment(ref _number):0000}"));
        Tenants[tenant.Id] = tenant;
        return tenant;
    }

    /// <returns>Null: nobody will say what became of it, or the patience was over. The key of one that died with its instance stays taken for ten minutes.</returns>
    private async Task<string?> BeginAsync(string path, object body)
    {
        var key = $"{Guid.NewGuid()}";
        for (var running = 0; !_over.IsCancellationRequested;)
        {
            switch (await client.PostAsync(path, body, key))
            {
                case { Status: 202 } answer:
                    return answer.Text("id");
                case { Status: >= 400 and < 500 } answer when answer.Text("type")?.Contains("running", StringComparison.Ordinal) != true || ++running > StillRunning:
                    return null;
            }

            await WaitAsync(_over.Token);
        }

        return null;
    }

    /// <summary>The newest one that is not over: what an operator sees who does not know whether theirs was begun.</summary>
    private async Task<string?> FindBulkAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            if (await client.GetAsync("/api/v1/bulk-repairs?limit=5") is { Status: 200 } list)
            {
                return (string?)list.Body?.AsArray().FirstOrDefault(bulk => (string?)bulk?["state"] is not (Completed or "cancelled"))?["id"];
            }

            await WaitAsync(_over.Token);
        }

        return null;
    }

    private async Task<Answer?> FollowAsync(string path, Func<Answer, bool> isOver, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            if (await client.GetAsync(path) is { } answer && (answer.Status == 404 || (answer.Status == 200 && isOver(answer))))
            {
                return answer.Status == 404 ? null : answer;
            }

            await WaitAsync(over);
        }

        return null;
    }

    private static async Task WaitAsync(CancellationToken over) =>
        await Task.Delay(Pause, TimeProvider.System, over).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
}
