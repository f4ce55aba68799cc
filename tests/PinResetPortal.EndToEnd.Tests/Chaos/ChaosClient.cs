using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PinResetPortal.EndToEnd.Chaos;

internal sealed record Answer(int Status, JsonNode? Body)
{
    public string? Text(string name) => Body is JsonObject body ? body[name]?.ToString() : null;
}

/// <summary>An automation that reckons with everything: any instance may answer, late or never, and it asks again with the same key.</summary>
internal sealed class ChaosClient : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(15) };
    private readonly Func<IReadOnlyList<Uri>> _instances;
    private int _turn;

    public ChaosClient(Func<IReadOnlyList<Uri>> instances, string token)
    {
        _instances = instances;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<Answer?> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null, null);

    public Task<Answer?> PostAsync(string path, object body, string key) => SendAsync(HttpMethod.Post, path, body, key);

    public void Dispose() => _http.Dispose();

    /// <returns>Null: nobody answered, and what was asked may have been done.</returns>
    private async Task<Answer?> SendAsync(HttpMethod method, string path, object? body, string? key)
    {
        var instances = _instances();
        var address = instances[(Interlocked.Increment(ref _turn) & int.MaxValue) % instances.Count];
        using var request = new HttpRequestMessage(method, new Uri(address, path));
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
            request.Headers.Add("Idempotency-Key", key);
        }

        try
        {
            using var answer = await _http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            return new((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException or JsonException)
        {
            return null;
        }
    }
}
