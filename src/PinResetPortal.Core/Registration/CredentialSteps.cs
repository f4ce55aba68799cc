using System.Globalization;
using System.Text.Json.Nodes;

namespace PinResetPortal.Core.Registration;

/// <summary>The requests that put a credential into the registration, or take one out.</summary>
public static class CredentialSteps
{
    private const string Application = $"/v1.0/applications/{Placeholders.ApplicationId}";

    /// <summary>Entra makes the secret and shows it once (https://learn.microsoft.com/graph/api/application-addpassword).</summary>
    public static RegistrationStep NewSecret(string name, DateTimeOffset end) => new(
        "credential.secret", $"Have Entra make a client secret that ends on {Day(end)}.", "POST", $"{Application}/addPassword",
        new JsonObject { ["passwordCredential"] = new JsonObject { ["displayName"] = name, ["endDateTime"] = Stamp(end) } })
    {
        AnswersWithSecret = true,
    };

    /// <summary>
    /// The list is replaced, so those that are there are sent along, by their key ids (https://learn.microsoft.com/graph/api/resources/keycredential).
    /// </summary>
    /// <param name="certificate">The public part, DER.</param>
    /// <param name="keyId">By which it is found again.</param>
    public static RegistrationStep NewCertificate(LiveRegistration live, string name, Guid keyId, ReadOnlyMemory<byte> certificate, DateTimeOffset end) => new(
        "credential.certificate", $"Register the public part of a new certificate that ends on {Day(end)}. Its private key stays here.", "PATCH", Application,
        new JsonObject
        {
            ["keyCredentials"] = new JsonArray(
            [
                .. Kept(live, null),
                new JsonObject { ["type"] = "AsymmetricX509Cert", ["usage"] = "Verify", ["keyId"] = keyId.ToString("D"), ["displayName"] = name, ["key"] = Convert.ToBase64String(certificate.Span) },
            ]),
        });

    /// <summary>https://learn.microsoft.com/graph/api/application-post-federatedidentitycredentials</summary>
    /// <param name="identity">Object id of the managed identity's service principal.</param>
    public static RegistrationStep ManagedIdentity(Uri issuer, string identity, string audience) => new(
        "credential.federated", "Trust the managed identity: its tokens stand for the portal, so there is nothing to keep and nothing that ends.", "POST", $"{Application}/federatedIdentityCredentials",
        new JsonObject { ["name"] = "pinresetportal", ["issuer"] = issuer.AbsoluteUri, ["subject"] = identity, ["audiences"] = new JsonArray(audience) });

    public static RegistrationStep Remove(LiveRegistration live, LiveCredential credential)
    {
        var path = Application.Replace(Placeholders.ApplicationId, live.Application.Text("id") ?? Placeholders.ApplicationId, StringComparison.Ordinal);
        var words = $"Take the old {(credential.IsCertificate ? "certificate" : "client secret")} \"{credential.Name}\" out{(credential.End is { } end ? $"; it would end on {Day(end)}" : "")}.";
        return credential.IsCertificate
            ? new("credential.remove", words, "PATCH", path, new JsonObject { ["keyCredentials"] = new JsonArray([.. Kept(live, credential.KeyId)]) })
            : new("credential.remove", words, "POST", $"{path}/removePassword", new JsonObject { ["keyId"] = credential.KeyId });
    }

    private static IEnumerable<JsonNode> Kept(LiveRegistration live, string? without) =>
        live.Application.Items("keyCredentials").Where(one => one.Text("keyId") != without).Select(one => one.DeepClone());

    private static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
