using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Directory;

/// <summary>An application registration that exists somewhere; tenants hold service principals of it.</summary>
/// <param name="IdentifierUris">By which names its API is asked for, without trailing slash.</param>
/// <param name="IsMultiTenant">False: only its owner's tenant may hold a service principal.</param>
internal sealed record RegisteredApp(
    string ClientId,
    string Name,
    Guid OwnerTenantId,
    IReadOnlyList<string> IdentifierUris,
    IReadOnlyList<AppPermission> AppRoles,
    IReadOnlyList<AppPermission> Scopes,
    bool IsMultiTenant = true)
{
    /// <summary>Of the platforms web and single-page application.</summary>
    public IReadOnlyList<string> WebRedirectUris { get; init; } = [];

    /// <summary>Of the platform mobile and desktop application: whoever uses one of them is a public client.</summary>
    public IReadOnlyList<string> PublicRedirectUris { get; init; } = [];

    /// <summary><c>isFallbackPublicClient</c>: flows without a redirect URI, such as the device code, need no secret.</summary>
    public bool AllowsPublicFlows { get; init; }

    public IReadOnlyList<ClientSecret> Secrets { get; init; } = [];

    public IReadOnlyList<ClientCertificate> Certificates { get; init; } = [];

    public IReadOnlyList<FederatedCredential> Federated { get; init; } = [];

    /// <summary>What consent to <c>.default</c> and an administrator's consent give.</summary>
    public IReadOnlyList<RequiredAccess> Required { get; init; } = [];

    /// <summary>Form of the access tokens for its API, 1 or 2.</summary>
    public int TokenVersion { get; init; } = 1;

    /// <summary>What its service principals take over from the application object; null for Microsoft's own.</summary>
    public JsonObject? Published { get; init; }

    public bool IsMicrosoft => OwnerTenantId == RegisteredApps.MicrosoftTenantId;

    /// <summary>Somebody must prove to be it.</summary>
    public bool HasCredentials => Secrets.Count + Certificates.Count + Federated.Count > 0;

    /// <summary>Two readings of one registration are the same application.</summary>
    public bool Equals(RegisteredApp? other) => other is not null && ClientId.Equals(other.ClientId, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(ClientId);
}

/// <summary>An app role or a delegated scope that an application publishes.</summary>
internal sealed record AppPermission(string Id, string Value, string Description);

internal sealed record ClientSecret(string Value, DateTimeOffset Start, DateTimeOffset End);

/// <param name="Key">The certificate, in DER.</param>
internal sealed record ClientCertificate(ReadOnlyMemory<byte> Key, DateTimeOffset End);

internal sealed record FederatedCredential(string Issuer, string Subject, string Audience);

/// <summary>One entry of <c>requiredResourceAccess</c>.</summary>
internal sealed record RequiredAccess(string ResourceAppId, IReadOnlyList<string> ScopeIds, IReadOnlyList<string> RoleIds);
