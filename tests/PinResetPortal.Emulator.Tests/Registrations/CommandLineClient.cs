using System.Net;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Entra;

namespace PinResetPortal.Emulator.Registrations;

/// <summary>What a setup command does: Microsoft Graph Command Line Tools with PKCE on loopback, no secret.</summary>
internal static class CommandLineClient
{
    public const string Id = "14d82eec-204b-4c2f-b7e8-296a70dab67e";
    public const string Redirect = "http://localhost:51731";
    public const string Scopes = "https://graph.microsoft.com/Application.ReadWrite.All https://graph.microsoft.com/AppRoleAssignment.ReadWrite.All https://graph.microsoft.com/DelegatedPermissionGrant.ReadWrite.All openid offline_access";

    public static async Task<JsonObject> SignInAsync(TestEmulator emulator, string user)
    {
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(TestEmulator.AuthorizePath("organizations", Scopes, ("client_id", Id), ("redirect_uri", Redirect)));
        await browser.SubmitAsync(("step", "account"), ("user", user));
        if (browser.Heading == "Permissions requested")
        {
            await browser.SubmitAsync(("step", "consent"), ("prompt", "1"), ("decision", "accept"));
        }

        return await emulator.TokenAsync("organizations", ("grant_type", "authorization_code"), ("client_id", Id), ("code", browser.Returned["code"]), ("redirect_uri", Redirect), ("code_verifier", TestEmulator.Verifier), ("scope", Scopes));
    }

    /// <summary>Sends as the person who signed in, and expects the status.</summary>
    public static async Task<JsonObject> SendAsync(this TestEmulator emulator, string token, HttpStatusCode expected, string method, string path, JsonNode? body = null, string? prefer = null)
    {
        using var request = new HttpRequestMessage(new(method), new Uri("/v1.0/" + path, UriKind.Relative));
        request.Headers.Authorization = new("Bearer", token);
        if (prefer is not null)
        {
            request.Headers.Add("Prefer", prefer);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        }

        using var response = await emulator.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == expected, $"{method} {path}: {response.StatusCode} {text}");
        return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
    }

    public static int CodeOf(JsonObject answer) => answer["error_codes"]?[0]?.GetValue<int>() ?? 0;
}
