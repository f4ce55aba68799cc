using System.Text.Json;
using PinResetPortal.Cli.Outcomes;

namespace PinResetPortal.Cli.SigningIn;

/// <summary>An application signs in with its secret (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow).</summary>
/// <param name="api">Application ID URI of the portal's API.</param>
internal sealed class ClientCredentials(HttpClient http, Uri authority, string homeTenant, string clientId, Func<CancellationToken, Task<string>> secret, string api) : ITokenSource
{
    public async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = clientId,
            ["client_secret"] = await secret(cancellationToken),
            ["scope"] = $"{api}/.default",
        });
        try
        {
            using var answer = await http.PostAsync(new Uri(authority, $"/{Uri.EscapeDataString(homeTenant)}/oauth2/v2.0/token"), form, cancellationToken);
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            return Text(body.RootElement, "access_token") is { Length: > 0 } token ? token
                : throw new StoppedException(ExitCode.Refused, $"Entra gives the application {clientId} no token: {Why(body.RootElement)}");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new StoppedException(ExitCode.NoAnswer, $"{authority.Host} does not answer as Entra does, so there is no token: see --authority and the network.");
        }
    }

    /// <summary>The first line of Entra's description: the rest are ids and times.</summary>
    private static string Why(JsonElement body) => Text(body, "error_description")?.Split('\r', '\n')[0] ?? Text(body, "error") ?? "it does not say why.";

    private static string? Text(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
