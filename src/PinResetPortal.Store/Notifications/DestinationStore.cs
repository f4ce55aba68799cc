using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Store.Notifications;

internal sealed class DestinationStore(PortalDatabase database) : IDestinationStore
{
    public Task<IReadOnlyList<Destination>> ListAsync(TenantId homeTenantId, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Destination>>(
        async context =>
        {
            var rows = await context.Destinations.AsNoTracking().Of(homeTenantId).OrderBy(row => row.Name).ThenBy(row => row.Id).ToListAsync(cancellationToken);
            return [.. rows.Select(row => row.ToDestination())];
        },
        cancellationToken);

    public Task<Destination?> FindAsync(TenantId homeTenantId, Guid id, CancellationToken cancellationToken) => database.ReadAsync(
        async context => (await context.Destinations.AsNoTracking().Of(homeTenantId).SingleOrDefaultAsync(row => row.Id == id, cancellationToken))?.ToDestination(),
        cancellationToken);

    public Task AddAsync(Destination destination, CancellationToken cancellationToken) => database.WriteAsync(
        context =>
        {
            context.Destinations.Add(new DestinationRow
            {
                Id = destination.Id,
                HomeTenantId = destination.HomeTenantId,
                Name = destination.Name,
                Channel = destination.Channel,
                Enabled = destination.Enabled,
                Document = StoredJson.Write(destination.Settings),
                Revision = destination.Revision,
                ChangedAt = destination.ChangedAt,
                ChangedBy = destination.ChangedBy,
            });
            return context.SaveChangesAsync(cancellationToken);
        },
        cancellationToken);

    public async Task<Destination?> TrySaveAsync(Destination destination, CancellationToken cancellationToken)
    {
        var document = StoredJson.Write(destination.Settings);
        return await database.WriteAsync(
            context => context.Destinations.Of(destination.HomeTenantId).Where(row => row.Id == destination.Id && row.Revision == destination.Revision).ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.Name, destination.Name)
                    .SetProperty(row => row.Enabled, destination.Enabled)
                    .SetProperty(row => row.Document, document)
                    .SetProperty(row => row.Revision, row => row.Revision + 1)
                    .SetProperty(row => row.ChangedAt, destination.ChangedAt)
                    .SetProperty(row => row.ChangedBy, destination.ChangedBy),
                cancellationToken),
            cancellationToken) > 0 ? destination with { Revision = destination.Revision + 1 } : null;
    }

    public async Task<bool> RemoveAsync(TenantId homeTenantId, Guid id, CancellationToken cancellationToken) => await database.WriteAsync(
        context => context.Destinations.Of(homeTenantId).Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken), cancellationToken) > 0;
}
