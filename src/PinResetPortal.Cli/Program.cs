using PinResetPortal.Cli;
using PinResetPortal.Cli.Outcomes;

try
{
    var parsed = CommandLine.Create(Console.In, Console.Out, Console.Error, TimeProvider.System).Parse(args);
    if (parsed.Errors is [var first, ..])
    {
        await Console.Error.WriteLineAsync($"{first.Message} See 'pinreset --help'.");
        return (int)ExitCode.Refused;
    }

    return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (Exception e)
{
    await Console.Error.WriteLineAsync($"The command line itself failed ({e.GetType().Name}). What has begun in the portal goes on there.");
    return (int)ExitCode.Fault;
}
