using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Fakes;

/// <summary>Answers what it is told to, and notes what it was asked.</summary>
public sealed class FakeRegister : ITenantRegister
{
    public AddTenantResult? Answer { get; set; }

    public List<string> Asked { get; } = [];

    public Task<AddTenantResult> AddAsync(Actor actor, string idOrDomain, string? displayName, CancellationToken cancellationToken)
    {
        Asked.Add($"add {idOrDomain}");
        return Task.FromResult(Answer ?? new AddTenantResult.Added(Some.Contoso));
    }

    public Task<ChangeTenantResult> RemoveAsync(Actor actor, TenantId tenantId, CancellationToken cancellationToken)
    {
        Asked.Add($"remove {tenantId}");
        return Task.FromResult<ChangeTenantResult>(new ChangeTenantResult.Done(Some.Contoso with { Id = tenantId }));
    }

    public Task<ChangeTenantResult> SetTagsAsync(Actor actor, TenantId tenantId, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        Asked.Add($"tags {string.Join('|', tags)}");
        return Task.FromResult<ChangeTenantResult>(new ChangeTenantResult.Done(Some.Contoso with { Tags = tags }));
    }
}
