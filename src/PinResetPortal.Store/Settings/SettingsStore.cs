using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Schema;
using PinResetPortal.Work.Settings;

namespace PinResetPortal.Store.Settings;

internal sealed class SettingsStore(PortalDatabase database, TimeProvider time) : ISettingsStore
{
    public Task<SettingsDocument?> FindAsync(TenantId homeTenantId, string key, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context =>
            {
                var row = await context.Settings.AsNoTracking().Of(homeTenantId).SingleOrDefaultAsync(settings => settings.Key == key, cancellationToken);
                return row is null ? null : ToDocument(row);
            },
            cancellationToken);

    // A second writer of the same version runs into the version or the primary key, starts again, and then sees the newer version.
    public Task<SettingsDocument?> SaveAsync(TenantId homeTenantId, string key, int expectedVersion, string json, string changedBy, CancellationToken cancellationToken) =>
        database.WriteRepeatableAsync(
            async context =>
            {
                var row = await context.Settings.Of(homeTenantId).SingleOrDefaultAsync(settings => settings.Key == key, cancellationToken);
                if ((row?.Version ?? 0) != expectedVersion)
                {
                    return null;
                }

                if (row is null)
                {
                    row = new SettingsRow { HomeTenantId = homeTenantId, Key = key, Json = json, ChangedBy = changedBy };
                    context.Settings.Add(row);
                }

                (row.Version, row.Json, row.ChangedAt, row.ChangedBy) = (expectedVersion + 1, json, time.GetUtcNow(), changedBy);
                await context.SaveChangesAsync(cancellationToken);
                return ToDocument(row);
            },
            cancellationToken);

    private static SettingsDocument ToDocument(SettingsRow row) => new(row.Key, row.Version, row.Json, row.ChangedAt, row.ChangedBy);
}
