namespace PinResetPortal.Emulator.Directory;

/// <summary>An application registration that exists somewhere; tenants hold service principals of it.</summary>
/// <param name="Secret">Null: public client, or one that nobody here signs in as.</param>
/// <param name="IdentifierUris">By which names its API is asked for, without trailing slash.</param>
/// <param name="IsMultiTenant">False: only its owner's tenant may hold a service principal.</param>
internal sealed record RegisteredApp(
    string ClientId,
    string Name,
    Guid OwnerTenantId,
    string? Secret,
    IReadOnlyList<string> IdentifierUris,
    IReadOnlyList<AppPermission> AppRoles,
    IReadOnlyList<AppPermission> Scopes,
    bool IsMultiTenant = true)
{
    public bool IsMicrosoft => OwnerTenantId == RegisteredApps.MicrosoftTenantId;
}

/// <summary>An app role or a delegated scope that an application publishes.</summary>
internal sealed record AppPermission(string Id, string Value, string Description);
