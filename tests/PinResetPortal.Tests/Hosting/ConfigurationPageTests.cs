using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using PinResetPortal.Architecture;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph;
using PinResetPortal.SignIn;
using PinResetPortal.Store;
using PinResetPortal.Work;

namespace PinResetPortal.Hosting;

/// <summary>docs/configuration.md names every key that the options classes take, with the default that they have, and no other.</summary>
public sealed partial class ConfigurationPageTests
{
    private static readonly Assembly[] Rooms = [typeof(TenantId).Assembly, typeof(WorkRegistration).Assembly, typeof(GraphRegistration).Assembly, typeof(StoreRegistration).Assembly, typeof(IChallengeLinks).Assembly];

    [Fact]
    public void Keys_OfAllOptions_StandOnThePageWithTheirDefaults()
    {
        var keys = Keys().ToList();
        var sections = keys.Select(key => key.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        var rows = Row().Matches(Sources.Read("docs/configuration.md"))
            .Where(row => sections.Contains(row.Groups[1].Value.Split(':')[0]))
            .Select(row => $"{row.Groups[1].Value} = {row.Groups[2].Value}");

        Assert.Equal(keys.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
        Assert.True(sections.Count >= 8, string.Join(", ", sections));
    }

    /// <summary>Whether an options class takes the key; the entries of lists are numbered.</summary>
    internal static bool IsKey(string key) => Keys().Any(one => one.Split(" = ")[0] == ListEntry().Replace(key, ":0"));

    private static IEnumerable<string> Keys() =>
        from type in Rooms.SelectMany(room => room.GetTypes())
        where type.Name.EndsWith("Options", StringComparison.Ordinal)
        let section = (type.GetField("Section") ?? type.GetField("SectionName"))?.GetRawConstantValue() as string
        where section is not null
        let options = Activator.CreateInstance(type)
        from property in type.GetProperties()
        where property.CanWrite && !ConfigurationKeys.SetByTheHost.Contains($"{section}:{property.Name}")
        let isList = property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable))
        select $"{section}:{property.Name}{(isList ? ":0" : "")} = {(isList ? "" : Word(property.GetValue(options)))}";

    private static string Word(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    [GeneratedRegex(@":\d+$")]
    private static partial Regex ListEntry();

    [GeneratedRegex(@"^\| `([A-Za-z:0-9]+)` \| (?:`([^`]*)`)?", RegexOptions.Multiline)]
    private static partial Regex Row();
}
