using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Schema;

namespace PinResetPortal.Store.Tenants;

/// <summary>The rows of one table that say something about a tenant.</summary>
internal abstract class TenantRows
{
    /// <summary>Deleted, and never exported.</summary>
    public bool IsSecret { get; private init; }

    public static TenantRows Of<TRow>(Func<PortalDbContext, TenantKey, IQueryable<TRow>> find, bool isSecret = false)
        where TRow : class => new Rows<TRow>(find) { IsSecret = isSecret };

    public abstract string NameIn(PortalDbContext context);

    public abstract Task<int> CountAsync(PortalDbContext context, TenantKey key, CancellationToken cancellationToken);

    public abstract Task<int> DeleteAsync(PortalDbContext context, TenantKey key, CancellationToken cancellationToken);

    public abstract Task<IReadOnlyList<IReadOnlyDictionary<string, object?>>> ReadAsync(PortalDbContext context, TenantKey key, CancellationToken cancellationToken);

    private sealed class Rows<TRow>(Func<PortalDbContext, TenantKey, IQueryable<TRow>> find) : TenantRows
        where TRow : class
    {
        public override string NameIn(PortalDbContext context) => context.Model.FindEntityType(typeof(TRow))?.GetTableName() ?? typeof(TRow).Name;

        public override Task<int> CountAsync(PortalDbContext context, TenantKey key, CancellationToken cancellationToken) => find(context, key).CountAsync(cancellationToken);

        public override Task<int> DeleteAsync(PortalDbContext context, TenantKey key, CancellationToken cancellationToken) => find(context, key).ExecuteDeleteAsync(cancellationToken);

        public override async Task<IReadOnlyList<IReadOnlyDictionary<string, object?>>> ReadAsync(PortalDbContext context, TenantKey key, CancellationToken cancellationToken)
        {
            var rows = await find(context, key).AsNoTracking().ToListAsync(cancellationToken);
            return [.. rows.Select(row => context.Entry(row).Properties.ToDictionary(property => property.Metadata.Name, property => property.CurrentValue, StringComparer.Ordinal))];
        }
    }
}
