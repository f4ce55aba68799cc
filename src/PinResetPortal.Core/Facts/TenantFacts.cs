using PinResetPortal.Core.Deployments;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Facts;

/// <summary>An immutable snapshot of what one tenant looked like at <see cref="ReadAt"/>. Checks read nothing else.</summary>
public sealed record TenantFacts
{
    public required TenantId TenantId { get; init; }

    /// <summary>When the snapshot was read (UTC).</summary>
    public required DateTimeOffset ReadAt { get; init; }

    public required Fact<OrganizationFacts> Organization { get; init; }

    public required Fact<IReadOnlyList<DomainFacts>> Domains { get; init; }

    public NationalCloud Cloud { get; init; }

    /// <summary>The service principal of Microsoft Pin Reset Service Production.</summary>
    public required Fact<ServicePrincipalFacts> PinResetService { get; init; }

    /// <summary>The service principal of Microsoft Pin Reset Client Production.</summary>
    public required Fact<ServicePrincipalFacts> PinResetClient { get; init; }

    /// <summary>Delegated permission grants from the two service principals; information only.</summary>
    public required Fact<IReadOnlyList<PermissionGrantFacts>> Grants { get; init; }

    public required Fact<LicenceFacts> Licences { get; init; }

    /// <summary>Settings catalog policies, endpoint security and security baselines (<c>configurationPolicies</c>): the ones that carry a setting of interest.</summary>
    public required Fact<IReadOnlyList<IntunePolicy>> ConfigurationPolicies { get; init; }

    /// <summary>Identity protection profiles and custom OMA-URI profiles (<c>deviceConfigurations</c>).</summary>
    public required Fact<IReadOnlyList<IntunePolicy>> DeviceConfigurations { get; init; }

    /// <summary>Legacy account protection policies (<c>intents</c>).</summary>
    public required Fact<IReadOnlyList<IntunePolicy>> Intents { get; init; }

    /// <summary>
    /// Administrative template profiles (<c>groupPolicyConfigurations</c>) that carry a setting of interest. They can't carry EnablePinRecovery, so
    /// that not having read them leaves nothing open about it.
    /// </summary>
    public Fact<IReadOnlyList<IntunePolicy>> AdministrativeTemplates { get; init; } = new Fact<IReadOnlyList<IntunePolicy>>.Known([]);

    /// <summary>Windows Hello for Business enrolment configurations, the tenant-wide default among them.</summary>
    public required Fact<IReadOnlyList<HelloEnrolmentFacts>> HelloEnrolment { get; init; }

    /// <summary>The groups that assignments of candidate policies name, by object id; one that is gone says so, one that could not be read is absent.</summary>
    public required Fact<IReadOnlyDictionary<string, GroupFacts>> Groups { get; init; }

    /// <summary>The Windows devices that Intune manages.</summary>
    public required Fact<DeviceInventory> Devices { get; init; }

    /// <summary>How the policies that carry EnablePinRecovery ended on their devices.</summary>
    public required Fact<DeploymentFacts> Deployment { get; init; }

    /// <summary>How sign-ins to the two applications ended lately; null where nobody asked the log for it.</summary>
    public Fact<SignInFacts>? SignIns { get; init; }

    /// <summary>What the actor may do in this tenant.</summary>
    public required Fact<AccessFacts> Access { get; init; }

    /// <summary>What verified repairs of this portal left in the tenant; from the portal's own store, not from Graph.</summary>
    public IReadOnlyList<DeployedPolicy> Deployed { get; init; } = [];

    /// <summary>What reading the snapshot cost.</summary>
    public required ReadCost Cost { get; init; }

    /// <summary>All policies that could be read, of all kinds.</summary>
    public IEnumerable<IntunePolicy> AllPolicies =>
        [.. ConfigurationPolicies.ValueOrDefault ?? [], .. DeviceConfigurations.ValueOrDefault ?? [], .. Intents.ValueOrDefault ?? []];

    /// <summary>Whom a policy reaches, with all that the snapshot knows of groups, filters and devices.</summary>
    public Audience AudienceOf(IntunePolicy policy) => AudienceOf(policy.Assignments);

    public Audience AudienceOf(IReadOnlyList<PolicyAssignment> assignments) => new(assignments, Groups, Devices);

    /// <summary>Why part of the policies could not be read; empty when all three lists are known.</summary>
    public IEnumerable<UnreadableReason> UnreadablePolicies =>
        new[] { ConfigurationPolicies.WhyUnreadable, DeviceConfigurations.WhyUnreadable, Intents.WhyUnreadable }.OfType<UnreadableReason>();
}

/// <summary>What a read cost.</summary>
/// <param name="HttpRequests">Requests sent to Graph, retries included, token requests not.</param>
/// <param name="BatchItems">Requests inside $batch bodies.</param>
/// <param name="Waves">Rounds of requests that had to wait for the answers of the round before.</param>
/// <param name="Milliseconds">Elapsed time.</param>
public sealed record ReadCost(int HttpRequests, int BatchItems, int Waves, long Milliseconds);

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

    /// <summary>Since when it is in the tenant; null where Graph does not say: no schema of v1.0 has it, and the real one often sends it.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}

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

public enum HelloState
{
    NotConfigured,
    Enabled,
    Disabled,
}

/// <summary>
/// One <c>deviceEnrollmentWindowsHelloForBusinessConfiguration</c>. It can switch Windows Hello off, it cannot enable PIN recovery
/// (https://learn.microsoft.com/graph/api/resources/intune-onboarding-deviceenrollmentwindowshelloforbusinessconfiguration).
/// </summary>
/// <param name="Priority">0 is the tenant-wide default; among the others the lowest number wins.</param>
public sealed record HelloEnrolmentFacts(string Id, string Name, int Priority, HelloState State, IReadOnlyList<PolicyAssignment> Assignments)
{
    /// <summary>The values that it holds, under the definition ids that a settings catalog policy has for the same settings of a device.</summary>
    public IReadOnlyList<SettingValue> Settings { get; init; } = [];
}

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
