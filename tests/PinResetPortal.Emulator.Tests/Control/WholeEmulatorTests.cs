using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Tokens;

namespace PinResetPortal.Emulator.Control;

/// <summary>The pipeline with the Graph room behind it.</summary>
public sealed class WholeEmulatorTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("my-id")]
    public async Task Error_IdsInHeadersAndBody_Agree(string? sent)
    {
        await using var emulator = await EmulatorApplication.StartAsync(new EmulatorOptions { Url = new Uri("http://127.0.0.1:0") }, TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = emulator.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/v1.0/servicePrincipals/nobody", UriKind.Relative));
        request.Headers.Authorization = new("Bearer", await TokenAsync(client));
        if (sent is not null)
        {
            request.Headers.Add("client-request-id", sent);
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        var inner = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]!["innerError"]!;
        var requestId = response.Headers.GetValues("request-id").Single();
        var clientRequestId = response.Headers.GetValues("client-request-id").Single();
        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal((requestId, clientRequestId), (inner["request-id"]!.GetValue<string>(), inner["client-request-id"]!.GetValue<string>()));
        Assert.Equal(sent ?? requestId, clientRequestId);
    }

    private static async Task<string> TokenAsync(HttpClient client)
    {
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"), new("client_id", "5b1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c"), new("client_secret", "demo-portal-secret"), new("scope", "https://graph.microsoft.com/.default"),
        ]);
        using var response = await client.PostAsync(new Uri("/a0000001-0000-4000-8000-000000000001/oauth2/v2.0/token", UriKind.Relative), form, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["access_token"]!.GetValue<string>();
    }
}
