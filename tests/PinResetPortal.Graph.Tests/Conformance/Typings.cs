using System.Text.RegularExpressions;
using PinResetPortal.Architecture;

namespace PinResetPortal.Graph.Conformance;

/// <summary>Reads the types that Microsoft publishes for TypeScript (https://github.com/microsoftgraph/msgraph-typescript-typings); their text is made by a generator, so its form is one.</summary>
internal static partial class Typings
{
    /// <param name="package">Of <c>.ci/schemas/package.json</c>.</param>
    public static Schema Read(string package)
    {
        var file = Path.Combine(Sources.Root, ".ci", "schemas", "node_modules", package, "microsoft-graph.d.ts");
        Assert.True(File.Exists(file), $"{file} is missing. Run: npm ci --prefix .ci/schemas --ignore-scripts");
        return Parse(package, File.ReadAllText(file));
    }

    internal static Schema Parse(string name, string text)
    {
        var code = Comments().Replace(text, "");
        var end = Namespaces().Match(code) is { Success: true } first ? first.Index : code.Length;
        code = code[..end];
        var words = Enumerations().Matches(code).ToDictionary(
            match => match.Groups["name"].Value,
            match => (IReadOnlySet<string>)Words().Matches(match.Groups["values"].Value).Select(word => word.Groups[1].Value).ToHashSet());
        var types = Interfaces().Matches(code).ToDictionary(
            match => match.Groups["name"].Value,
            match => new SchemaType(
                match.Groups["name"].Value,
                match.Groups["base"] is { Success: true, Value: var from } ? from : null,
                Properties().Matches(match.Groups["body"].Value).Select(property => ToMember(property.Groups["name"].Value, property.Groups["type"].Value, words)).ToDictionary(member => member.Name)),
            StringComparer.OrdinalIgnoreCase);
        return new(name, types.GetValueOrDefault);
    }

    private static Member ToMember(string name, string written, Dictionary<string, IReadOnlySet<string>> words)
    {
        var type = Nullable().Match(written) is { Success: true } nullable ? nullable.Groups[1].Value : written;
        var many = type.EndsWith("[]", StringComparison.Ordinal);
        type = many ? type[..^2] : type;
        return type switch
        {
            "string" => new(name, ValueKind.Text, many),
            "number" => new(name, ValueKind.Number, many),
            "boolean" => new(name, ValueKind.Flag, many),
            "any" => new(name, ValueKind.Anything, many),
            _ when words.TryGetValue(type, out var values) => new(name, ValueKind.Text, many, Words: values),
            _ => new(name, ValueKind.Object, many, type),
        };
    }

    [GeneratedRegex(@"^[ \t]*//[^\n]*|/\*.*?\*/", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex("^export namespace ", RegexOptions.Multiline)]
    private static partial Regex Namespaces();

    [GeneratedRegex("""^export type (?<name>\w+) =\s*(?<values>\|?\s*"[^;]*);""", RegexOptions.Multiline)]
    private static partial Regex Enumerations();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Words();

    [GeneratedRegex(@"^export interface (?<name>\w+)(\s+extends\s+(?<base>[\w.]+))?\s*\{(?<body>[^{}]*)\}", RegexOptions.Multiline)]
    private static partial Regex Interfaces();

    [GeneratedRegex(@"(?<name>\w+)\??:\s*(?<type>[^;]+?)\s*;")]
    private static partial Regex Properties();

    [GeneratedRegex(@"^NullableOption<\s*(.*?)\s*>$", RegexOptions.Singleline)]
    private static partial Regex Nullable();
}
