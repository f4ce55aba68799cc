using PinResetPortal.Benchmarks.Overview;
using PinResetPortal.Benchmarks.Reporting;
using PinResetPortal.Benchmarks.Scans;

// Prints the tables of docs/benchmarks.md. Without arguments everything; "scans" or "overview" only that.
var wanted = args.Length == 0 ? ["scans", "overview"] : args;
if (wanted.FirstOrDefault(name => name is not ("scans" or "overview")) is { } unknown)
{
    await Console.Error.WriteLineAsync($"'{unknown}' is not a benchmark. There are: scans, overview. Without a name both run.");
    return 1;
}

Console.WriteLine(Machine.Describe());
if (wanted.Contains("scans"))
{
    Console.WriteLine(await ScanBenchmark.RunAsync());
}

if (wanted.Contains("overview"))
{
    Console.WriteLine(await OverviewBenchmark.RunAsync());
}

return 0;
