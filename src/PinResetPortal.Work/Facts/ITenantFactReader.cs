using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Facts;

/// <summary>Reads a tenant into a snapshot. Implemented by the Graph room.</summary>
public interface ITenantFactReader
{
    /// <summary>
    /// Reads everything the checks need, in at most two waves. What cannot be read becomes <see cref="Fact{T}.Unreadable"/>;
    /// expected trouble (403, 404, 429, 5xx, no token) never throws.
    /// </summary>
    /// <param name="tenant">The tenant to read; tokens are acquired for exactly this tenant.</param>
    /// <param name="actor">On whose behalf.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<TenantFacts> ReadAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken);

    /// <summary>The same, one of many or with somebody waiting. A reader without a way to tell them apart reads as ever.</summary>
    /// <inheritdoc cref="ReadAsync(Tenant, Actor, CancellationToken)"/>
    Task<TenantFacts> ReadAsync(Tenant tenant, Actor actor, ReadManner manner, CancellationToken cancellationToken) =>
        ReadAsync(tenant, actor, cancellationToken);
}
