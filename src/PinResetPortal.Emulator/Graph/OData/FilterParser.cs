using System.Globalization;
using System.Text.RegularExpressions;

namespace PinResetPortal.Emulator.Graph.OData;

/// <summary>Reads <c>$filter</c> (https://learn.microsoft.com/graph/filter-query-parameter).</summary>
internal sealed partial class FilterParser
{
    private const int DeepestNesting = 50;

    private static readonly string[] Comparisons = ["eq", "ne", "gt", "ge", "lt", "le", "has"];

    private readonly string _text;
    private readonly List<(string Kind, string Value)> _tokens = [];
    private int _at;
    private int _depth;

    private FilterParser(string text)
    {
        _text = text;
        var position = 0;
        while (position < text.Length)
        {
            var match = Token().Match(text, position);
            if (!match.Success || match.Index != position || match.Length == 0)
                throw Syntax(position);
            position += match.Length;
            var group = match.Groups.Cast<Group>().Skip(1).FirstOrDefault(g => g.Success);
            if (group is not null && group.Name != "space")
                _tokens.Add((group.Name, group.Value));
        }
    }

    public static FilterNode Parse(string text)
    {
        var parser = new FilterParser(text);
        var node = parser.ReadOr();
        return parser._at == parser._tokens.Count ? node : throw parser.Syntax(parser._at);
    }

    private FilterNode ReadOr()
    {
        var left = ReadAnd();
        while (TryWord("or"))
            left = new FilterNode.Or(left, ReadAnd());
        return left;
    }

    private FilterNode ReadAnd()
    {
        var left = ReadUnary();
        while (TryWord("and"))
            left = new FilterNode.And(left, ReadUnary());
        return left;
    }

    private FilterNode ReadUnary()
    {
        if (++_depth > DeepestNesting)
            throw GraphRefusal.BadRequest("The node count limit of the filter expression has been exceeded.");
        try
        {
            if (TryWord("not"))
                return new FilterNode.Not(ReadUnary());
            if (!TryMark("("))
                return ReadPredicate();
            var inner = ReadOr();
            Expect(")");
            return inner;
        }
        finally
        {
            _depth--;
        }
    }

    private FilterNode ReadPredicate()
    {
        var (kind, value) = Peek();
        if (kind == "name" && _at + 1 < _tokens.Count && _tokens[_at + 1].Value == "(")
        {
            var name = value.ToLowerInvariant();
            if (name is "startswith" or "endswith" or "contains")
                return ReadText(name);
            if (name is "isof")
                return ReadIsOf();
            if (name.EndsWith("/any", StringComparison.Ordinal) || name.EndsWith("/all", StringComparison.Ordinal))
                return ReadLambda(value);
            if (name is not ("tolower" or "toupper"))
                throw GraphRefusal.BadRequest($"Invalid filter clause: An unknown function with name '{value}' was found. This may also be a function import or a key lookup on a navigation property, which is not allowed.");
        }

        var left = ReadOperand();
        if (TryWord("in"))
            return new FilterNode.In(left, ReadList());
        var comparison = Comparisons.FirstOrDefault(TryWord);
        if (comparison is not null)
            return new FilterNode.Compare(left, comparison, ReadOperand());
        return left is Operand.Property property ? new FilterNode.Truth(property) : throw Syntax(_at);
    }

    private FilterNode ReadText(string name)
    {
        _at++;
        Expect("(");
        var left = ReadOperand();
        Expect(",");
        var right = ReadOperand();
        Expect(")");
        FilterNode text = new FilterNode.Text(name, left, right);
        return !TryWord("eq") ? text : ReadOperand() switch
        {
            Operand.Literal { Value: true } => text,
            Operand.Literal { Value: false } => new FilterNode.Not(text),
            _ => throw Syntax(_at),
        };
    }

    private FilterNode.IsOf ReadIsOf()
    {
        _at++;
        Expect("(");
        var (kind, value) = Next();
        if (kind is not ("text" or "name"))
            throw Syntax(_at);
        Expect(")");
        return new((kind == "text" ? Unquote(value) : value).TrimStart('#'));
    }

    private FilterNode.Any ReadLambda(string name)
    {
        _at++;
        var path = name[..^4];
        var isAll = name.EndsWith("/all", StringComparison.OrdinalIgnoreCase);
        Expect("(");
        if (TryMark(")"))
            return new(new(path), isAll, "", null);
        var (kind, variable) = Next();
        if (kind != "name")
            throw Syntax(_at);
        Expect(":");
        var condition = ReadOr();
        Expect(")");
        return new(new(path), isAll, variable, condition);
    }

    private List<Operand.Literal> ReadList()
    {
        Expect("(");
        List<Operand.Literal> values = [];
        do
        {
            values.Add(ReadOperand() as Operand.Literal ?? throw Syntax(_at));
        }
        while (TryMark(","));
        Expect(")");
        return values;
    }

    private Operand ReadOperand()
    {
        var (kind, value) = Next();
        switch (kind)
        {
            case "text" or "enumeration":
                return new Operand.Literal(Unquote(value[value.IndexOf('\'', StringComparison.Ordinal)..]));
            case "date":
                return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? new Operand.Literal(date) : throw Syntax(_at);
            case "guid":
                return new Operand.Literal(Guid.Parse(value));
            case "number":
                return new Operand.Literal(decimal.Parse(value, CultureInfo.InvariantCulture));
            case "name" when value is "true" or "false":
                return new Operand.Literal(value == "true");
            case "name" when value is "null":
                return new Operand.Literal(null);
            case "name" when value.ToLowerInvariant() is "tolower" or "toupper" && Peek().Value == "(":
                Expect("(");
                var inner = ReadOperand();
                Expect(")");
                return new Operand.Cased(value.ToLowerInvariant(), inner);
            case "name":
                return new Operand.Property(value);
            default:
                throw Syntax(_at);
        }
    }

    private static string Unquote(string quoted) => quoted[1..^1].Replace("''", "'", StringComparison.Ordinal);

    private (string Kind, string Value) Peek() => _at < _tokens.Count ? _tokens[_at] : ("end", "");

    private (string Kind, string Value) Next() => _at < _tokens.Count ? _tokens[_at++] : throw Syntax(_at);

    /// <summary>Microsoft's own examples write OR and NOT as well.</summary>
    private bool TryWord(string word) => Try("name", word);

    private bool TryMark(string mark) => Try("mark", mark);

    private bool Try(string kind, string value)
    {
        var (nextKind, next) = Peek();
        if (nextKind != kind || !next.Equals(value, StringComparison.OrdinalIgnoreCase))
            return false;
        _at++;
        return true;
    }

    private void Expect(string mark)
    {
        if (!TryMark(mark))
            throw Syntax(_at);
    }

    private GraphRefusal Syntax(int position) => GraphRefusal.BadRequest($"Invalid filter clause: Syntax error at position {position} in '{_text}'.");

    [GeneratedRegex("""
        (?<space>\s+)
        |(?<text>'(?:[^']|'')*')
        |(?<guid>[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})
        |(?<date>\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?)
        |(?<enumeration>microsoft\.graph\.\w+'(?:[^']|'')*')
        |(?<number>-?\d+(?:\.\d+)?)
        |(?<name>[A-Za-z_@][\w.@]*(?:/[A-Za-z_@$][\w.@]*)*)
        |(?<mark>[(),:])
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Token();
}
