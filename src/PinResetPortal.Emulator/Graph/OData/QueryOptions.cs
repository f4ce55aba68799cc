using System.Globalization;

namespace PinResetPortal.Emulator.Graph.OData;

/// <summary>The query string. Anything that is not a query option of Graph is refused, never ignored.</summary>
internal sealed class QueryOptions
{
    private static readonly IReadOnlySet<string> Known = EntityType.Names("select filter expand top skip orderby count search skiptoken format");

    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, string> Values => _values;

    public string? Select => this["select"];

    public string? Filter => this["filter"];

    public string? Expand => this["expand"];

    public string? OrderBy => this["orderby"];

    public string? Search => this["search"];

    public string? SkipToken => this["skiptoken"];

    public int? Top => Number("top");

    public int? Skip => Number("skip");

    public bool Count => this["count"] switch
    {
        null => false,
        var v when v.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        var v when v.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        var v => throw GraphRefusal.BadRequest($"Invalid value '{v}' for $count query option found. Valid values are 'true' or 'false'."),
    };

    private string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>The dollar sign of a system query option may be left out (https://learn.microsoft.com/graph/query-parameters).</summary>
    public static QueryOptions Parse(string query)
    {
        var options = new QueryOptions();
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var separator = pair.IndexOf('=', StringComparison.Ordinal);
            var rawName = Decode(separator < 0 ? pair : pair[..separator]);
            var name = rawName.TrimStart('$');
            if (!Known.Contains(name))
                throw GraphRefusal.BadRequest($"The query parameter '{rawName}' is not supported.");
            if (!options._values.TryAdd(name, separator < 0 ? "" : Decode(pair[(separator + 1)..])))
                throw GraphRefusal.BadRequest($"Query option '{rawName}' was specified more than once, but it must be specified at most once.");
        }

        if (options["format"] is { } format && !format.Contains("json", StringComparison.OrdinalIgnoreCase))
            throw GraphRefusal.BadRequest($"A supported MIME type could not be found that matches the content type of the request. None of the supported type(s) matches '{format}'.");
        return options;
    }

    public void AllowOnly(IReadOnlySet<string> allowed)
    {
        foreach (var name in _values.Keys)
        {
            if (name is not "format" && !allowed.Contains(name))
                throw GraphRefusal.BadRequest($"Query option '${name}' is not allowed. To allow it, use a resource that supports it.");
        }
    }

    private int? Number(string name)
    {
        if (this[name] is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= 0
            ? value
            : throw GraphRefusal.BadRequest($"Invalid value '{text}' for ${name} query option found. The ${name} query option requires a non-negative integer value.");
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
