using System.Collections;
using System.Reflection;
using System.Runtime.Serialization;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions.Serialization;

namespace PinResetPortal.Graph.Conformance;

/// <summary>The models of the SDK for v1.0, as their deserializers know them.</summary>
internal static class SdkModels
{
    private static readonly HashSet<Type> Texts = [typeof(string), typeof(Guid), typeof(DateTimeOffset), typeof(TimeSpan), typeof(byte[]), typeof(Microsoft.Kiota.Abstractions.Date), typeof(Microsoft.Kiota.Abstractions.Time)];

    private static readonly HashSet<Type> Numbers = [typeof(int), typeof(long), typeof(double), typeof(float), typeof(decimal), typeof(short), typeof(byte), typeof(sbyte)];

    private static readonly Dictionary<string, Type> Types = typeof(Entity).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(Entity).Namespace && type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IParsable)))
        .GroupBy(type => type.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(same => same.Key, same => same.First(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The SDK has a name of its own for <c>directory</c>, which would be that of a namespace of .NET.</summary>
    public static Schema Read() => new(
        "Microsoft.Graph (v1.0)", name => Types.TryGetValue(name.Equals("directory", StringComparison.OrdinalIgnoreCase) ? nameof(DirectoryObject1) : name, out var type) ? ToType(type) : null);

    private static SchemaType ToType(Type type)
    {
        var model = (IParsable)(Activator.CreateInstance(type) ?? throw new InvalidOperationException($"{type} cannot be made."));
        var properties = type.GetProperties().GroupBy(property => property.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(same => same.Key, same => same.First(), StringComparer.OrdinalIgnoreCase);
        return new(
            type.Name,
            type.BaseType is { } from && from != typeof(object) ? from.Name : null,
            model.GetFieldDeserializers().Keys.Where(name => !name.StartsWith('@'))
                .Select(name => properties.TryGetValue(name, out var property) ? ToMember(name, property.PropertyType) : new Member(name, ValueKind.Anything)).ToDictionary(member => member.Name));
    }

    private static Member ToMember(string name, Type declared)
    {
        var many = declared != typeof(string) && declared != typeof(byte[]) && declared.IsGenericType && declared.IsAssignableTo(typeof(IEnumerable));
        var type = many ? declared.GetGenericArguments()[0] : declared;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(bool) ? new(name, ValueKind.Flag, many)
            : Texts.Contains(type) ? new(name, ValueKind.Text, many)
            : Numbers.Contains(type) ? new(name, ValueKind.Number, many)
            : type.IsEnum ? new(name, ValueKind.Text, many, Words: WordsOf(type))
            : Types.ContainsValue(type) ? new(name, ValueKind.Object, many, type.Name)
            : new(name, ValueKind.Anything, many);
    }

    private static HashSet<string> WordsOf(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetCustomAttribute<EnumMemberAttribute>()?.Value ?? field.Name)];
}
