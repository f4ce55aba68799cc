using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.SelfChecks;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;
using PinResetPortal.Work.SelfChecks;

namespace PinResetPortal.Store.Database;

/// <summary>Looks as the start does, once and without waiting, and changes nothing.</summary>
internal sealed class DatabaseLook(IOptions<StoreOptions> options) : IDatabaseLook
{
    public async Task<Fact<DatabaseFacts>> LookAsync(CancellationToken cancellationToken)
    {
        var store = options.Value;
        var name = NameOf(store);
        if (store.IsSqlite && !File.Exists(store.DatabaseFile))
        {
            return new DatabaseFacts(name, Exists: false, 0);
        }

        try
        {
            await using var context = PortalDbContextFactory.CreateQuiet(store);
            await SchemaGuard.CheckAsync(context, name, store.IsSqlite ? SqliteMigration.Tables : PostgresMigration.Tables, cancellationToken);
            return new DatabaseFacts(name, Exists: true, await WaitingAsync(context, cancellationToken));
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return new DatabaseFacts(name, Exists: false, 0);
        }
        catch (StoreRefusedException e)
        {
            return Refused(e);
        }
        catch (Exception e) when (!store.IsSqlite && PostgresRefusal.WhyAway(e) is { } why)
        {
            return new UnreadableReason(UnreadableKind.Unavailable, $"{PostgresRefusal.Server(new(store.ConnectionString))} cannot be reached: {why}.", "Start it, or correct Storage:ConnectionString.");
        }
        catch (Exception e) when ((store.IsSqlite ? SqliteRefusal.Of(e, store) : PostgresRefusal.Of(e, store)) is { } refused)
        {
            return Refused(refused);
        }
    }

    private static async Task<int> WaitingAsync(PortalDbContext context, CancellationToken cancellationToken) => (await context.Database.GetPendingMigrationsAsync(cancellationToken)).Count();

    /// <summary>The sentence is the whole explanation, with the next step in it.</summary>
    private static UnreadableReason Refused(StoreRefusedException refusal) => new(UnreadableKind.Unavailable, refusal.Message, "Then run doctor again.");

    private static string NameOf(StoreOptions store)
    {
        if (store.IsSqlite)
        {
            return $"The database '{store.DatabaseFile}'";
        }

        var connection = new NpgsqlConnectionStringBuilder(store.ConnectionString);
        return $"The database '{connection.Database}' of {PostgresRefusal.Server(connection)}";
    }
}
