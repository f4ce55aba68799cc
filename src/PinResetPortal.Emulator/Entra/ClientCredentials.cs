using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Entra;

/// <summary>
/// Who asks for a token, by a secret in the form or in a Basic header
/// (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow#first-case-access-token-request-with-a-shared-secret).
/// </summary>
internal static class ClientCredentials
{
    /// <param name="directory">Named in the error about an unknown client; null for an address that names no tenant.</param>
    /// <exception cref="EntraException">The client is unknown, or cannot prove who it is.</exception>
    public static RegisteredApp Authenticate(IFormCollection form, string? authorization, string grantType, EmulatedTenant? directory)
    {
        var (id, secret) = Basic(authorization) ?? (form["client_id"].ToString(), form["client_secret"].ToString());
        if (id.Length == 0)
        {
            throw EntraErrors.MissingParameter("client_id");
        }

        var client = RegisteredApps.Find(id) ?? throw EntraErrors.AppNotInTenant(id, directory?.DisplayName ?? "Emulator");
        if (client.Secret is null)
        {
            return secret.Length > 0 ? throw EntraErrors.PublicClient()
                : grantType == "client_credentials" ? throw EntraErrors.NoSecret()
                : client;
        }

        if (secret.Length == 0)
        {
            throw form.ContainsKey("client_assertion") ? EntraErrors.ClientAssertionInvalid() : EntraErrors.NoSecret();
        }

        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(client.Secret)) ? client : throw EntraErrors.BadSecret(client);
    }

    public static string? IdOf(IFormCollection form, string? authorization) =>
        (Basic(authorization)?.Id ?? form["client_id"].ToString()) is { Length: > 0 } id ? id : null;

    /// <summary>Both halves are form-encoded (RFC 6749, 2.3.1).</summary>
    private static (string Id, string Secret)? Basic(string? authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var header) || !header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[header.Parameter?.Length ?? 0];
        var text = Convert.TryFromBase64String(header.Parameter ?? "", bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (Decode(text[..colon]), Decode(text[(colon + 1)..]));
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
