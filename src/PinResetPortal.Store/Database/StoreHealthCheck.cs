using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Schema;

namespace PinResetPortal.Store.Database;

/// <summary>
/// Whether the database answers and takes what is written: a full disk or a read-only one answers every question. Tagged <c>ready</c>.
/// Anybody may ask, so it writes at most once in <see cref="WrittenAtMostEvery"/>; its result holds until the next time.
/// </summary>
internal sealed class StoreHealthCheck(PortalDatabase database, TimeProvider time) : IHealthCheck
{
    /// <summary>The row that is written over each time.</summary>
    public const string Key = "health";

    public static readonly TimeSpan WrittenAtMostEvery = TimeSpan.FromSeconds(15);

    /// <summary>The row is the portal's own.</summary>
    private static TenantId Nobody => default;

    private readonly Lock _gate = new();
    private DateTimeOffset _nextAt = DateTimeOffset.MinValue;
    private bool _writable = true;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!await database.ReadAsync(portal => portal.Database.CanConnectAsync(cancellationToken), cancellationToken))
        {
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }

        if (IsDue())
        {
            _writable = await CanWriteAsync(cancellationToken);
        }

        return _writable ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Nothing can be written to the database.");
    }

    private bool IsDue()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (now < _nextAt)
            {
                return false;
            }

            _nextAt = now + WrittenAtMostEvery;
            return true;
        }
    }

    private async Task<bool> CanWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            var now = time.GetUtcNow();
            return await database.WriteRepeatableAsync(
                async portal =>
                {
                    if (await portal.Settings.Of(Nobody).SingleOrDefaultAsync(row => row.Key == Key, cancellationToken) is { } row)
                    {
                        row.ChangedAt = now;
                    }
                    else
                    {
                        portal.Settings.Add(new SettingsRow { HomeTenantId = Nobody, Key = Key, Json = "{}", ChangedAt = now, ChangedBy = "health check" });
                    }

                    await portal.SaveChangesAsync(cancellationToken);
                    return true;
                },
                cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return false;
        }
    }
}
