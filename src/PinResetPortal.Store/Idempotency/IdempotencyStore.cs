using Microsoft.EntityFrameworkCore;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Schema;
using PinResetPortal.Work.Idempotency;

namespace PinResetPortal.Store.Idempotency;

internal sealed class IdempotencyStore(PortalDatabase database, TimeProvider time) : IIdempotencyStore
{
    // Of two that add the same key one runs into the primary key, starts again, and then sees the other's row.
    public Task<KeyClaim> ClaimAsync(RequestKey key, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync<KeyClaim>(
            async context =>
            {
                var now = time.GetUtcNow();
                await context.RequestKeys.Where(row => row.Id == key.Id && row.CreatedAt <= now - RequestKey.Lifetime).ExecuteDeleteAsync(cancellationToken);
                if (await context.RequestKeys.AsNoTracking().SingleOrDefaultAsync(row => row.Id == key.Id, cancellationToken) is { } known)
                {
                    return Known(known, key, now);
                }

                context.RequestKeys.Add(new() { Id = key.Id, HomeTenantId = key.HomeTenantId, Fingerprint = key.Fingerprint, CreatedAt = now });
                await context.SaveChangesAsync(cancellationToken);
                return new KeyClaim.Taken();
            },
            cancellationToken);

    public Task KeepAsync(RequestKey key, KeptResponse response, CancellationToken cancellationToken) =>
        database.WriteAsync(
            context => context.RequestKeys.Where(row => row.Id == key.Id).ExecuteUpdateAsync(
                row => row
                    .SetProperty(kept => kept.Status, response.Status)
                    .SetProperty(kept => kept.ContentType, response.ContentType)
                    .SetProperty(kept => kept.Location, response.Location)
                    .SetProperty(kept => kept.Body, response.Body),
                cancellationToken),
            cancellationToken);

    public Task ReleaseAsync(RequestKey key, CancellationToken cancellationToken) =>
        database.WriteAsync(context => context.RequestKeys.Where(row => row.Id == key.Id).ExecuteDeleteAsync(cancellationToken), cancellationToken);

    public Task AbandonAsync(RequestKey key, CancellationToken cancellationToken) =>
        database.WriteAsync(
            context => context.RequestKeys.Where(row => row.Id == key.Id).ExecuteUpdateAsync(row => row.SetProperty(kept => kept.Abandoned, true), cancellationToken),
            cancellationToken);

    private static KeyClaim Known(RequestKeyRow row, RequestKey key, DateTimeOffset now) => row switch
    {
        _ when row.Fingerprint != key.Fingerprint => new KeyClaim.OtherRequest(),
        { Status: { } status } => new KeyClaim.Answered(new(status, row.ContentType, row.Location, row.Body ?? [])),
        { Abandoned: true } => new KeyClaim.Abandoned(),
        _ when row.CreatedAt <= now - RequestKey.LongestRun => new KeyClaim.Abandoned(),
        _ => new KeyClaim.Running(),
    };
}
