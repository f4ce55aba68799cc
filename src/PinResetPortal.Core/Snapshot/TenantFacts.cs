using System.Collections.Concurrent;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Snapshot;

/// <summary>An immutable snapshot of what one tenant looked like at <see cref="ReadAt"/>. Checks read nothing else.</summary>
public sealed record TenantFacts
{
    public required TenantId TenantId { get; init; }

    /// <summary>For which home tenant it was read: its template is what the tenant is compared with. Completed from the portal's own store, as <see cref="Deployed"/> is.</summary>
    public TenantId HomeTenantId { get; init; }

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

    /// <summary>What verified repairs of <see cref="HomeTenantId"/> left in the tenant; from the portal's own store, not from Graph.</summary>
    public IReadOnlyList<DeployedPolicy> Deployed { get; init; } = [];

    /// <summary>What reading the snapshot cost.</summary>
    public required ReadCost Cost { get; init; }

    /// <summary>All policies that could be read, of all kinds.</summary>
    public IReadOnlyList<IntunePolicy> AllPolicies => Policies.Of(this);

    /// <summary>Whom a policy reaches, with all that the snapshot knows of groups, filters and devices.</summary>
    public Audience AudienceOf(IntunePolicy policy) => AudienceOf(policy.Assignments);

    /// <summary>The same for one list of assignments; worked out once for each list.</summary>
    public Audience AudienceOf(IReadOnlyList<PolicyAssignment> assignments) =>
        Audiences.Of(this).GetOrAdd(assignments, static (list, facts) => new(list, facts.Groups, facts.Devices), this);

    private static readonly PerSnapshot<IReadOnlyList<IntunePolicy>> Policies = new(facts =>
        [.. facts.ConfigurationPolicies.ValueOrDefault ?? [], .. facts.DeviceConfigurations.ValueOrDefault ?? [], .. facts.Intents.ValueOrDefault ?? []]);

    private static readonly PerSnapshot<ConcurrentDictionary<IReadOnlyList<PolicyAssignment>, Audience>> Audiences = new(_ => new(ReferenceEqualityComparer.Instance));

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
