using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Architecture;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>docs/events.md lists what the code has: every kind, every field with its type, every field of a channel.</summary>
public sealed class EventsDocumentTests
{
    private static readonly string _document = Sources.Read("docs/events.md");

    public static TheoryData<NotificationKind> Kinds => [.. Enum.GetValues<NotificationKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Document_EveryKind_HasItsFieldsAndNoOthers(NotificationKind kind)
    {
        var data = DataTypes.Single(type => WebhookEventTests.Samples.Single(sample => sample.Kind == kind).GetType() == type);
        var section = _document.Split("\n## ").SelectMany(part => part.Split("\n### ")).Single(part => part.StartsWith($"{NotificationKinds.Of(kind).Type}\n", StringComparison.Ordinal));

        var rows = section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|')).Select(cells => $"{cells[1].Trim()} {cells[2].Trim()}");

        Assert.Equal(FieldsOf(data).Select(property => $"`{Name(property)}` {TypeOf(property.PropertyType)}"), rows);
    }

    [Fact]
    public void Kinds_All_HaveOneShapeThatIsStoredUnderTheirName()
    {
        Assert.Equal(Enum.GetValues<NotificationKind>(), NotificationKinds.All.Select(words => words.Kind));
        Assert.Equal(Enum.GetValues<NotificationKind>().Order(), WebhookEventTests.Samples.Select(sample => sample.Kind).Order());
        Assert.Equal(DataTypes.Count, WebhookEventTests.Samples.Count);
        Assert.Equal(
            WebhookEventTests.Samples.Select(sample => (sample.GetType(), (object)sample.Kind.ToString())).ToHashSet(),
            typeof(EventData).GetCustomAttributes<System.Text.Json.Serialization.JsonDerivedTypeAttribute>().Select(one => (one.DerivedType, one.TypeDiscriminator!)).ToHashSet());
        Assert.Equal(NotificationKinds.All.Count, NotificationKinds.All.Select(words => words.Type).Distinct().Count());
    }

    [Fact]
    public async Task Document_Channels_HaveTheirFields()
    {
        await using var services = ChannelTests.Services(allowPrivate: false);
        var fields = services.GetServices<INotificationChannel>().SelectMany(channel => channel.Fields.Select(field => $"| `{channel.Kind}` | `{field.Name}` | {(field.IsSecret ? "secret" : "")}"));

        var rows = _document[_document.IndexOf("## Fields of the channels", StringComparison.Ordinal)..].Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();

        Assert.Equal(fields.Count(), rows.Count);
        Assert.All(fields.Zip(rows), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    private static List<Type> DataTypes => [.. typeof(EventData).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(EventData)) && !type.IsAbstract)];

    private static IEnumerable<PropertyInfo> FieldsOf(Type data) =>
        data.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Where(property => property.Name != nameof(EventData.Kind));

    private static string Name(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static string TypeOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var one when one == typeof(string) => "text",
        var one when one == typeof(bool) => "true or false",
        var one when one == typeof(int) => "number",
        var one when one == typeof(Guid) || one == typeof(TenantId) => "id",
        var one when one == typeof(DateTimeOffset) => "time",
        var one when one == typeof(IReadOnlyList<string>) => "list of texts",
        var one when one == typeof(IReadOnlyList<DigestEntry>) => "list",
        { IsEnum: true } one => $"one of {string.Join(", ", Enum.GetValues(one).Cast<object>().Select(value => $"`{JsonSerializer.SerializeToElement(value, one, CloudEvent.Json).GetString()}`"))}",
        var other => throw new NotSupportedException($"The document has no word for {other.Name}."),
    };
}
