using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PinResetPortal.Store.Storage;

/// <summary>Whether the database answers. Tagged <c>ready</c>.</summary>
internal sealed class StoreHealthCheck(PortalDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await database.ReadAsync(portal => portal.Database.CanConnectAsync(cancellationToken), cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The database does not answer.");
}
