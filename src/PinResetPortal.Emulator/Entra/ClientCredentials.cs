using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra.Errors;

namespace PinResetPortal.Emulator.Entra;

/// <summary>
/// Who asks for a token: by a secret in the form or in a Basic header, or by an assertion
/// (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow), or a public client that can prove nothing.
/// </summary>
internal sealed class ClientCredentials(EmulatorState state, ClientAssertions assertions)
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// <param name="directory">Named in the error about an unknown client; null for an address that names no tenant.</param>
    /// <returns>The client, and whether it proved who it is; one that did not may go on as a public client only.</returns>
    /// <exception cref="EntraException">The client is unknown, or cannot prove who it is.</exception>
    public (RegisteredApp Client, bool Proven) Authenticate(IFormCollection form, string? authorization, string tenantName, EmulatedTenant? directory)
    {
        var (id, secret) = Basic(authorization) ?? (form["client_id"].ToString(), form["client_secret"].ToString());
        if (id.Length == 0)
        {
            throw EntraErrors.MissingParameter("client_id");
        }

        var client = state.Registrations.Find(id) ?? throw EntraErrors.AppNotInTenant(id, directory?.DisplayName ?? "Emulator");
        var isPublic = client.AllowsPublicFlows || client.PublicRedirectUris.Count > 0;
        var assertion = form["client_assertion"].ToString();
        if (secret.Length + assertion.Length > 0 && (isPublic || client.IsMicrosoft) && !client.HasCredentials)
        {
            throw EntraErrors.PublicClient();
        }

        if (assertion.Length > 0)
        {
            if (form["client_assertion_type"] != AssertionType)
            {
                throw EntraErrors.MissingParameter("client_assertion_type");
            }

            assertions.Require(client, assertion, tenantName);
            return (client, true);
        }

        if (secret.Length == 0)
        {
            return isPublic ? (client, false) : throw EntraErrors.NoSecret();
        }

        RequireSecret(client, secret);
        return (client, true);
    }

    public static string? IdOf(IFormCollection form, string? authorization) =>
        (Basic(authorization)?.Id ?? form["client_id"].ToString()) is { Length: > 0 } id ? id : null;

    private void RequireSecret(RegisteredApp client, string sent)
    {
        var now = state.Time.GetUtcNow();
        var same = client.Secrets.Where(one => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(one.Value))).ToList();
        if (same.Count == 0)
        {
            throw EntraErrors.BadSecret(client);
        }

        if (!same.Exists(one => one.Start <= now && now < one.End))
        {
            throw EntraErrors.SecretExpired(client);
        }
    }

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
