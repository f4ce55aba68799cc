using System.CommandLine;

namespace PinResetPortal.Cli.Commands;

/// <summary>What is repaired and how: the same options for plan and fix, so that what was shown is what runs.</summary>
internal sealed class RepairChoice
{
    private readonly Option<string[]> _checks = new("--check") { Description = "A check whose finding is repaired, by its id; may stand more than once. Left out: all that need no choice." };
    private readonly Option<string?> _template = Word(new("--template") { Description = "What a new policy holds: pinRecovery (as when left out) or helloBaseline." }, "pinRecovery", "helloBaseline");
    private readonly Option<string?> _assign = new("--assign") { Description = "Whom a policy reaches: allDevices, allUsers, or object ids of groups, separated by commas." };
    private readonly Option<string?> _name = new("--name") { Description = "Name of a new policy; left out: the naming convention decides." };
    private readonly Option<bool> _turnHelloOn = new("--turn-hello-on") { Description = "Switch Windows Hello on for the groups of --assign where something switches it off." };

    public IEnumerable<Option> Options => [_checks, _template, _assign, _name, _turnHelloOn];

    public static IReadOnlyList<string> Words { get; } = ["allDevices", "allUsers"];

    public IReadOnlyList<string> Checks(ParseResult parsed) => parsed.GetValue(_checks) ?? [];

    public string Query(ParseResult parsed) => Commands.Query.Of(
    [
        ("check", Checks(parsed) is { Count: > 0 } checks ? string.Join(',', checks) : "all"),
        ("template", parsed.GetValue(_template)),
        ("assign", parsed.GetValue(_assign)),
        ("name", parsed.GetValue(_name)),
        ("turnHelloOn", parsed.GetValue(_turnHelloOn) ? "true" : null),
    ]);

    public object Body(ParseResult parsed, string planHash) => new
    {
        checks = Checks(parsed) is { Count: > 0 } checks ? (object)checks : "all",
        planHash,
        policy = new
        {
            name = parsed.GetValue(_name),
            template = parsed.GetValue(_template),
            turnHelloOn = parsed.GetValue(_turnHelloOn),
            assign = parsed.GetValue(_assign) switch
            {
                null or "" => null,
                var word when Words.Contains(word, StringComparer.Ordinal) => (object)word,
                var groups => new { groups = groups.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
            },
        },
    };

    private static Option<string?> Word(Option<string?> option, params string[] words)
    {
        option.AcceptOnlyFromAmong(words);
        return option;
    }
}
