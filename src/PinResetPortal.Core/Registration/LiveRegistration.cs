using System.Text.Json.Nodes;

namespace PinResetPortal.Core.Registration;

/// <summary>What a tenant has of the portal now, in Graph's own JSON.</summary>
/// <param name="Application">The application object; null: there is none.</param>
/// <param name="Principal">Its service principal in the same tenant; null: there is none.</param>
/// <param name="Resources">The tenant's service principals of the APIs that the portal uses.</param>
/// <param name="Grants">Delegated permission grants to the portal.</param>
/// <param name="RolesHeld">Application permissions of the portal (<c>appRoleAssignments</c>).</param>
/// <param name="RolesGiven">Who has a role in the portal (<c>appRoleAssignedTo</c>).</param>
/// <param name="Federated">Its federated identity credentials.</param>
public sealed record LiveRegistration(
    JsonObject? Application,
    JsonObject? Principal,
    IReadOnlyList<JsonObject> Resources,
    IReadOnlyList<JsonObject> Grants,
    IReadOnlyList<JsonObject> RolesHeld,
    IReadOnlyList<JsonObject> RolesGiven,
    IReadOnlyList<JsonObject> Federated)
{
    public static LiveRegistration Nothing { get; } = new(null, null, [], [], [], [], []);

    public string? ApplicationId => Application.Text("id");

    public string? ClientId => Application.Text("appId");

    public PermissionIds Ids => PermissionIds.From(Resources);

    /// <summary>Secrets and certificates with their ends.</summary>
    public IReadOnlyList<LiveCredential> Credentials =>
    [
        .. Application.Items("passwordCredentials").Select(one => LiveCredential.Of(one, isCertificate: false)),
        .. Application.Items("keyCredentials").Select(one => LiveCredential.Of(one, isCertificate: true)),
    ];

    internal JsonObject? ResourceOf(string appId) => Resources.FirstOrDefault(one => appId.Equals(one.Text("appId"), StringComparison.OrdinalIgnoreCase));
}

/// <summary>A secret or certificate of the application, without its value.</summary>
/// <param name="Thumbprint">Of a certificate.</param>
public sealed record LiveCredential(string KeyId, string Name, DateTimeOffset? End, bool IsCertificate, string? Thumbprint)
{
    internal static LiveCredential Of(JsonObject one, bool isCertificate) => new(
        one.Text("keyId") ?? "",
        one.Text("displayName") ?? "without a name",
        DateTimeOffset.TryParse(one.Text("endDateTime"), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var end) ? end : null,
        isCertificate,
        isCertificate ? one.Text("customKeyIdentifier") : null);
}

/// <summary>Reading Graph's JSON without trusting its shape.</summary>
internal static class RegistrationJson
{
    public static string? Text(this JsonNode? node, string name) =>
        (node as JsonObject)?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static IEnumerable<JsonObject> Items(this JsonNode? node, string name) => ((node as JsonObject)?[name] as JsonArray ?? []).OfType<JsonObject>();

    public static IReadOnlyList<string> Texts(this JsonNode? node, string name) =>
        [.. ((node as JsonObject)?[name] as JsonArray ?? []).OfType<JsonValue>().Select(value => value.TryGetValue<string>(out var text) ? text : null).OfType<string>()];

    public static bool Flag(this JsonNode? node, string name) => (node as JsonObject)?[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;
}
