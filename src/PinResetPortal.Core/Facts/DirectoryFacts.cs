using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Facts;

/// <param name="DisplayName">organization.displayName</param>
/// <param name="DefaultDomain">The verified domain with isDefault.</param>
public sealed record OrganizationFacts(string DisplayName, string? DefaultDomain);

/// <param name="Name">Domain name.</param>
/// <param name="IsFederated"><c>authenticationType</c> is <c>Federated</c>.</param>
/// <param name="SignInHost">Host of the identity provider's sign-in page (<c>federationConfiguration.passiveSignInUri</c>); null when not federated or not readable.</param>
public sealed record DomainFacts(string Name, bool IsFederated, bool IsDefault, string? SignInHost = null)
{
    /// <summary>Why the host of a federated domain could not be read; null when it was, or when Entra ID names none.</summary>
    public UnreadableReason? HostUnreadable { get; init; }

    /// <summary>For a federated domain: whether a user's sign-in name ends with it; null when that could not be read.</summary>
    public bool? HasUsers { get; init; }
}

/// <summary>The cloud in which the tenant lives, as far as it matters here (https://learn.microsoft.com/graph/deployments).</summary>
public enum NationalCloud
{
    Global,
    UsGovernment,
    China,
}

public enum ServicePrincipalPresence
{
    Absent,

    Present,

    /// <summary>In deleted items; restorable for 30 days.</summary>
    SoftDeleted,
}

/// <summary>The state of one of the two service principals.</summary>
/// <param name="ObjectId">Object id in the tenant; null when absent.</param>
/// <param name="AssignedPrincipals">Who is assigned (appRoleAssignedTo); read only when <paramref name="AppRoleAssignmentRequired"/> is true.</param>
public sealed record ServicePrincipalFacts(
    ServicePrincipalPresence Presence,
    string? ObjectId = null,
    string? DisplayName = null,
    bool AccountEnabled = false,
    bool AppRoleAssignmentRequired = false,
    DateTimeOffset? DeletedAt = null,
    IReadOnlyList<AssignedPrincipal>? AssignedPrincipals = null)
{
    public IReadOnlyList<AssignedPrincipal> AssignedPrincipals { get; init; } = AssignedPrincipals ?? [];

    /// <summary>The delegated permissions that it publishes and that are enabled (<c>oauth2PermissionScopes</c>).</summary>
    public IReadOnlyList<PublishedScope> PublishedScopes { get; init; } = [];

    /// <summary>Since when it is in the tenant; null where Graph does not say: no schema of v1.0 has it, and the real one often sends it.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}

/// <summary>One delegated permission of an application (https://learn.microsoft.com/graph/api/resources/permissionscope).</summary>
/// <param name="Value">As it stands in a grant.</param>
/// <param name="Description">What it allows, in the publisher's words; null when it gives none.</param>
public sealed record PublishedScope(string Value, string? Description);

/// <param name="Type"><c>User</c>, <c>Group</c> or <c>ServicePrincipal</c>.</param>
public sealed record AssignedPrincipal(string Id, string? DisplayName, string Type);

/// <param name="ConsentType"><c>AllPrincipals</c> or <c>Principal</c>.</param>
/// <param name="Scope">Space separated delegated permissions.</param>
public sealed record PermissionGrantFacts(string ClientObjectId, string ResourceObjectId, string ConsentType, string Scope)
{
    /// <summary>A grant of an administrator for all users; the other kind is of one person.</summary>
    public bool IsForEverybody => ConsentType.Equals("AllPrincipals", StringComparison.OrdinalIgnoreCase);
}

/// <param name="HasIntune">A service plan INTUNE_A (or another Intune plan) is enabled.</param>
/// <param name="HasEntraP1">A service plan AAD_PREMIUM or AAD_PREMIUM_P2 is enabled.</param>
public sealed record LicenceFacts(bool HasIntune, bool HasEntraP1);

/// <summary>A group that an assignment names.</summary>
/// <param name="MemberIds">Object ids of the transitive members (users, devices and nested groups).</param>
/// <param name="MembersComplete">False when the membership was longer than one page: then only what is listed is certain.</param>
/// <param name="NestedGroupIds">Which of the members are groups.</param>
public sealed record GroupFacts(
    string Id,
    string DisplayName,
    bool IsDynamic,
    IReadOnlySet<string> MemberIds,
    bool MembersComplete,
    IReadOnlySet<string> NestedGroupIds)
{
    /// <summary>Which of the members are devices, as far as their type was told.</summary>
    public IReadOnlySet<string> DeviceIds { get; init; } = new HashSet<string>();

    /// <summary>The devices among the members by the id that a device has on itself (<see cref="WindowsDevice.EntraDeviceId"/>), as far as it was told.</summary>
    public IReadOnlySet<string> EntraDeviceIds { get; init; } = new HashSet<string>();

    /// <summary>False when the directory said that there is no such group any more.</summary>
    public bool Exists { get; init; } = true;

    /// <summary>Members that are not groups themselves.</summary>
    public int LeafCount => MemberIds.Count - NestedGroupIds.Count;
}

/// <summary>What the actor may do in the tenant, as far as it can be told.</summary>
/// <param name="Roles">Directory roles held (own or by GDAP), by template id; null when they could not be told.</param>
/// <param name="Scopes">Graph permissions in the token; null when they could not be told.</param>
public sealed record AccessFacts(ActorKind Kind, IReadOnlyList<Guid>? Roles, IReadOnlyList<string>? Scopes);
