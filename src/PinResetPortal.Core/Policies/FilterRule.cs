using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.Policies;

/// <summary>
/// Evaluates the rule of an assignment filter for one device, as far as the device's properties are known
/// (https://learn.microsoft.com/mem/intune/fundamentals/filters-device-properties). What is not understood is unknown, never "no".
/// </summary>
internal static class FilterRule
{
    /// <returns>Null when it can't be told.</returns>
    public static bool? Matches(string? rule, WindowsDevice device)
    {
        if (string.IsNullOrWhiteSpace(rule) || Tokens(rule) is not { } tokens)
        {
            return null;
        }

        try
        {
            var reader = new Reader(tokens, device);
            var answer = reader.Any();
            return reader.AtEnd ? answer : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static List<string>? Tokens(string rule)
    {
        var tokens = new List<string>();
        for (var at = 0; at < rule.Length;)
        {
            var character = rule[at];
            if (char.IsWhiteSpace(character))
            {
                at++;
            }
            else if (character is '(' or ')' or '[' or ']' or ',')
            {
                tokens.Add(character.ToString());
                at++;
            }
            else if (character is '"' or '\'')
            {
                var end = rule.IndexOf(character, at + 1);
                if (end < 0)
                {
                    return null;
                }

                tokens.Add("\"" + rule[(at + 1)..end]);
                at = end + 1;
            }
            else
            {
                var start = at;
                while (at < rule.Length && !char.IsWhiteSpace(rule[at]) && rule[at] is not ('(' or ')' or '[' or ']' or ',' or '"' or '\''))
                {
                    at++;
                }

                tokens.Add(rule[start..at]);
            }
        }

        return tokens;
    }

    private static (bool IsKnown, string? Value) Property(string name, WindowsDevice device) => name.ToUpperInvariant() switch
    {
        "DEVICENAME" => (true, device.Name),
        "MANUFACTURER" => (device.Manufacturer is not null, device.Manufacturer),
        "MODEL" => (device.Model is not null, device.Model),
        "OSVERSION" or "OPERATINGSYSTEMVERSION" => (device.OsVersion is not null, device.OsVersion),
        "DEVICECATEGORY" => (device.Category is not null, device.Category),
        "DEVICEOWNERSHIP" => device.Ownership?.ToUpperInvariant() switch
        {
            "COMPANY" => (true, "Corporate"),
            "PERSONAL" => (true, "Personal"),
            _ => (false, null),
        },
        "ENROLLMENTPROFILENAME" => (device.EnrolmentProfile is not null, device.EnrolmentProfile),
        "DEVICETRUSTTYPE" => device.JoinType?.ToUpperInvariant() switch
        {
            "AZUREADJOINED" => (true, "Azure AD joined"),
            "AZUREADREGISTERED" => (true, "Azure AD registered"),
            "HYBRIDAZUREADJOINED" => (true, "Hybrid Azure AD joined"),
            _ => (false, null),
        },
        _ => (false, null),
    };

    private sealed class Reader(List<string> tokens, WindowsDevice device)
    {
        private int _at;

        public bool AtEnd => _at == tokens.Count;

        public bool? Any()
        {
            var answer = All();
            while (TakeWord("or"))
            {
                var next = All();
                answer = answer is true || next is true ? true : answer is null || next is null ? null : false;
            }

            return answer;
        }

        private bool? All()
        {
            var answer = One();
            while (TakeWord("and"))
            {
                var next = One();
                answer = answer is false || next is false ? false : answer is null || next is null ? null : true;
            }

            return answer;
        }

        private bool? One()
        {
            if (TakeWord("not"))
            {
                return !One();
            }

            if (!Take("("))
            {
                return Comparison();
            }

            var inner = Any();
            return Take(")") ? inner : throw new FormatException("A bracket is not closed.");
        }

        private bool? Comparison()
        {
            var left = Next();
            var operation = Next().TrimStart('-').ToUpperInvariant();
            var values = Values();
            var name = left.StartsWith("device.", StringComparison.OrdinalIgnoreCase) ? left["device.".Length..] : throw new FormatException("Only properties of devices are known.");
            var (isKnown, value) = Property(name, device);
            if (!isKnown)
            {
                return null;
            }

            var text = value ?? "";
            return operation switch
            {
                "EQ" or "EQUALS" => values.Exists(one => Same(text, one)),
                "NE" or "NOTEQUALS" => !values.Exists(one => Same(text, one)),
                "IN" => values.Exists(one => Same(text, one)),
                "NOTIN" => !values.Exists(one => Same(text, one)),
                "STARTSWITH" => values.Exists(one => text.StartsWith(one, StringComparison.OrdinalIgnoreCase)),
                "NOTSTARTSWITH" => !values.Exists(one => text.StartsWith(one, StringComparison.OrdinalIgnoreCase)),
                "ENDSWITH" => values.Exists(one => text.EndsWith(one, StringComparison.OrdinalIgnoreCase)),
                "NOTENDSWITH" => !values.Exists(one => text.EndsWith(one, StringComparison.OrdinalIgnoreCase)),
                "CONTAINS" => values.Exists(one => text.Contains(one, StringComparison.OrdinalIgnoreCase)),
                "NOTCONTAINS" => !values.Exists(one => text.Contains(one, StringComparison.OrdinalIgnoreCase)),
                "GT" => Compare(text, values[0]) is { } order ? order > 0 : null,
                "GE" => Compare(text, values[0]) is { } order ? order >= 0 : null,
                "LT" => Compare(text, values[0]) is { } order ? order < 0 : null,
                "LE" => Compare(text, values[0]) is { } order ? order <= 0 : null,
                _ => null,
            };
        }

        private List<string> Values()
        {
            if (!Take("["))
            {
                return [Next().TrimStart('"')];
            }

            var values = new List<string>();
            while (!Take("]"))
            {
                values.Add(Next().TrimStart('"'));
                Take(",");
            }

            return values.Count > 0 ? values : throw new FormatException("An empty list.");
        }

        private bool Take(string token)
        {
            if (_at >= tokens.Count || tokens[_at] != token)
            {
                return false;
            }

            _at++;
            return true;
        }

        private bool TakeWord(string word)
        {
            if (_at >= tokens.Count || !tokens[_at].TrimStart('-').Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            _at++;
            return true;
        }

        private string Next() => _at < tokens.Count ? tokens[_at++] : throw new FormatException("The rule ends too early.");

        /// <summary>Versions by their numbers.</summary>
        private static int? Compare(string one, string two) => Version.TryParse(one, out var first) && Version.TryParse(two, out var second) ? first.CompareTo(second) : null;

        private static bool Same(string one, string two) => one.Equals(two, StringComparison.OrdinalIgnoreCase);
    }
}
