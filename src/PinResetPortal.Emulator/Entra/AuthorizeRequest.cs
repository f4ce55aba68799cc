using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra.Errors;

namespace PinResetPortal.Emulator.Entra;

/// <summary>The query of an authorize request (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow).</summary>
internal sealed record AuthorizeRequest(
    RegisteredApp Client,
    string RedirectUri,
    string ResponseType,
    string ResponseMode,
    string Scope,
    string? State,
    string? Nonce,
    string? Prompt,
    string? LoginHint,
    string? Claims,
    string? Challenge,
    string? ChallengeMethod,
    bool WantsClientInfo)
{
    /// <summary>Whether the caller of an API was told that the second step is needed.</summary>
    public bool DemandsSecondStep => Claims is { Length: > 0 } && (Claims.Contains("capolids", StringComparison.Ordinal) || Claims.Contains("acrs", StringComparison.Ordinal));

    /// <param name="deviceAddress">Where the sign-in of a device ends, which is no redirect URI of a registration.</param>
    /// <exception cref="EntraException">The client is unknown or the redirect URI is not one of its own: nothing is sent back to it.</exception>
    public static AuthorizeRequest Parse(IQueryCollection query, Registrations registrations, string deviceAddress)
    {
        var clientId = Text(query, "client_id") ?? throw EntraErrors.MissingParameter("client_id");
        var client = registrations.Find(clientId) ?? throw EntraErrors.AppNotInTenant(clientId, "Emulator");
        var redirectUri = Text(query, "redirect_uri");
        if (!RedirectUris.Allows(client, redirectUri) && !(client.AllowsPublicFlows && redirectUri == deviceAddress))
        {
            throw EntraErrors.RedirectMismatch(redirectUri, client);
        }

        return new AuthorizeRequest(
            client,
            redirectUri!,
            Text(query, "response_type") ?? "",
            Text(query, "response_mode") ?? "query",
            Text(query, "scope") ?? (Text(query, "resource") is { } resource ? $"{resource.TrimEnd('/')}/.default openid" : "openid"),
            Text(query, "state"),
            Text(query, "nonce"),
            Text(query, "prompt"),
            Text(query, "login_hint"),
            Text(query, "claims"),
            Text(query, "code_challenge"),
            Text(query, "code_challenge_method") ?? "plain",
            Text(query, "client_info") == "1");
    }

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } value ? value : null;
}
