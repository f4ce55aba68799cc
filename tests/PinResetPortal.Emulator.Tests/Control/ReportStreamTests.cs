using System.Text;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Entra;

namespace PinResetPortal.Emulator.Control;

/// <summary>
/// Report actions return <c>Edm.Stream</c> (https://graph.microsoft.com/beta/$metadata): a file, directly and inside of a batch, where what is
/// no JSON comes as base64 text (https://learn.microsoft.com/graph/json-batching).
/// </summary>
public sealed class ReportStreamTests
{
    private const string Ready = "a0000001-0000-4000-8000-000000000001";
    private const string Report = "deviceManagement/reports/getConfigurationPolicyDeviceSummaryReport";

    [Fact]
    public async Task Report_Direct_IsAFile()
    {
        await using var emulator = await TestEmulator.StartWholeAsync();

        var answer = await emulator.GraphAsync(HttpMethod.Post, "/beta/" + Report, await emulator.AppTokenAsync(Ready), new JsonObject());

        Assert.Equal((200, "application/octet-stream"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.NotNull((await answer.Content.ReadFromJsonAsync())!["Schema"]);
    }

    [Fact]
    public async Task Report_InABatch_IsBase64Text()
    {
        await using var emulator = await TestEmulator.StartWholeAsync();

        var one = await BatchAsync(emulator);

        Assert.Equal("application/octet-stream", one["headers"]!["Content-Type"]!.GetValue<string>());
        Assert.NotNull(JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(one["body"]!.GetValue<string>())))!["Schema"]);
    }

    private static async Task<JsonNode> BatchAsync(TestEmulator emulator)
    {
        var batch = JsonNode.Parse($$$"""{"requests":[{"id":"1","method":"POST","url":"/{{{Report}}}","headers":{"Content-Type":"application/json"},"body":{}}]}""");
        var answer = await emulator.GraphAsync(HttpMethod.Post, "/beta/$batch", await emulator.AppTokenAsync(Ready), batch);
        return (await answer.Content.ReadFromJsonAsync())!["responses"]![0]!;
    }
}
