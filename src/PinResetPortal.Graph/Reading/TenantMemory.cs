using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Configuration;

namespace PinResetPortal.Graph.Reading;

/// <summary>
/// What earlier reads of this process learned about a tenant, so that the next read needs one wave. Keyed by tenant, never shared
/// between tenants. It holds no answer about rights: ids in it are only asked for again, with the asking actor's own token, and
/// settings in it are used only for policies that this actor's own list returned.
/// </summary>
internal sealed class TenantMemories(IOptions<GraphOptions> options) : IDisposable
{
    private readonly MemoryCache _memories = new(new MemoryCacheOptions { SizeLimit = options.Value.MemoryKilobytes });

    public TenantMemory Recall(TenantId tenantId) => _memories.TryGetValue(tenantId, out TenantMemory? memory) && memory is not null ? memory : TenantMemory.Empty;

    public void Remember(TenantId tenantId, TenantMemory memory) => _memories.Set(tenantId, memory, new MemoryCacheEntryOptions { Size = memory.Kilobytes });

    public void Dispose() => _memories.Dispose();
}

/// <param name="ReportedPolicyIds">Policies whose device status is worth asking for at once.</param>
/// <param name="DevicePages">Links of the second and third page of devices.</param>
/// <param name="LightListWorks">Every policy had a modification time, so that settings can be taken from here instead of being listed.</param>
internal sealed record TenantMemory(
    IReadOnlyList<string> GroupIds,
    IReadOnlyList<string> ServicePrincipalIds,
    IReadOnlyList<string> RestrictedServicePrincipalIds,
    IReadOnlyList<string> IntentIds,
    IReadOnlyDictionary<string, RememberedPolicy> Policies,
    bool LightListWorks,
    IReadOnlyList<string> ReportedPolicyIds,
    IReadOnlyList<string> DevicePages)
{
    public static readonly TenantMemory Empty = new([], [], [], [], new Dictionary<string, RememberedPolicy>(), LightListWorks: false, [], []);

    public IReadOnlyList<string> FederatedDomains { get; init; } = [];

    public IReadOnlyList<string> AdministrativeTemplateIds { get; init; } = [];

    /// <summary>What the sign-in log said when it was read last; nobody is named in it.</summary>
    public SignInFacts? SignIns { get; init; }

    /// <summary>Whether an assignment names a filter, so that the filters' names are worth asking for.</summary>
    public bool UsesFilters { get; init; }

    public long Kilobytes => 1 + ((Policies.Count * 64L) + Policies.Values.Sum(policy => (policy.Policy?.Document?.Length ?? 0) * 2L)) / 1024;
}

/// <param name="Policy">Null: carries nothing of interest.</param>
internal sealed record RememberedPolicy(DateTimeOffset ModifiedAt, IntunePolicy? Policy);
