using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using PinResetPortal.Cli.Outcomes;
using PinResetPortal.Cli.SigningIn;

namespace PinResetPortal.Cli.Calling;

/// <summary>The portal's HTTP API. What it refuses ends the command with the sentence of its problem details.</summary>
internal sealed class Portal(HttpClient http, ITokenSource tokens, TimeProvider time)
{
    private const string KeyHeader = "Idempotency-Key";

    private string? _token;

    public async Task<Reply<T>> GetAsync<T>(string path, CancellationToken cancellationToken) => await AskAsync<T>(HttpMethod.Get, path, null, null, cancellationToken);

    /// <param name="key">Idempotency-Key: with it the request may be sent again; null for what changes nothing.</param>
    public async Task<Reply<T>> PostAsync<T>(string path, object body, string? key, CancellationToken cancellationToken) =>
        await AskAsync<T>(HttpMethod.Post, path, body, key, cancellationToken);

    /// <summary>A list to its end, page after page.</summary>
    public async Task<(JsonArray Body, IReadOnlyList<T> Entries)> ListAsync<T>(string path, CancellationToken cancellationToken)
    {
        var (all, entries) = (new JsonArray(), new List<T>());
        for (string? page = path; page is not null;)
        {
            var reply = await GetAsync<IReadOnlyList<T>>(page, cancellationToken);
            entries.AddRange(reply.Value);
            foreach (var entry in reply.Body.AsArray())
            {
                all.Add(entry?.DeepClone());
            }

            page = reply.Next;
        }

        return (all, entries);
    }

    private async Task<Reply<T>> AskAsync<T>(HttpMethod method, string path, object? body, string? key, CancellationToken cancellationToken)
    {
        try
        {
            var isNew = _token is null;
            _token ??= await tokens.TokenAsync(cancellationToken);
            var answer = await RepeatAsync(method, path, body, key, _token, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.Unauthorized && !isNew)
            {
                // A run may outlast a token.
                answer.Dispose();
                _token = await tokens.TokenAsync(cancellationToken);
                answer = await RepeatAsync(method, path, body, key, _token, cancellationToken);
            }

            using (answer)
            {
                var text = await answer.Content.ReadAsStringAsync(cancellationToken);
                return answer.IsSuccessStatusCode ? Read<T>(answer, text) : throw Refusal(answer, text);
            }
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new StoppedException(ExitCode.NoAnswer, $"The portal at {http.BaseAddress} does not answer: see --portal, and whether it runs.");
        }
    }

    private async Task<HttpResponseMessage> RepeatAsync(HttpMethod method, string path, object? body, string? key, string token, CancellationToken cancellationToken) =>
        await Repeats.Of(isHarmless: method == HttpMethod.Get || key is not null, time)
            .ExecuteAsync(async cancellation => await SendAsync(method, path, body, key, token, cancellation), cancellationToken);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, string? key, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        try
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        catch (FormatException)
        {
            throw new StoppedException(ExitCode.Refused, "What was given as token is none: it has to be one line without blanks.");
        }

        if (key is not null)
        {
            request.Headers.Add(KeyHeader, key);
        }

        if (body is not null)
        {
            request.Content = new StringContent(JsonSerializer.Serialize(body, Answers.Options), System.Text.Encoding.UTF8, "application/json");
        }

        return await http.SendAsync(request, cancellationToken);
    }

    private Reply<T> Read<T>(HttpResponseMessage answer, string text)
    {
        try
        {
            if (JsonNode.Parse(text) is { } body && body.Deserialize<T>(Answers.Options) is { } value)
            {
                return new(value, body, NextPage(answer.Headers));
            }
        }
        catch (JsonException)
        {
            // The sentence below says all there is to say.
        }

        throw new StoppedException(ExitCode.NoAnswer, $"The answer of {http.BaseAddress} is not understood: see whether --portal is the address of a PinResetPortal, and no older than this command.");
    }

    private StoppedException Refusal(HttpResponseMessage answer, string text)
    {
        var status = (int)answer.StatusCode;
        Problem? problem = null;
        try
        {
            problem = JsonSerializer.Deserialize<Problem>(text, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            // Not the portal's words: a proxy, or something else at this address.
        }

        if (problem?.Detail is null && problem?.Title is null)
        {
            return new(ExitCode.NoAnswer, $"{http.BaseAddress} answers with {status}, not as a PinResetPortal does: see --portal.");
        }

        return new(status is 429 or >= 500 ? ExitCode.NoAnswer : ExitCode.Refused, problem.Detail ?? problem.Title ?? "");
    }

    /// <summary>Only the path counts, so that a token stays with the portal.</summary>
    private string? NextPage(HttpResponseHeaders headers)
    {
        var link = headers.TryGetValues("Link", out var links) ? links.FirstOrDefault(one => one.Contains("rel=\"next\"", StringComparison.Ordinal)) : null;
        var (from, to) = (link?.IndexOf('<', StringComparison.Ordinal) ?? -1, link?.IndexOf('>', StringComparison.Ordinal) ?? -1);
        return link is not null && from >= 0 && to > from && http.BaseAddress is { } portal && Uri.TryCreate(portal, link[(from + 1)..to], out var next) ? next.PathAndQuery : null;
    }
}

/// <param name="Body">The whole answer, as it came.</param>
/// <param name="Next">Address of the next page of a list; null: there is none.</param>
internal sealed record Reply<T>(T Value, JsonNode Body, string? Next);
