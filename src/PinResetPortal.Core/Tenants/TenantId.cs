using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PinResetPortal.Core.Tenants;

/// <summary>
/// The id of an Entra tenant (a GUID, written in the "D" form, lower case). It is a parameter of every call that touches
/// a tenant: there is no ambient "current tenant".
/// </summary>
[JsonConverter(typeof(TenantIdJsonConverter))]
public readonly record struct TenantId(Guid Value) : IParsable<TenantId>, IComparable<TenantId>
{
    public override string ToString() => Value.ToString("D", CultureInfo.InvariantCulture);

    public int CompareTo(TenantId other) => Value.CompareTo(other.Value);

    public static bool operator <(TenantId left, TenantId right) => left.CompareTo(right) < 0;

    public static bool operator >(TenantId left, TenantId right) => left.CompareTo(right) > 0;

    public static bool operator <=(TenantId left, TenantId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(TenantId left, TenantId right) => left.CompareTo(right) >= 0;

    /// <param name="s">A GUID in any of the usual forms.</param>
    /// <exception cref="FormatException"><paramref name="s"/> is not a GUID, or is the empty one.</exception>
    public static TenantId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is not a tenant id.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TenantId result)
    {
        var parsed = Guid.TryParse(s, out var guid) && guid != Guid.Empty;
        result = parsed ? new TenantId(guid) : default;
        return parsed;
    }

    private sealed class TenantIdJsonConverter : JsonConverter<TenantId>
    {
        public override TenantId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

        public override void Write(Utf8JsonWriter writer, TenantId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
