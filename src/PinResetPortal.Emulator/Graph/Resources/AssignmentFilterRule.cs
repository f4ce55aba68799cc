using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>
/// Evaluates the rule of an assignment filter for a managed device
/// (https://learn.microsoft.com/mem/intune/fundamentals/filters-device-properties). A property that the device does not have, and a rule
/// that can't be read, match nothing.
/// </summary>
internal static partial class AssignmentFilterRule
{
    public static bool Matches(string? rule, JsonObject device)
    {
        var tokens = Token().Matches(rule ?? "").Select(match => match.Value).ToList();
        var at = 0;
        try
        {
            return tokens.Count > 0 && Either() && at == tokens.Count;
        }
        catch (FormatException)
        {
            return false;
        }

        string Next() => at < tokens.Count ? tokens[at++] : throw new FormatException("The rule ends too early.");

        bool Word(string word)
        {
            if (at >= tokens.Count || !tokens[at].TrimStart('-').Equals(word, StringComparison.OrdinalIgnoreCase))
                return false;
            at++;
            return true;
        }

        bool Either()
        {
            var answer = Both();
            while (Word("or"))
                answer |= Both();
            return answer;
        }

        bool Both()
        {
            var answer = One();
            while (Word("and"))
                answer &= One();
            return answer;
        }

        bool One()
        {
            if (Word("not"))
                return !One();
            if (!Word("("))
                return Compare(Next(), Next(), Values());
            var inner = Either();
            return Word(")") ? inner : throw new FormatException("A bracket is not closed.");
        }

        List<string> Values()
        {
            if (!Word("["))
                return [Text(Next())];
            var values = new List<string>();
            while (!Word("]"))
            {
                values.Add(Text(Next()));
                Word(",");
            }

            return values;
        }

        bool Compare(string property, string operation, List<string> values)
        {
            var value = Property(property, device);
            bool Any(Func<string, string, bool> holds) => value is not null && values.Exists(one => holds(value, one));
            bool Ordered(Func<int, bool> holds) => Version.TryParse(value, out var mine) && Version.TryParse(values.FirstOrDefault(), out var other) && holds(mine.CompareTo(other));
            return operation.TrimStart('-').ToUpperInvariant() switch
            {
                "EQ" or "EQUALS" or "IN" => Any(Same),
                "NE" or "NOTEQUALS" or "NOTIN" => value is not null && !Any(Same),
                "STARTSWITH" => Any(Starts),
                "NOTSTARTSWITH" => value is not null && !Any(Starts),
                "ENDSWITH" => Any(Ends),
                "NOTENDSWITH" => value is not null && !Any(Ends),
                "CONTAINS" => Any(Contains),
                "NOTCONTAINS" => value is not null && !Any(Contains),
                "GT" => Ordered(order => order > 0),
                "GE" => Ordered(order => order >= 0),
                "LT" => Ordered(order => order < 0),
                "LE" => Ordered(order => order <= 0),
                _ => throw new FormatException("No such operator."),
            };
        }
    }

    private static string? Property(string name, JsonObject device) => name.ToUpperInvariant() switch
    {
        "DEVICE.DEVICENAME" => device.Text("deviceName"),
        "DEVICE.MANUFACTURER" => device.Text("manufacturer"),
        "DEVICE.MODEL" => device.Text("model"),
        "DEVICE.OSVERSION" or "DEVICE.OPERATINGSYSTEMVERSION" => device.Text("osVersion"),
        "DEVICE.OPERATINGSYSTEMSKU" => device.Text("skuFamily"),
        "DEVICE.DEVICECATEGORY" => device.Text("deviceCategoryDisplayName"),
        "DEVICE.ENROLLMENTPROFILENAME" => device.Text("enrollmentProfileName"),
        "DEVICE.DEVICEOWNERSHIP" => device.Text("managedDeviceOwnerType") switch { "company" => "Corporate", "personal" => "Personal", _ => null },
        "DEVICE.DEVICETRUSTTYPE" => device.Text("joinType") switch
        {
            "azureADJoined" => "Azure AD joined",
            "azureADRegistered" => "Azure AD registered",
            "hybridAzureADJoined" => "Hybrid Azure AD joined",
            _ => null,
        },
        _ => null,
    };

    private static string Text(string token) => token is ['"', .., '"'] or ['\'', .., '\''] ? token[1..^1] : token;

    private static bool Same(string one, string two) => one.Equals(two, StringComparison.OrdinalIgnoreCase);

    private static bool Starts(string one, string two) => one.StartsWith(two, StringComparison.OrdinalIgnoreCase);

    private static bool Ends(string one, string two) => one.EndsWith(two, StringComparison.OrdinalIgnoreCase);

    private static bool Contains(string one, string two) => one.Contains(two, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""[()\[\],]|"[^"]*"|'[^']*'|[^\s()\[\],"']+""")]
    private static partial Regex Token();
}
