using System.Text.RegularExpressions;
using PinResetPortal.Core.Field;

namespace PinResetPortal.Core.Troubleshooting.Recognising;

/// <summary>Finds what a case needs besides the code: correlation, request and trace ids, application ids, times.</summary>
internal static class TraceScanner
{
    private const int Most = 20;

    private const int GuidLength = 36;

    // Not backtracking: linear in time whatever is pasted.
    private static readonly Regex Time = new(
        @"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?( ?(Z|UTC)|[+-][0-9]{2}:[0-9]{2})?|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4},? +[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?( ?[AaPp][Mm])?",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static readonly Regex Success = new(
        @"(errorcode|error_codes?|resulttype|sign-in error code)[""' ]*[:=][\[""' ]*0([^0-9a-z.]|$)", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly (string Word, string Kind)[] Labels =
        [("correlation", "correlation"), ("request", "request"), ("trace", "trace"), ("activity", "activity")];

    private static readonly string[] AppLabels = ["appid", "applicationid", "application", "clientid", "identifier", "resourceid", "clientappid", "resource", "withid"];

    private static readonly Guid[] PinResetApps = [Guid.Parse(KnownApps.PinResetServiceAppId), Guid.Parse(KnownApps.PinResetClientAppId)];

    /// <summary>Whether an error code in a log is 0: a sign-in that succeeded.</summary>
    public static bool NamesASuccess(string text) => Success.IsMatch(text);

    public static IReadOnlyList<string> Times(string text)
    {
        var times = new List<string>();
        foreach (var match in Time.EnumerateMatches(text))
        {
            var time = text.Substring(match.Index, match.Length);
            if (!times.Contains(time))
            {
                times.Add(time);
            }

            if (times.Count == Most)
            {
                break;
            }
        }

        return times;
    }

    public static (IReadOnlyList<FoundId> Ids, IReadOnlyList<Guid> Apps) Ids(string text)
    {
        var (ids, apps) = (new List<FoundId>(), new List<Guid>());
        var isSignInLog = text.Contains("correlationId", StringComparison.OrdinalIgnoreCase);
        for (var dash = text.IndexOf('-'); dash >= 0; dash = text.IndexOf('-', dash + 1))
        {
            var at = dash - 8;
            if (at < 0 || at + GuidLength > text.Length || !Guid.TryParseExact(text.AsSpan(at, GuidLength), "D", out var guid))
            {
                continue;
            }

            if (PinResetApps.Contains(guid) || (apps.Count < Most && LabelBefore(text, at) is { } label && AppLabels.Any(word => label.EndsWith(word, StringComparison.Ordinal))))
            {
                AddOnce(apps, guid);
            }
            else if (ids.Count < Most && KindOf(LabelBefore(text, at), isSignInLog) is { } kind)
            {
                AddOnce(ids, new FoundId(kind, guid));
            }

            dash = at + GuidLength - 1;
        }

        return (ids, apps);
    }

    private static string? KindOf(string label, bool isSignInLog)
    {
        var nearest = Labels.Select(pair => (pair.Kind, At: label.LastIndexOf(pair.Word, StringComparison.Ordinal))).Where(hit => hit.At >= 0).OrderByDescending(hit => hit.At).FirstOrDefault();
        return nearest.Kind is not null && label.Length - nearest.At < 22 ? nearest.Kind
            : isSignInLog && label is "id" or "valueid" ? "request"
            : null;
    }

    /// <summary>The letters of the line before a place, in lower case.</summary>
    private static string LabelBefore(string text, int at)
    {
        var from = Math.Max(0, at - 48);
        var before = text.AsSpan(from, at - from);
        before = before[(before.LastIndexOfAny('\n', ',') + 1)..];
        return string.Create(before.ToString().Count(char.IsAsciiLetter), before.ToString(), (letters, source) =>
        {
            var count = 0;
            foreach (var character in source.Where(char.IsAsciiLetter))
            {
                letters[count++] = char.ToLowerInvariant(character);
            }
        });
    }

    private static void AddOnce<T>(List<T> list, T item)
    {
        if (!list.Contains(item))
        {
            list.Add(item);
        }
    }
}
