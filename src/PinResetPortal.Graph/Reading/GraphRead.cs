using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Connecting;

namespace PinResetPortal.Graph.Reading;

/// <summary>A row of <see cref="GraphReads"/>: one kind of request, and how its answer becomes a value.</summary>
/// <param name="name">Unique in the table.</param>
/// <param name="version">Null: both versions answer it, and it fills up the smaller batch.</param>
internal abstract class GraphRead(string name, GraphVersion? version, GraphFeature feature)
{
    public string Name { get; } = name;

    public GraphVersion? Version { get; } = version;

    public GraphFeature Feature { get; } = feature;

    /// <param name="argument">What the path needs: an id, a filter; empty when it needs nothing.</param>
    public abstract GraphRequest Ask(string argument);
}

/// <param name="item">The request for an argument; its key is made from the name of the row.</param>
/// <param name="parse">
/// The value of an answer with a success status. It looks at the shape first (<see cref="WellFormed"/>), then at the members
/// (<see cref="StrictJson"/>); both throw <see cref="JsonException"/> at what is not as documented.
/// </param>
internal sealed class GraphRead<T>(string name, GraphVersion? version, GraphFeature feature, Func<string, BatchItem> item, Func<BatchAnswer, T> parse)
    : GraphRead(name, version, feature)
{
    public override GraphRequest<T> Ask(string argument) => new(this, item(argument) with { Key = $"{Name}:{argument}" });

    public GraphRequest<T> Ask() => Ask(string.Empty);

    /// <returns>False: the answer is not what was asked for, and says nothing about the tenant.</returns>
    public bool TryUnderstand(BatchAnswer answer, [MaybeNullWhen(false)] out T value)
    {
        try
        {
            value = parse(answer);
            return true;
        }
        catch (JsonException)
        {
            value = default;
            return false;
        }
    }
}

/// <summary>One request of a row, ready to be asked.</summary>
internal abstract record GraphRequest(BatchItem Item)
{
    public abstract GraphVersion? Version { get; }
}

internal sealed record GraphRequest<T>(GraphRead<T> Read, BatchItem Item) : GraphRequest(Item)
{
    public override GraphVersion? Version => Read.Version;
}
