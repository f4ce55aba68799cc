using PinResetPortal.Benchmarks.Clicks;
using PinResetPortal.Benchmarks.Overview;
using PinResetPortal.Benchmarks.Reporting;
using PinResetPortal.Benchmarks.Scans;

// Prints the tables of docs/benchmarks.md. Without arguments all of them; with names only those.
(string Name, Func<Task<string>> RunAsync)[] benchmarks = [("scans", ScanBenchmark.RunAsync), ("large", ScanBenchmark.RunLargeAsync), ("overview", OverviewBenchmark.RunAsync), ("clicks", ClickBenchmark.RunAsync)];
if (args.FirstOrDefault(name => benchmarks.All(benchmark => benchmark.Name != name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"'{unknown}' is not a benchmark. There are: {string.Join(", ", benchmarks.Select(benchmark => benchmark.Name))}. Without a name all run.");
    return 1;
}

Console.WriteLine(Machine.Describe());
foreach (var benchmark in benchmarks.Where(benchmark => args.Length == 0 || args.Contains(benchmark.Name)))
{
    Console.WriteLine(await benchmark.RunAsync());
}

return 0;
