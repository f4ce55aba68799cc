using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Scans;

/// <summary>Starts, shows and stops scans. Pages, API and schedule call the same one.</summary>
public interface IScanService
{
    /// <summary>
    /// Starts a scan in the background. One tenant needs the role <see cref="PortalRole.Reader"/>, as "Check again" does; more of them
    /// need <see cref="PortalRole.Operator"/>, because they use up the portal's share of Graph's limits.
    /// </summary>
    /// <param name="tenants">The tenants; null: all that the actor sees.</param>
    /// <param name="refresh">False: only tenants without an answer are read.</param>
    Task<ScanStart> StartAsync(Actor actor, IReadOnlyCollection<TenantId>? tenants, bool refresh, CancellationToken cancellationToken);

    /// <summary>Starts the scheduled scan of all tenants of <paramref name="homeTenantId"/>, app-only, unless the last one is not finished.</summary>
    Task<ScanStart> StartScheduledAsync(TenantId homeTenantId, CancellationToken cancellationToken);

    /// <returns>Null when there is none, or it belongs to another home tenant.</returns>
    Task<ScanProgress?> FindAsync(Guid id, Actor actor, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<ScanProgress>> ListAsync(Actor actor, int limit, CancellationToken cancellationToken);

    /// <summary>Scans that are not finished, whoever started them, oldest first.</summary>
    Task<IReadOnlyList<ScanProgress>> RunningAsync(Actor actor, CancellationToken cancellationToken);

    /// <returns>Null when there is no such scan for this actor.</returns>
    Task<IReadOnlyList<ScanItem>?> ItemsAsync(Guid id, Actor actor, ScanOutcome? outcome, int skip, int take, CancellationToken cancellationToken);

    /// <summary>Stops a scan. Whoever started it may, and every Operator.</summary>
    Task<ScanStop> CancelAsync(Guid id, Actor actor, CancellationToken cancellationToken);
}

public abstract record ScanStart
{
    private ScanStart()
    {
    }

    public sealed record Accepted(ScanProgress Progress) : ScanStart;

    public sealed record Denied(PortalRole Needed) : ScanStart;

    /// <summary>Nothing was started: this is none of the actor's tenants.</summary>
    public sealed record TenantNotFound(TenantId TenantId) : ScanStart;

    /// <summary>Nothing was started: nothing could be read as the actor any more when the request is over.</summary>
    public sealed record NoAccess(UnreadableReason Why) : ScanStart;

    /// <summary>The last scheduled scan is not finished.</summary>
    public sealed record Busy(Guid ScanId) : ScanStart;

    /// <summary>There is no tenant to scan.</summary>
    public sealed record Empty : ScanStart;
}

public abstract record ScanStop
{
    private ScanStop()
    {
    }

    /// <summary>It is stopped, now or since before.</summary>
    public sealed record Stopped(ScanProgress Progress) : ScanStop;

    public sealed record Denied(PortalRole Needed) : ScanStop;

    public sealed record NotFound : ScanStop;
}
