using System.Text;
using Microsoft.Net.Http.Headers;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Tokens;

namespace PinResetPortal.Emulator.Entrance;

/// <summary>Verifies the bearer token of a Graph request.</summary>
internal sealed class GraphGate(EmulatorState state, TokenReader reader)
{
    private const string Challenge = "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", client_id=\"00000003-0000-0000-c000-000000000000\"";

    public static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;

    public (GraphCaller? Caller, EmulatedTenant? Tenant, GraphAnswer? Refusal) Check(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Refuse("Access token is empty.");
        }

        if (reader.Read(text, out var problem) is not { } token)
        {
            return Refuse(problem!);
        }

        if (RegisteredApps.FindResource(token.Audience) != RegisteredApps.Graph || token.ClientId is not { } client)
        {
            return Refuse("Access token validation failure. Invalid audience.");
        }

        if (state.Find(token.TenantId) is not { } tenant)
        {
            return Refuse("Access token validation failure. The tenant of the token does not exist.");
        }

        // A client that does not listen to events keeps what its token says until it expires.
        if (token.Continuous && client.ToString("D") == DemoRegistrations.PortalId && state.IsRevoked(tenant.Id, token.Number))
        {
            return RefuseRevoked();
        }

        return (new GraphCaller(tenant.Id, token.ObjectId, client, token.IsApplication, token.Permissions, token.DirectoryRoles, token.HomeTenantId), tenant, null);
    }

    private static (GraphCaller?, EmulatedTenant?, GraphAnswer?) Refuse(string message) =>
        (null, null, GraphResponses.Error(401, "InvalidAuthenticationToken", message, new Dictionary<string, string> { [HeaderNames.WWWAuthenticate] = Challenge }));

    /// <summary>Continuous access evaluation (https://learn.microsoft.com/entra/identity-platform/app-resilience-continuous-access-evaluation).</summary>
    private (GraphCaller?, EmulatedTenant?, GraphAnswer?) RefuseRevoked()
    {
        var claims = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"" + state.Time.GetUtcNow().ToUnixTimeSeconds() + "\"}}}";
        var header = $"{Challenge}, error=\"insufficient_claims\", claims=\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims))}\"";
        return (null, null, GraphResponses.Error(
            401,
            "InvalidAuthenticationToken",
            "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp",
            new Dictionary<string, string> { [HeaderNames.WWWAuthenticate] = header }));
    }
}
