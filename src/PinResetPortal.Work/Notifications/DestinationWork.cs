using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Notifications;

/// <summary>
/// One firing of the engine for each destination: one at a time, however many instances there are, and each for itself, so that one which
/// does not answer keeps no other waiting. Its next firing is when its next attempt is due.
/// </summary>
internal sealed class DestinationWork(DestinationSender sender, INotificationOutbox outbox, IHomeTenants homes, IBackground background, TimeProvider time) : IWork
{
    private const string Destinations = "destination";

    /// <summary>A firing that was asked for is not overdue yet.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    public string Kind => Destinations;

    public async Task RunAsync(string id, CancellationToken wake)
    {
        var work = WorkId.Parse(id);
        if (await sender.SendDueAsync(work.Home, work.Row, wake) is { } next)
        {
            await background.StartAsync(Item(work.Home, work.Row, next), wake);
        }
    }

    public async Task<IReadOnlyList<WorkItem>> OpenAsync(CancellationToken cancellationToken) =>
        [.. (await PendingAsync(cancellationToken)).Select(one => Item(one.HomeTenantId, one.DestinationId, one.DueAt))];

    /// <summary>A firing for those whose next one is too late: whoever wrote the delivery may have died before it asked for an earlier one.</summary>
    public async Task WakeLateAsync(CancellationToken cancellationToken)
    {
        var late = time.GetUtcNow() - Late;
        foreach (var one in (await PendingAsync(cancellationToken)).Where(one => one.DueAt < late))
        {
            await background.StartAsync(Item(one.HomeTenantId, one.DestinationId, null), cancellationToken);
        }
    }

    public static WorkItem Item(TenantId homeTenantId, Guid destinationId, DateTimeOffset? notBefore) =>
        new(new(Destinations, new WorkId(homeTenantId, destinationId).ToString()), WorkLanes.Notify) { NotBefore = notBefore };

    private async Task<IEnumerable<PendingDestination>> PendingAsync(CancellationToken cancellationToken)
    {
        var admitted = homes.Admitted.ToHashSet();
        return (await outbox.PendingAsync(cancellationToken)).Where(one => admitted.Contains(one.HomeTenantId));
    }
}
