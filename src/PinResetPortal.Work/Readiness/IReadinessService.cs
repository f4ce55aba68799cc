using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Facts;

namespace PinResetPortal.Work.Readiness;

/// <summary>Answers "can the users of this tenant reset their PIN, and if not, why?". Pages and API call the same one.</summary>
public interface IReadinessService
{
    /// <param name="refresh">True: read Graph now. False: the last stored answer if there is one, else read.</param>
    /// <returns>
    /// The answer that stands, or null when the tenant is not one of this portal's tenants. When this read could not see, it is the earlier
    /// answer with its own time, and <see cref="TenantReadiness.Unread"/> tells of this read.
    /// </returns>
    Task<TenantReadiness?> GetAsync(TenantId tenantId, Actor actor, bool refresh, CancellationToken cancellationToken);

    /// <summary>The same with somebody who is told how long Graph makes the read wait.</summary>
    /// <param name="pacer">Does the waiting.</param>
    /// <inheritdoc cref="GetAsync(TenantId, Actor, bool, CancellationToken)"/>
    Task<TenantReadiness?> GetAsync(TenantId tenantId, Actor actor, bool refresh, IReadPacer pacer, CancellationToken cancellationToken) =>
        GetAsync(tenantId, actor, refresh, cancellationToken);
}
