using System.CommandLine;
using PinResetPortal.Cli.Commands;

namespace PinResetPortal.Cli;

/// <summary>Everything that the command line takes. <c>docs/cli.md</c> names each command and option; a test compares the two.</summary>
internal static class CommandLine
{
    public static RootCommand Create(TextReader input, TextWriter output, TextWriter error, TimeProvider time)
    {
        var common = new CommonOptions(input, output, error, time);
        var root = new RootCommand("PinResetPortal over its HTTP API: can the users of a tenant reset their PIN, and if not, why?")
        {
            CheckCommand.Create(common), PlanCommand.Create(common), FixCommand.Create(common),
            ScanCommand.Create(common), DiagnoseCommand.Create(common), TenantsCommand.Create(common),
        };
        foreach (var option in common.All)
        {
            root.Add(option);
        }

        return root;
    }
}
