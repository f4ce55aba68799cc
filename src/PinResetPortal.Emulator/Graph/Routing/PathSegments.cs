namespace PinResetPortal.Emulator.Graph.Routing;

/// <summary>One piece of a path: a plain segment, a key in parentheses, or an alternate key.</summary>
/// <param name="KeyName">The name of an alternate key or of a function's parameter.</param>
internal sealed record PathSegment(string Text, bool IsKey, string? KeyName = null);

internal static class PathSegments
{
    /// <summary>
    /// <c>a/b('x')</c> and <c>a/b/x</c> name the same object; <c>a(k='x')</c> is an alternate key or a parameter.
    /// </summary>
    public static List<PathSegment> Parse(string path)
    {
        List<PathSegment> segments = [];
        foreach (var raw in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var text = Uri.UnescapeDataString(raw);
            var open = text.IndexOf('(', StringComparison.Ordinal);
            if (open <= 0 || !text.EndsWith(')'))
            {
                segments.Add(new(text, IsKey: false));
                continue;
            }

            segments.Add(new(text[..open], IsKey: false));
            var key = text[(open + 1)..^1].Trim();
            if (key.Length == 0)
                continue;
            var equals = key[0] == '\'' ? -1 : key.IndexOf('=', StringComparison.Ordinal);
            segments.Add(equals < 0
                ? new(Unquote(key), IsKey: true)
                : new(Unquote(key[(equals + 1)..].Trim()), IsKey: true, key[..equals].Trim()));
        }

        return segments;
    }

    private static string Unquote(string text) => text.Length >= 2 && text[0] == '\'' && text[^1] == '\'' ? text[1..^1].Replace("''", "'", StringComparison.Ordinal) : text;
}
