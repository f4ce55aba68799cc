namespace PinResetPortal.Api.Calls;

/// <summary>
/// What a part of the address means and takes, for the OpenAPI document. The handlers take texts and read them with
/// <see cref="QueryReading"/>, so that what is wrong is answered with a sentence.
/// </summary>
/// <param name="type">bool, int, Guid, DateTimeOffset, string or an enum.</param>
/// <param name="description">One sentence, with what holds when it is left out.</param>
[AttributeUsage(AttributeTargets.Parameter)]
internal abstract class TakesAttribute(Type type, string description) : Attribute
{
    public Type Type { get; } = type;

    public string Description { get; } = description;

    /// <summary>A value as it stands in the address.</summary>
    public string? Example { get; init; }

    /// <summary>Zero with <see cref="Highest"/> zero: no limits.</summary>
    public int Lowest { get; init; }

    public int Highest { get; init; }

    /// <summary>Whether a request without it is refused.</summary>
    public bool Required { get; init; }
}

/// <typeparam name="T">bool, int, Guid, DateTimeOffset, string or an enum.</typeparam>
internal sealed class TakesAttribute<T>(string description) : TakesAttribute(typeof(T), description);
