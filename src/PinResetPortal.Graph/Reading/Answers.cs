using PinResetPortal.Core.Facts;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Connecting;

namespace PinResetPortal.Graph.Reading;

/// <summary>The answers of one read so far, by key, and how to ask for more.</summary>
internal sealed class Answers(GraphConnection connection, BatchReader batches, RetryPause pause, GraphOptions options, Refusals refusals)
{
    private const int ItemsPerBatch = 20;
    private readonly Dictionary<string, BatchAnswer> _answers = [];

    public BatchAnswer? this[string key] => _answers.GetValueOrDefault(key);

    /// <summary>Nothing was accepted: Graph refuses the token itself.</summary>
    public bool TokenRefused => _answers.Count > 0 && _answers.Values.All(answer => answer.Status == 401);

    /// <summary>Asks for everything in parallel: one wave, unless something must be asked for again or has more pages.</summary>
    /// <param name="anyVersion">Items that both versions answer; they fill up the smaller batch.</param>
    public async Task AskAsync(IEnumerable<BatchItem> v1Items, IEnumerable<BatchItem> betaItems, IEnumerable<BatchItem> anyVersion, CancellationToken cancellationToken)
    {
        var v1 = New(v1Items);
        var beta = New(betaItems);
        foreach (var item in New(anyVersion))
        {
            (v1.Count % ItemsPerBatch != 0 || beta.Count % ItemsPerBatch == 0 ? v1 : beta).Add(item);
        }

        if (v1.Count + beta.Count == 0)
        {
            return;
        }

        var reads = await Task.WhenAll(
            batches.ReadAsync(connection, GraphVersion.V1, v1, pause, options.MaxPages, cancellationToken),
            batches.ReadAsync(connection, GraphVersion.Beta, beta, pause, options.MaxPages, cancellationToken));
        foreach (var (key, answer) in reads.SelectMany(read => read.Answers))
        {
            _answers[key] = answer;
        }

        connection.Meter.Waves += reads.Max(read => read.Rounds);
    }

    /// <summary>The answer as a fact: parsed when it came, explained when it did not.</summary>
    public Fact<T> Fact<T>(string key, GraphFeature feature, Func<BatchAnswer, T> parse, LicenceFacts? licences = null) =>
        this[key] switch
        {
            { Succeeded: true } answer => new Fact<T>.Known(parse(answer)),
            { } answer => new Fact<T>.Unreadable(refusals.Reading(answer, feature, licences)),
            null => throw new InvalidOperationException($"Nothing asked for {key}."),
        };

    private List<BatchItem> New(IEnumerable<BatchItem> items) => [.. items.Where(item => !_answers.ContainsKey(item.Key)).DistinctBy(item => item.Key)];
}
