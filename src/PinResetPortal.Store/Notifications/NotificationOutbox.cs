using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Store.Notifications;

internal sealed class NotificationOutbox(PortalDatabase database, TimeProvider time) : INotificationOutbox
{
    private const int LongestError = 1000;

    public Task<IReadOnlyDictionary<string, string>> ToldAsync(TenantId homeTenantId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<string, string>>(
            async context => await context.NotificationsTold.AsNoTracking().Of(homeTenantId).ToDictionaryAsync(row => row.Subject, row => row.State, cancellationToken),
            cancellationToken);

    public Task NoteAsync(TenantId homeTenantId, IReadOnlyCollection<Observation> observations, IReadOnlyCollection<NotificationChannelKind> channels, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync(
            async context =>
            {
                // Read again in the transaction: another instance may have been faster, and then it has told.
                var subjects = observations.Select(one => one.Subject).ToList();
                var told = await context.NotificationsTold.AsTracking().Of(homeTenantId).Where(row => subjects.Contains(row.Subject)).ToDictionaryAsync(row => row.Subject, cancellationToken);
                foreach (var one in observations)
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
                        context.NotificationOutbox.AddRange(channels.Select(channel => new OutboxRow
                        {
                            Id = Guid.NewGuid(),
                            HomeTenantId = homeTenantId,
                            Channel = channel,
                            Document = StoredJson.Write(notification),
                            DueAt = time.GetUtcNow(),
                        }));
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

    public Task<IReadOnlyList<OutboxItem>> DueAsync(TenantId homeTenantId, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<OutboxItem>>(
            async context =>
            {
                var rows = await context.NotificationOutbox.AsNoTracking().Of(homeTenantId).Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).Take(limit).ToListAsync(cancellationToken);
                return [.. rows.Select(row => new OutboxItem(row.Id, row.Channel, StoredJson.Read<Notification>(row.Document), row.Attempts))];
            },
            cancellationToken);

    public async Task<bool> TryBookAsync(OutboxItem item, DateTimeOffset again, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            context => context.NotificationOutbox.Where(row => row.Id == item.Id && row.Attempts == item.Attempts).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Attempts, row => row.Attempts + 1).SetProperty(row => row.DueAt, again),
                cancellationToken),
            cancellationToken) > 0;

    public Task RemoveAsync(Guid id, CancellationToken cancellationToken) =>
        database.WriteAsync(context => context.NotificationOutbox.Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken), cancellationToken);

    public Task PostponeAsync(OutboxItem item, DateTimeOffset nextAt, string error, CancellationToken cancellationToken) => database.WriteAsync(
        context => context.NotificationOutbox.Where(row => row.Id == item.Id && row.Attempts == item.Attempts + 1).ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.DueAt, nextAt)
                .SetProperty(row => row.LastError, error.Length > LongestError ? error[..LongestError] : error),
            cancellationToken),
        cancellationToken);
}
