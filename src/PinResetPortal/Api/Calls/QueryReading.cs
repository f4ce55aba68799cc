using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace PinResetPortal.Api.Calls;

/// <summary>Reads the texts of a query. An empty text counts as left out. The first thing that is wrong is kept, as a sentence.</summary>
internal sealed class QueryReading
{
    /// <summary>Null: all could be read.</summary>
    public string? Problem { get; private set; }

    /// <returns>False when it is left out.</returns>
    public bool Flag(string? text, [CallerArgumentExpression(nameof(text))] string name = "")
    {
        var value = false;
        if (!string.IsNullOrEmpty(text) && !bool.TryParse(text, out value))
        {
            Problem ??= $"{name} is true or false, not '{text}'.";
        }

        return value;
    }

    /// <summary>Reads one of the words that the API writes, whatever their case.</summary>
    public T? Word<T>(string? text, [CallerArgumentExpression(nameof(text))] string name = "")
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        foreach (var value in Enum.GetValues<T>().Where(value => text.Equals(ApiJson.Word(value), StringComparison.OrdinalIgnoreCase)))
        {
            return value;
        }

        Problem ??= $"{name} is one of {string.Join(", ", Enum.GetValues<T>().Select(ApiJson.Word))}, not '{text}'.";
        return null;
    }

    public int? Number(string? text, int lowest, int highest, [CallerArgumentExpression(nameof(text))] string name = "")
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest)
        {
            return number;
        }

        Problem ??= highest == int.MaxValue ? $"{name} is a number of at least {lowest}, not '{text}'." : $"{name} is a number from {lowest} to {highest}, not '{text}'.";
        return null;
    }

    /// <summary>A moment with its offset; without one it would mean something else on each machine.</summary>
    public DateTimeOffset? Time(string? text, [CallerArgumentExpression(nameof(text))] string name = "")
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var read) && read.Kind != DateTimeKind.Unspecified
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time.ToUniversalTime();
        }

        Problem ??= $"{name} is a moment such as 2026-11-26T08:00:00Z, not '{text}'.";
        return null;
    }

    /// <summary>What a Link to the next page carries: the key of an entry, wrapped up so that nobody builds on its form.</summary>
    public string? Cursor(string? text, [CallerArgumentExpression(nameof(text))] string name = "")
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (Base64Url.IsValid(text))
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        }

        Problem ??= $"{name} comes from the Link header of the page before; it is not made by hand.";
        return null;
    }
}
