using PinResetPortal.Emulator.Entra;

namespace PinResetPortal.Emulator.Control;

public sealed class FaultTests
{
    [Theory]
    [InlineData("\"7\"", "7")]
    [InlineData("null", null)]
    public async Task Throttle_Everything_Answers429WithOrWithoutRetryAfter(string json, string? expected)
    {
        await using var emulator = await TestEmulator.StartAsync();
        var token = await emulator.AppTokenAsync(TestEmulator.Partner);
        await SetAsync(emulator, "{\"throttleShare\":1,\"retryAfter\":" + json + "}");

        var response = await emulator.GraphAsync(HttpMethod.Get, "/v1.0/organization", token);

        Assert.Equal(429, (int)response.StatusCode);
        Assert.Equal(expected, response.Headers.TryGetValues("Retry-After", out var values) ? values.Single() : null);
        Assert.Equal("TooManyRequests", (await response.Content.ReadFromJsonAsync())!["error"]!["code"]!.GetValue<string>());
        Assert.Empty(emulator.Graph.Received);
    }

    [Fact]
    public async Task Throttle_Batch_StrikesItemsOneByOneWithTheirHeader()
    {
        await using var emulator = await TestEmulator.StartAsync();
        await SetAsync(emulator, """{"throttleShare":0.5,"retryAfter":"3","seed":5}""");

        var (status, body) = await BatchTests.PostAsync(emulator, [.. Enumerable.Range(1, 20).Select(i => BatchTests.Item($"{i}", "/me"))]);

        Assert.Equal(200, status);
        var throttled = body["responses"]!.AsArray().Where(r => r!["status"]!.GetValue<int>() == 429).ToArray();
        Assert.InRange(throttled.Length, 1, 19);
        Assert.All(throttled, r => Assert.Equal("3", r!["headers"]!["Retry-After"]!.GetValue<string>()));
        Assert.Equal(20 - throttled.Length, emulator.Graph.Received.Count);
    }

    [Fact]
    public async Task Faults_SameSeed_StrikeTheSameRequests()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var token = await emulator.AppTokenAsync(TestEmulator.Partner);

        var first = await StatusesAsync(emulator, token);
        var second = await StatusesAsync(emulator, token);

        Assert.Equal(first, second);
        Assert.Contains(200, first);
        Assert.Contains(first, status => status >= 500);
    }

    [Fact]
    public async Task Drop_Everything_BreaksConnectionsAndHalfOfTheWritesHappened()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var token = await emulator.AppTokenAsync(TestEmulator.Partner);
        await SetAsync(emulator, """{"dropShare":1,"seed":3}""");

        for (var i = 0; i < 40; i++)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => emulator.GraphAsync(HttpMethod.Post, "/v1.0/servicePrincipals", token, new System.Text.Json.Nodes.JsonObject()));
        }

        Assert.InRange(emulator.Graph.Received.Count, 8, 32);
        var log = (await emulator.LogAsync()).Where(line => line["path"]!.GetValue<string>() == "/v1.0/servicePrincipals").ToArray();
        Assert.Equal(40, log.Length);
        Assert.All(log, line => Assert.Equal(0, line["status"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Latency_HoldsGraphAndTokensButNotControl()
    {
        await using var emulator = await TestEmulator.StartAsync();

        // The clock runs ahead below until the answers are there: the token must outlive that.
        await SetAsync(emulator, """{"tokenLifetimeSeconds":1000000000}""");
        var token = await emulator.AppTokenAsync(TestEmulator.Partner);
        await SetAsync(emulator, """{"latencyMs":{"mean":5000,"spread":0}}""");

        var graph = emulator.GraphAsync(HttpMethod.Get, "/v1.0/organization", token);
        var tokens = emulator.TokenAsync(TestEmulator.Partner, TestEmulator.AppForm());
        while ((await emulator.LogAsync()).Count < 3)
        {
            await Task.Yield();
        }

        Assert.False(graph.IsCompleted);
        Assert.False(tokens.IsCompleted);
        while (!graph.IsCompleted || !tokens.IsCompleted)
        {
            emulator.Time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        Assert.Equal(200, (int)(await graph).StatusCode);
    }

    [Fact]
    public async Task TokenLifetime_IsTaken()
    {
        await using var emulator = await TestEmulator.StartAsync();
        await SetAsync(emulator, """{"tokenLifetimeSeconds":30}""");
        var token = await emulator.AppTokenAsync(TestEmulator.Partner);
        emulator.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(401, (int)(await emulator.GraphAsync(HttpMethod.Get, "/v1.0/organization", token)).StatusCode);
    }

    [Fact]
    public async Task Faults_Cleared_AreGone()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var token = await emulator.AppTokenAsync(TestEmulator.Partner);
        await SetAsync(emulator, """{"throttleShare":1}""");
        await SetAsync(emulator, "{}");
        Assert.Equal(200, (int)(await emulator.GraphAsync(HttpMethod.Get, "/v1.0/organization", token)).StatusCode);
    }

    [Theory]
    [InlineData("""{"trottleShare":0.1}""", "trottleShare")]
    [InlineData("""{"throttleShare":1.5}""", "between 0 and 1")]
    [InlineData("""{"latencyMs":{"mean":-1,"spread":0}}""", "negative")]
    [InlineData("[]", "JSON object")]
    [InlineData("{", "not JSON")]
    public async Task Faults_BadInput_Is400WithASentence(string json, string expected)
    {
        await using var emulator = await TestEmulator.StartAsync();
        var response = await emulator.ControlAsync(HttpMethod.Post, "/faults", json);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(expected, (await response.Content.ReadFromJsonAsync())!["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static async Task<List<int>> StatusesAsync(TestEmulator emulator, string token)
    {
        await SetAsync(emulator, """{"errorShare":0.5,"throttleShare":0.2,"seed":11}""");
        var statuses = new List<int>();
        for (var i = 0; i < 30; i++)
        {
            statuses.Add((int)(await emulator.GraphAsync(HttpMethod.Get, "/v1.0/organization", token)).StatusCode);
        }

        return statuses;
    }

    private static async Task SetAsync(TestEmulator emulator, string json) =>
        Assert.Equal(200, (int)(await emulator.ControlAsync(HttpMethod.Post, "/faults", json)).StatusCode);
}
