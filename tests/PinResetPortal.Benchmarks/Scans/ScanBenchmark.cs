using System.Globalization;
using System.Text.Json.Nodes;
using PinResetPortal.Benchmarks.Reporting;

namespace PinResetPortal.Benchmarks.Scans;

/// <summary>Scans of many tenants through the portal's API, the Emulator in a process of its own and as slow as Graph is.</summary>
internal static class ScanBenchmark
{
    private const int Concurrency = 32;
    private const int LargeConcurrency = 128;
    private const int LatencyMs = 150;
    private const int SpreadMs = 50;

    public static async Task<string> RunAsync()
    {
        var table = new MarkdownTable(
            string.Create(CultureInfo.InvariantCulture, $"Scans: {Concurrency} tenants at a time, {LatencyMs} ± {SpreadMs} ms for each HTTP request, SQLite."),
            "Scan", "tenants", "seconds", "of requests × latency ÷ 32", "requests per tenant", "at most", "processor ms per tenant", "memory growth MB", "failed", "wrong verdict");
        await AddColdAsync(table, 100);
        await AddColdAsync(table, 500);
        await using (var stage = await ScanStage.OpenAsync(1000))
        {
            var cold = Add(table, "cold", await ColdAsync(stage, Slow()));
            Add(table, "again (warm)", await stage.ScanAsync());
            Add(table, "cold, 10 % of all items throttled", await ColdAsync(stage, Throttled()));
            await AddNaiveAsync(table, stage, cold);
        }

        await AddColdAsync(table, 2000);
        return table.ToString();
    }

    /// <summary>Ten thousand tenants: what limits is either the latency or the processor.</summary>
    public static async Task<string> RunLargeAsync()
    {
        var table = new MarkdownTable(
            string.Create(CultureInfo.InvariantCulture, $"Scans: {LargeConcurrency} tenants at a time, {LatencyMs} ± {SpreadMs} ms for each HTTP request, SQLite, {Environment.ProcessorCount} processors."),
            "Scan", "tenants", "seconds", "requests × latency ÷ 128, seconds", "processor ÷ processors, seconds", "requests per tenant", "processor ms per tenant", "memory growth MB", "failed", "wrong verdict");
        await using var stage = await ScanStage.OpenAsync(10_000);
        AddLarge(table, "cold", await ColdAsync(stage, Slow(), LargeConcurrency));
        AddLarge(table, "again (warm)", await stage.ScanAsync());
        return table.ToString();
    }

    private static void AddLarge(MarkdownTable table, string name, ScanMeasurement scan) => table.Add(
        $"{name}", scan.Tenants, $"{scan.Took.TotalSeconds:0.0}", $"{scan.Requests.Total * (double)LatencyMs / LargeConcurrency / 1000:0.0}", $"{scan.Processor.TotalSeconds / Environment.ProcessorCount:0.0}",
        $"{(double)scan.Requests.Total / scan.Tenants:0.00}", $"{scan.Processor.TotalMilliseconds / scan.Tenants:0.0}", $"{scan.Growth / (double)(1 << 20):0}", scan.Failed, scan.Wrong);

    private static async Task AddColdAsync(MarkdownTable table, int tenants)
    {
        await using var stage = await ScanStage.OpenAsync(tenants);
        Add(table, "cold", await ColdAsync(stage, Slow()));
    }

    private static async Task<ScanMeasurement> ColdAsync(ScanStage stage, JsonObject faults, int concurrency = Concurrency)
    {
        // Starting and listing the customers is not what is measured.
        await stage.Control.FaultsAsync([]);
        await stage.StartPortalAsync(concurrency);
        await stage.Control.FaultsAsync(faults);
        return await stage.ScanAsync();
    }

    private static async Task AddNaiveAsync(MarkdownTable table, ScanStage stage, ScanMeasurement ours)
    {
        await stage.Control.FaultsAsync(Slow());
        var last = (await stage.Control.RequestsAsync()).Max(request => request.Number);
        using var naive = new NaiveReader(stage.Emulator);
        var took = await naive.ReadAsync(stage.Expected.Keys, Concurrency);
        var requests = RequestCount.Of(await stage.Control.RequestsAsync(last), stage.Expected.Keys);
        table.Add(
            $"one request per object ({took / ours.Took:0.0} × the time, {(double)requests.Total / ours.Requests.Total:0.0} × the requests)",
            stage.Expected.Count, $"{took.TotalSeconds:0.0}", $"{Share(took, requests):0.00}", $"{(double)requests.Total / stage.Expected.Count:0.00}", requests.Most, $"", $"", $"", $"");
    }

    private static ScanMeasurement Add(MarkdownTable table, string name, ScanMeasurement scan)
    {
        table.Add(
            $"{name}", scan.Tenants, $"{scan.Took.TotalSeconds:0.0}", $"{Share(scan.Took, scan.Requests):0.00}", $"{(double)scan.Requests.Total / scan.Tenants:0.00}", scan.Requests.Most,
            $"{scan.Processor.TotalMilliseconds / scan.Tenants:0.0}", $"{scan.Growth / (double)(1 << 20):0}", scan.Failed, scan.Wrong);
        return scan;
    }

    /// <summary>How much of the time that the requests alone would take, shared out evenly.</summary>
    private static double Share(TimeSpan took, RequestCount requests) => took.TotalMilliseconds / (requests.Total * (double)LatencyMs / Concurrency);

    private static JsonObject Slow() => new() { ["latencyMs"] = new JsonObject { ["mean"] = LatencyMs, ["spread"] = SpreadMs }, ["seed"] = 1 };

    private static JsonObject Throttled()
    {
        var faults = Slow();
        faults["throttleShare"] = 0.1;
        faults["retryAfter"] = "2";
        return faults;
    }
}
