using System.Diagnostics.CodeAnalysis;
using PinResetPortal.Core.Facts;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Graph.Connecting;

namespace PinResetPortal.Graph.Reading;

/// <summary>The answers of one read so far, and how to ask for more. Only rows of <see cref="GraphReads"/> can be asked, and only they can tell what came back.</summary>
internal sealed class Answers(GraphConnection connection, BatchReader batches, RetryPause pause, GraphOptions options, Refusals refusals)
{
    private const int ItemsPerBatch = 20;
    private readonly Dictionary<string, BatchAnswer> _answers = [];
    private readonly Dictionary<string, object?> _understood = [];

    /// <summary>Nothing was accepted: Graph refuses the token itself.</summary>
    public bool TokenRefused => _answers.Count > 0 && _answers.Values.All(answer => answer.Status == 401);

    public bool HasAsked(GraphRequest request) => _answers.ContainsKey(request.Item.Key);

    /// <summary>Graph answered that there is no such object, in a well-formed error.</summary>
    public bool SaysAbsent(GraphRequest request) => _answers.GetValueOrDefault(request.Item.Key)?.SaysAbsent == true;

    /// <summary>Asks for everything in parallel: one wave, unless something must be asked for again or has more pages.</summary>
    public async Task AskAsync(IEnumerable<GraphRequest> requests, CancellationToken cancellationToken)
    {
        var open = requests.Where(request => !HasAsked(request)).DistinctBy(request => request.Item.Key).ToList();
        var v1 = open.Where(request => request.Version == GraphVersion.V1).ToList();
        var beta = open.Where(request => request.Version == GraphVersion.Beta).ToList();
        foreach (var request in open.Where(request => request.Version is null))
        {
            (v1.Count % ItemsPerBatch != 0 || beta.Count % ItemsPerBatch == 0 ? v1 : beta).Add(request);
        }

        if (open.Count == 0)
        {
            return;
        }

        var reads = await Task.WhenAll(Read(GraphVersion.V1, v1), Read(GraphVersion.Beta, beta));
        foreach (var (key, answer) in reads.SelectMany(read => read.Answers))
        {
            _answers[key] = answer;
        }

        connection.Meter.Waves += reads.Max(read => read.Rounds);

        Task<BatchRead> Read(GraphVersion version, List<GraphRequest> items) =>
            batches.ReadAsync(connection, version, [.. items.Select(request => request.Item)], pause, options.MaxPages, cancellationToken);
    }

    /// <summary>The answer as a fact: its value when it came and was understood, else why not.</summary>
    public Fact<T> Fact<T>(GraphRequest<T> request, LicenceFacts? licences = null)
    {
        var answer = _answers.GetValueOrDefault(request.Item.Key) ?? throw new InvalidOperationException($"Nothing asked for {request.Item.Key}.");
        if (!answer.Succeeded)
        {
            return new Fact<T>.Unreadable(refusals.Reading(answer, request.Read.Feature, licences));
        }

        if (!_understood.TryGetValue(request.Item.Key, out var value))
        {
            _understood[request.Item.Key] = value = request.Read.TryUnderstand(answer, out var understood) ? new Understood<T>(understood) : null;
        }

        return value is Understood<T> known ? new Fact<T>.Known(known.Value) : new Fact<T>.Unreadable(refusals.NotUnderstood(answer, request.Read.Feature));
    }

    /// <summary>The value for what can be done without: false when it was not asked for, refused or not understood.</summary>
    public bool TryKnow<T>(GraphRequest<T> request, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (!HasAsked(request) || Fact(request) is not Fact<T>.Known known)
        {
            return false;
        }

        value = known.Value;
        return true;
    }

    private sealed record Understood<T>(T Value);
}
