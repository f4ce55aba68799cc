using Microsoft.EntityFrameworkCore;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Database;

/// <summary>Looks at what is in the database before anything is changed in it: a schema that this version does not know is left alone.</summary>
internal static class SchemaGuard
{
    private const int NamedAtMost = 3;

    /// <param name="tablesQuery">Asks for the names of the tables, in a column <c>Value</c>.</param>
    /// <exception cref="StoreRefusedException">The database is newer than this version, or not one of a released version at all.</exception>
    public static async Task CheckAsync(PortalDbContext context, string where, string tablesQuery, CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations().ToList();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        var unknown = applied.Except(known, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new StoreRefusedException(unknown.TrueForAll(migration => string.CompareOrdinal(migration, known[^1]) > 0)
                ? $"{where} was brought up to date by a newer version of the portal (migration {unknown[^1]}), so this one leaves it alone. Start the newer version, or restore the backup from before the upgrade (docs/operate.md, Roll back)."
                : $"{where} was made by a version of the portal that was never released (migration {unknown[0]}), and cannot be brought up to date. Start with an empty database.");
        }

        if (applied.Count > 0)
        {
            return;
        }

        var there = await context.Database.SqlQueryRaw<string>(tablesQuery).ToListAsync(cancellationToken);
        var ours = context.Model.GetEntityTypes().Select(type => type.GetTableName()).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var taken = there.Where(ours.Contains).Order(StringComparer.Ordinal).ToList();
        if (taken.Count > 0)
        {
            throw new StoreRefusedException(
                $"{where} has tables with names that the portal uses ({string.Join(", ", taken.Take(NamedAtMost))}{(taken.Count > NamedAtMost ? ", …" : "")}) but no record of the portal's versions: it belongs to something else, or to a version that was never released. Start with an empty database.");
        }
    }
}
