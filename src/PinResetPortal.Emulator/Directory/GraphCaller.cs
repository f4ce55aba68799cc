namespace PinResetPortal.Emulator.Directory;

/// <summary>Who calls Graph, as its verified access token says.</summary>
/// <param name="TenantId">The token's <c>tid</c>: the tenant whose data is served.</param>
/// <param name="ObjectId">Object id of the user, or of the application's service principal.</param>
/// <param name="ClientId"><c>appid</c>.</param>
/// <param name="IsApplication">An app-only token: <paramref name="Permissions"/> are app roles, and directory roles do not matter.</param>
/// <param name="Permissions"><c>scp</c> split at blanks, or <c>roles</c>.</param>
/// <param name="DirectoryRoles"><c>wids</c>: template ids of the directory roles held in this tenant, own or by GDAP.</param>
/// <param name="HomeTenantId">Where a user signed in; differs from <paramref name="TenantId"/> for delegated admins.</param>
internal sealed record GraphCaller(
    Guid TenantId,
    string ObjectId,
    Guid ClientId,
    bool IsApplication,
    IReadOnlySet<string> Permissions,
    IReadOnlySet<Guid> DirectoryRoles,
    Guid HomeTenantId);
