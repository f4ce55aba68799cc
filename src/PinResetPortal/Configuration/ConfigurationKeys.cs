using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using PinResetPortal.Graph;
using PinResetPortal.Store;
using PinResetPortal.Work;

namespace PinResetPortal.Configuration;

/// <summary>
/// Every key that the portal's own sections take, read off the options classes. A key that is in one of these sections and is not known does nothing: it is
/// misspelled, or an earlier version had it.
/// </summary>
internal static class ConfigurationKeys
{
    /// <summary>Properties of options that the host sets itself, from other keys.</summary>
    public static readonly IReadOnlyList<string> SetByTheHost = ["Graph:Authority", "Graph:ClientId", "Graph:AuthenticationScheme", "Graph:ApiAuthenticationScheme"];

    private const string SignIn = "AzureAd";

    /// <summary>The Emulator is a program of its own: its keys are known here by name.</summary>
    private static readonly string[] OfTheEmulator = ["Enabled", "InProcess", "Url", "PortalBaseUrl", "KeyFile"];

    private static readonly Assembly[] Rooms = [typeof(WorkRegistration).Assembly, typeof(GraphRegistration).Assembly, typeof(StoreRegistration).Assembly, typeof(ConfigurationKeys).Assembly];

    /// <returns>One sentence for each value that is not of its key's kind; the options could not even be read with it.</returns>
    public static IEnumerable<string> Unreadable(IConfiguration configuration) =>
        from one in OwnClasses()
        from property in one.Class.GetProperties()
        let key = $"{one.Section}:{property.Name}"
        let value = configuration[key]
        where value is not null && property.CanWrite && !IsOf(property.PropertyType, value)
        select $"{key}: '{value}' is not {KindOf(property.PropertyType)}.";

    /// <returns>One sentence for each key that does nothing.</returns>
    public static IEnumerable<string> Unknown(IConfiguration configuration) =>
    [
        .. OwnClasses().SelectMany(one => Unknown(configuration.GetSection(one.Section), one.Class)),
        .. Unknown(configuration.GetSection(SignIn), typeof(MicrosoftIdentityOptions), typeof(MicrosoftIdentityApplicationOptions), typeof(ConfidentialClientApplicationOptions)),
        .. configuration.GetSection($"{SignIn}:{nameof(MicrosoftIdentityOptions.ClientCredentials)}").GetChildren().SelectMany(credential => Unknown(credential, typeof(CredentialDescription))),
        .. Unknown(configuration.GetSection("Emulator"), OfTheEmulator),
    ];

    private static IEnumerable<string> Unknown(IConfigurationSection section, params IEnumerable<Type> classes) => Unknown(
        section,
        [.. classes.SelectMany(type => type.GetProperties()).Select(property => property.Name).Where(name => !SetByTheHost.Contains($"{section.Path}:{name}", StringComparer.OrdinalIgnoreCase))]);

    private static IEnumerable<string> Unknown(IConfigurationSection section, string[] known) =>
        section.GetChildren().Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)).Select(child => NotKnown(child, known));

    private static string NotKnown(IConfigurationSection key, string[] known)
    {
        var (name, distance) = known.Select(other => (other, Distance(key.Key, other))).MinBy(other => other.Item2);
        return $"{key.Path} is not a key of the portal, so it does nothing. "
            + (distance <= Math.Max(1, key.Key.Length / 4) ? $"Did you mean {key.Path[..^key.Key.Length]}{name}?" : "Remove it; docs/configuration.md lists the keys.");
    }

    private static IEnumerable<(string Section, Type Class)> OwnClasses() =>
        from type in Rooms.SelectMany(room => room.GetTypes())
        where type.Name.EndsWith("Options", StringComparison.Ordinal)
        let section = (type.GetField("Section") ?? type.GetField("SectionName"))?.GetRawConstantValue() as string
        where section is not null
        select (section, type);

    private static bool IsOf(Type type, string value)
    {
        if (type == typeof(string) || (IsList(type) && value.Length == 0))
        {
            return true;
        }

        try
        {
            return !IsList(type) && TypeDescriptor.GetConverter(Nullable.GetUnderlyingType(type) ?? type).ConvertFromString(null, CultureInfo.InvariantCulture, value) is not null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            // That it cannot be converted is the answer.
            return false;
        }
    }

    private static bool IsList(Type type) => type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable));

    private static string KindOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var kind when kind == typeof(int) || kind == typeof(long) => "a whole number, or too large",
        var kind when kind == typeof(bool) => "true or false",
        var kind when kind == typeof(TimeSpan) => "a duration (hh:mm:ss)",
        var kind when kind == typeof(Uri) => "an address",
        var kind when IsList(kind) => "a list; number its entries (:0, :1, …)",
        var kind => $"a {kind.Name}",
    };

    /// <summary>How many letters must be put in, taken out or changed (https://en.wikipedia.org/wiki/Levenshtein_distance).</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = corner + (char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(other[j - 1]) ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
