using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PinResetPortal.Store.Storage;

/// <summary>
/// Times are stored as UTC text of fixed length, for example <c>2026-11-22T09:30:00.0000000Z</c>. SQLite has no type for times and EF Core
/// refuses to compare or order <see cref="DateTimeOffset"/> on it (<see href="https://learn.microsoft.com/ef/core/providers/sqlite/limitations"/>);
/// PostgreSQL's timestamptz drops the last digit of .NET's time, and with it the hash of an audit entry. This text sorts as the time does,
/// keeps every digit, is the same in both databases, and a person can read it.
/// </summary>
internal sealed class StoredTime() : ValueConverter<DateTimeOffset, string>(time => ToText(time), text => FromText(text))
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public const int Length = 28;

    public static string ToText(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static DateTimeOffset FromText(string text) =>
        DateTimeOffset.ParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
