using System.Text.Json;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Work.Facts;

namespace PinResetPortal.Graph.Batching;

/// <summary>
/// Reads many things by $batch (https://learn.microsoft.com/graph/json-batching): throttled and failed items are asked for again, one
/// by one, together with the next pages of lists, in a following batch. Only ever used for what may be sent twice.
/// </summary>
internal sealed class BatchReader(TimeProvider time, GraphMeter meter)
{
    private const int ItemsPerBatch = 20;

    private static readonly JsonSerializerOptions Deep = new() { MaxDepth = 512 };

    /// <returns>An answer for every key.</returns>
    public async Task<BatchRead> ReadAsync(
        GraphConnection connection, GraphVersion version, IReadOnlyList<BatchItem> items, RetryPause pause, int maxPages, CancellationToken cancellationToken)
    {
        var states = items.Select(item => new ItemState(item)).ToList();
        var rounds = 0;
        var open = states;
        while (open.Count > 0)
        {
            rounds++;
            await Task.WhenAll(open.Chunk(ItemsPerBatch).Select(chunk => SendAsync(connection, version, chunk, cancellationToken)));
            foreach (var state in open)
            {
                state.Advance(maxPages, time.GetUtcNow());
            }

            open = [.. states.Where(state => !state.IsFinished)];
            var failed = open.Where(state => state.MustRetry).ToList();
            if (failed.Count > 0 && !await pause.WaitAsync(failed.Max(state => state.Attempts), failed.Max(state => state.RetryAfter), cancellationToken, failed.Max(state => state.Reach)))
            {
                failed.ForEach(state => state.GiveUp(time.GetUtcNow()));
                open = [.. states.Where(state => !state.IsFinished)];
            }
        }

        return new BatchRead(states.ToDictionary(state => state.Item.Key, state => state.Answer), rounds);
    }

    private async Task SendAsync(GraphConnection connection, GraphVersion version, ItemState[] chunk, CancellationToken cancellationToken)
    {
        try
        {
#pragma warning disable CS0618 // The collection that shall be used instead sends by itself, and repeats what we must not repeat.
            using var request = new BatchRequestContent(connection.Client(version).RequestAdapter, [.. chunk.Select((state, index) => Step(connection, version, state, index))]);
#pragma warning restore CS0618
            var post = new RequestInformation { HttpMethod = Method.POST, URI = connection.Address($"/{version.Segment()}/$batch") };
            post.SetStreamContent(await request.ReadAsStreamAsync(cancellationToken), "application/json");
            post.Headers.Add("Accept", "application/json");
            if (Priority(connection.Priority) is { } priority)
            {
                post.Headers.Add(GraphHeaders.ThrottlePriority, priority);
            }

            connection.Meter.CountItems(chunk.Length);
            using var response = await connection.SendAsync(version, post, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                Array.ForEach(chunk, state => state.Receive((int)response.StatusCode, null, GraphHeaders.RequestId(response), GraphHeaders.RetryAfter(response, time), GraphHeaders.ThrottleScope(response)));
                return;
            }

            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            Distribute(await JsonSerializer.DeserializeAsync<JsonElement>(stream, Deep, cancellationToken), chunk);
        }
        catch (JsonException)
        {
            Array.ForEach(chunk, state => state.Receive(BatchAnswer.Garbled, null, null, null));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // Nothing came back, or half of it: the items count as unanswered and are asked for again.
            Array.ForEach(chunk, state => state.Lose(timedOut: exception is OperationCanceledException));
        }
    }

    private static BatchRequestStep Step(GraphConnection connection, GraphVersion version, ItemState state, int index)
    {
        var request = new HttpRequestMessage(state.Item is { ReportBody: null, IsAction: false } ? HttpMethod.Get : HttpMethod.Post, connection.Address($"/{version.Segment()}{state.Path}"));
        // A write without a body takes an empty object: without it, Graph refuses the whole batch
        // (https://github.com/microsoftgraph/msgraph-sdk-dotnet/issues/2628).
        if ((state.Item.ReportBody ?? (state.Item.IsAction ? "{}" : null)) is { } body)
        {
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        }

        if (state.Item.Eventual)
        {
            request.Headers.Add("ConsistencyLevel", "eventual");
        }

        if (Priority(connection.Priority) is { } priority)
        {
            // Each request of a batch is weighed against the limits by itself.
            request.Headers.Add(GraphHeaders.ThrottlePriority, priority);
        }

        return new BatchRequestStep(index.ToString(System.Globalization.CultureInfo.InvariantCulture), request);
    }

    private void Distribute(JsonElement answer, ItemState[] chunk)
    {
        Array.ForEach(chunk, state => state.Receive(BatchAnswer.Garbled, null, null, null));
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("responses", out var responses) || responses.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var response in responses.EnumerateArray())
        {
            if (response.ValueKind == JsonValueKind.Object && response.TryGetProperty("id", out var id)
                && int.TryParse(id.ToString(), out var index) && index >= 0 && index < chunk.Length
                && response.TryGetProperty("status", out var status) && int.TryParse(status.ToString(), out var code))
            {
                JsonElement? body = response.TryGetProperty("body", out var value) ? value : null;
                var throttleScope = Header(response, GraphHeaders.ThrottleScopeName);
                meter.Answered(code, GraphHeaders.Reach(throttleScope));
                chunk[index].Receive(code, body, Header(response, "request-id"), GraphHeaders.RetryAfter(Header(response, "Retry-After"), time), throttleScope);
            }
        }
    }

    private static string? Header(JsonElement response, string name) =>
        response.TryGetProperty("headers", out var headers) && headers.ValueKind == JsonValueKind.Object
            ? headers.EnumerateObject().FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { ValueKind: not JsonValueKind.Undefined } value ? value.ToString() : null
            : null;

    // Normal is what Graph assumes.
    private static string? Priority(ReadPriority priority) => priority switch
    {
        ReadPriority.Low => "Low",
        ReadPriority.High => "High",
        _ => null,
    };
}

/// <param name="Rounds">How many batches had to be waited for, one after the other.</param>
internal sealed record BatchRead(IReadOnlyDictionary<string, BatchAnswer> Answers, int Rounds);
