using System.Net;
using System.Text.Json.Nodes;

namespace PinResetPortal.Hosting;

internal static class AnswerReading
{
    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage answer, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(expected == answer.StatusCode, $"{(int)answer.StatusCode}: {body}");
        return JsonNode.Parse(body)!;
    }

    /// <summary>Reads a refusal and makes sure that it is a complete problem document.</summary>
    public static async Task<JsonNode> ProblemAsync(this HttpResponseMessage answer, HttpStatusCode expected, string type)
    {
        var problem = await answer.JsonAsync(expected);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("urn:pinresetportal:problem:" + type, (string?)problem["type"]);
        Assert.Equal((int)expected, (int?)problem["status"]);
        Assert.NotEmpty((string)problem["title"]!);
        Assert.NotEmpty((string)problem["detail"]!);
        Assert.Equal(answer.Headers.GetValues("X-Correlation-Id").Single(), (string?)problem["traceId"]);
        return problem;
    }

    public static string[] Fields(this JsonNode? node) => [.. node!.AsObject().Select(field => field.Key)];
}
