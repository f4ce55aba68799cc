using System.CommandLine;

namespace PinResetPortal.Architecture;

/// <summary>What the command line takes stands on its page, and each is explained.</summary>
public sealed class CommandLineTests
{
    private static readonly RootCommand Root = Cli.CommandLine.Create(TextReader.Null, TextWriter.Null, TextWriter.Null, TimeProvider.System);

    [Fact]
    public void Page_OfTheCommandLine_NamesEachCommandAndOption()
    {
        var page = Sources.Read("docs/cli.md");
        var missing = Root.Subcommands.Select(command => $"| `{command.Name}").Concat(Options().Select(option => $"`{option.Name}`")).Where(name => !page.Contains(name, StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    [Fact]
    public void Symbols_AllOfThem_AreExplained() =>
        Assert.All(Root.Subcommands.SelectMany(command => command.Arguments.Cast<Symbol>().Append(command)).Concat(Options()), symbol => Assert.False(string.IsNullOrWhiteSpace(symbol.Description), symbol.Name));

    private static IEnumerable<Option> Options() => Root.Subcommands.SelectMany(command => command.Options).Concat(Root.Options).Where(option => option.GetType().IsGenericType);
}
