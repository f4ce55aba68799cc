using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Schema;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Store.Notifications;

internal sealed class NotificationOutbox(PortalDatabase database, TimeProvider time) : INotificationOutbox
{
    public Task<IReadOnlyDictionary<string, string>> ToldAsync(TenantId homeTenantId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<string, string>>(
            async context => await context.NotificationsTold.AsNoTracking().Of(homeTenantId).ToDictionaryAsync(row => row.Subject, row => row.State, cancellationToken),
            cancellationToken);

    public Task NoteAsync(TenantId homeTenantId, IReadOnlyCollection<RoutedObservation> observations, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync(
            async context =>
            {
                // Read again in the transaction: another instance may have been faster, and then it has told.
                var subjects = observations.Select(one => one.Observation.Subject).ToList();
                var told = await context.NotificationsTold.AsTracking().Of(homeTenantId).Where(row => subjects.Contains(row.Subject)).ToDictionaryAsync(row => row.Subject, cancellationToken);

                // A destination that was removed meanwhile is told nothing.
                var present = (await context.Destinations.Of(homeTenantId).Select(row => row.Id).ToListAsync(cancellationToken)).ToHashSet();
                foreach (var (one, to) in observations)
                {
                    if (!told.TryGetValue(one.Subject, out var row))
                    {
                        context.NotificationsTold.Add(new ToldRow { HomeTenantId = homeTenantId, Subject = one.Subject, State = one.State });
                    }
                    else if (row.State != one.State)
                    {
                        row.State = one.State;
                    }
                    else
                    {
                        continue;
                    }

                    if (one.Notification is { } notification)
                    {
                        var now = time.GetUtcNow();
                        context.Deliveries.AddRange(to.Where(draft => present.Contains(draft.DestinationId)).Select(draft => DeliveryRow.Of(
                            homeTenantId,
                            new(Guid.NewGuid(), draft.DestinationId, notification, draft.State, 0, now, draft.DueAt, draft.DueAt is null ? now : null, draft.Problem))));
                    }
                }

                return await context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken);

    public async Task ForgetAsync(TenantId homeTenantId, CancellationToken cancellationToken)
    {
        // Looking is free, writing is not: this is asked again and again where nobody wants to be told.
        if (await database.ReadAsync(context => context.NotificationsTold.Of(homeTenantId).AnyAsync(cancellationToken), cancellationToken))
        {
            await database.WriteAsync(context => context.NotificationsTold.Of(homeTenantId).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        }
    }

    public Task<IReadOnlyList<PendingDestination>> PendingAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<PendingDestination>>(
        async context => [.. (await context.Deliveries.Where(row => row.DueAt != null).GroupBy(row => new { row.HomeTenantId, row.DestinationId })
            .Select(group => new { group.Key.HomeTenantId, group.Key.DestinationId, DueAt = group.Min(row => row.DueAt) }).ToListAsync(cancellationToken))
            .Select(one => new PendingDestination(one.HomeTenantId, one.DestinationId, one.DueAt ?? time.GetUtcNow()))],
        cancellationToken);

    public Task<NotificationBacklog> BacklogAsync(IReadOnlyCollection<TenantId> homeTenantIds, CancellationToken cancellationToken) => database.ReadAsync(
        async context =>
        {
            var open = await context.Deliveries.Where(row => row.DueAt != null && homeTenantIds.Contains(row.HomeTenantId)).GroupBy(row => row.State)
                .Select(group => new { State = group.Key, Count = group.Count(), Oldest = group.Min(row => row.CreatedAt) }).ToDictionaryAsync(one => one.State, cancellationToken);
            var waiting = open.GetValueOrDefault(DeliveryState.Waiting);
            return new NotificationBacklog(waiting?.Count ?? 0, open.GetValueOrDefault(DeliveryState.Held)?.Count ?? 0, waiting?.Oldest);
        },
        cancellationToken);

    public Task<IReadOnlyList<Delivery>> DueAsync(TenantId homeTenantId, Guid destinationId, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Delivery>>(
            async context =>
            {
                var rows = await context.Deliveries.AsNoTracking().Of(homeTenantId).Where(row => row.DestinationId == destinationId && row.DueAt <= now)
                    .OrderBy(row => row.DueAt).ThenBy(row => row.CreatedAt).Take(limit).ToListAsync(cancellationToken);
                return [.. rows.Select(row => row.ToDelivery())];
            },
            cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(TenantId homeTenantId, Guid destinationId, CancellationToken cancellationToken) => database.ReadAsync(
        context => context.Deliveries.Of(homeTenantId).Where(row => row.DestinationId == destinationId && row.DueAt != null).OrderBy(row => row.DueAt).Select(row => row.DueAt).FirstOrDefaultAsync(cancellationToken),
        cancellationToken);

    public async Task<bool> TryBookAsync(Delivery delivery, DateTimeOffset again, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            context => context.Deliveries.Where(row => row.Id == delivery.Id && row.Attempts == delivery.Attempts && row.DueAt != null).ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.Attempts, row => row.Attempts + 1)
                    .SetProperty(row => row.State, DeliveryState.Waiting)
                    .SetProperty(row => row.DueAt, again),
                cancellationToken),
            cancellationToken) > 0;

    public Task SetAsync(Guid id, DeliveryState state, DateTimeOffset? dueAt, string? problem, CancellationToken cancellationToken)
    {
        var (ended, shortened) = (dueAt is null ? time.GetUtcNow() : (DateTimeOffset?)null, DeliveryRow.Shortened(problem));
        return database.WriteAsync(
            context => context.Deliveries.Where(row => row.Id == id && row.DueAt != null).ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.State, state)
                    .SetProperty(row => row.DueAt, dueAt)
                    .SetProperty(row => row.EndedAt, ended)
                    .SetProperty(row => row.Problem, shortened),
                cancellationToken),
            cancellationToken);
    }

    public Task<bool> TryGatherAsync(TenantId homeTenantId, IReadOnlyCollection<Delivery> held, Delivery digest, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync(
            async context =>
            {
                var ids = held.Select(one => one.Id).ToList();
                var rows = await context.Deliveries.AsTracking().Of(homeTenantId).Where(row => ids.Contains(row.Id) && row.State == DeliveryState.Held).ToListAsync(cancellationToken);
                if (rows.Count != ids.Count)
                {
                    return false;
                }

                foreach (var row in rows)
                {
                    (row.State, row.DueAt, row.EndedAt) = (DeliveryState.InDigest, null, time.GetUtcNow());
                }

                context.Deliveries.Add(DeliveryRow.Of(homeTenantId, digest));
                await context.SaveChangesAsync(cancellationToken);
                return true;
            },
            cancellationToken);

    public Task AddAsync(TenantId homeTenantId, Delivery delivery, CancellationToken cancellationToken) => database.WriteAsync(
        context =>
        {
            context.Deliveries.Add(DeliveryRow.Of(homeTenantId, delivery));
            return context.SaveChangesAsync(cancellationToken);
        },
        cancellationToken);

    public Task<IReadOnlyList<Delivery>> LogAsync(TenantId homeTenantId, Guid destinationId, int limit, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Delivery>>(
        async context =>
        {
            var rows = await context.Deliveries.AsNoTracking().Of(homeTenantId).Where(row => row.DestinationId == destinationId)
                .OrderByDescending(row => row.CreatedAt).ThenBy(row => row.Id).Take(limit).ToListAsync(cancellationToken);
            return [.. rows.Select(row => row.ToDelivery())];
        },
        cancellationToken);
}
