using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Schema;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Store.Operations;

internal sealed class OperationStore(PortalDatabase database) : IOperationStore
{
    public async Task<bool> TryAddAsync(Operation operation, CancellationToken cancellationToken)
    {
        try
        {
            // The unique index decides: of two instances that start at once, one is refused by the database.
            await database.WriteAsync(
                context =>
                {
                    context.Operations.Add(OperationRow.From(operation));
                    return context.SaveChangesAsync(cancellationToken);
                },
                cancellationToken);
            return true;
        }
        catch (DbUpdateException e) when (PortalDatabase.IsUniqueIndexViolation(e, OperationRowConfiguration.OneUnfinishedPerTenant))
        {
            return false;
        }
    }

    public Task<Operation?> FindAsync(TenantId homeTenantId, Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context => (await context.Operations.AsNoTracking().Of(homeTenantId).SingleOrDefaultAsync(operation => operation.Id == id, cancellationToken))?.ToOperation(),
            cancellationToken);

    public async Task<Operation?> TrySaveAsync(Operation operation, CancellationToken cancellationToken)
    {
        var saved = operation with { Revision = operation.Revision + 1 };
        try
        {
            var written = await database.TryUpdateAsync(
                OperationRow.From(saved),
                entry =>
                {
                    entry.Property(row => row.Revision).OriginalValue = operation.Revision;
                    entry.Property(row => row.CancelRequested).IsModified = false;
                },
                cancellationToken);
            return written ? saved : null;
        }
        catch (DbUpdateException e) when (PortalDatabase.IsUniqueIndexViolation(e, OperationRowConfiguration.OneUnfinishedPerTenant))
        {
            throw new InvalidOperationException(
                $"Operation {operation.Id} cannot go back to {operation.State}: tenant {operation.TenantId} has another unfinished operation.", e);
        }
    }

    public async Task<bool> RequestCancelAsync(Guid id, bool wanted, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            context => context.Operations
                .Where(operation => operation.Id == id)
                .Unfinished()
                .ExecuteUpdateAsync(set => set.SetProperty(operation => operation.CancelRequested, wanted), cancellationToken),
            cancellationToken) > 0;

    public Task<bool> IsCancelRequestedAsync(Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync(context => context.Operations.AnyAsync(operation => operation.Id == id && operation.CancelRequested, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Operation>> ListAsync(TenantId homeTenantId, TenantId? tenantId, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return database.ReadAsync<IReadOnlyList<Operation>>(
            async context =>
            {
                var operations = context.Operations.AsNoTracking().Of(homeTenantId);
                if (tenantId is { } tenant)
                {
                    operations = operations.Where(operation => operation.TenantId == tenant);
                }

                var rows = await operations.OrderByDescending(operation => operation.CreatedAt).ThenBy(operation => operation.Id).Take(limit).ToListAsync(cancellationToken);
                return [.. rows.Select(row => row.ToOperation())];
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<Guid>> EndedSinceAsync(TenantId homeTenantId, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Guid>>(
            async context => await context.Operations.Of(homeTenantId)
                .Finished()
                .Where(operation => operation.UpdatedAt > since)
                .OrderByDescending(operation => operation.UpdatedAt)
                .Take(limit)
                .Select(operation => operation.Id)
                .ToListAsync(cancellationToken),
            cancellationToken);

    public Task<IReadOnlyList<Operation>> ListUnfinishedAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Operation>>(
            async context =>
            {
                var rows = await context.Operations.AsNoTracking()
                    .Unfinished()
                    .OrderBy(operation => operation.CreatedAt)
                    .ThenBy(operation => operation.Id)
                    .ToListAsync(cancellationToken);
                return [.. rows.Select(row => row.ToOperation())];
            },
            cancellationToken);

    public Task<IReadOnlyList<OpenRuns>> CountUnfinishedAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<OpenRuns>>(
            async context => await context.Operations.Unfinished()
                .GroupBy(operation => new { operation.State, operation.Interrupted })
                .Select(same => new OpenRuns(same.Key.State, same.Key.Interrupted, same.Count()))
                .ToListAsync(cancellationToken),
            cancellationToken);
}
