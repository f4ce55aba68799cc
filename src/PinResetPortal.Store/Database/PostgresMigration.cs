using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Database;

/// <summary>Creates the database if it is not there and may be created, and applies the migrations, one instance after the other.</summary>
internal static class PostgresMigration
{
    // Any number will do, as long as it is always the same one.
    private const long LockKey = 7_214_605_533_190_001;

    internal const string Tables = """SELECT tablename::text AS "Value" FROM pg_tables WHERE schemaname = ANY (current_schemas(false))""";

    /// <remarks>
    /// EF Core takes a lock on the history table of its own since version 9
    /// (<see href="https://learn.microsoft.com/ef/core/what-is-new/ef-core-9.0/whatsnew#concurrent-migrations"/>). It needs that table, so two
    /// first starts still race for creating it; the advisory lock needs nothing and ends with the connection, whatever happens.
    /// </remarks>
    public static async Task RunAsync(PortalDbContext context, StartupWait wait, CancellationToken cancellationToken)
    {
        var server = PostgresRefusal.Server(new(context.Database.GetConnectionString()));
        await OpenAsync(context, server, wait, cancellationToken);
        try
        {
            while (!await context.Database.SqlQuery<bool>($"SELECT pg_try_advisory_lock({LockKey}) AS \"Value\"").SingleAsync(cancellationToken))
            {
                if (!await wait.AgainAsync("Another instance is bringing the database up to date", cancellationToken))
                {
                    throw new StoreRefusedException($"Another instance of the portal has been bringing the database of {server} up to date for {wait.Longest:c}. Look at that instance, and start this one again.");
                }
            }

            await SchemaGuard.CheckAsync(context, $"The database '{context.Database.GetDbConnection().Database}' of {server}", Tables, cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({LockKey})", cancellationToken);
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    /// <summary>A server that starts at the same time as the portal is not there at once.</summary>
    private static async Task OpenAsync(PortalDbContext context, string server, StartupWait wait, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await CreateDatabaseAsync(context, cancellationToken);
                await context.Database.OpenConnectionAsync(cancellationToken);
                return;
            }
            catch (Exception e) when (PostgresRefusal.WhyAway(e) is { } why)
            {
                if (!await wait.AgainAsync($"{server} cannot be reached: {why}", cancellationToken))
                {
                    throw new StoreRefusedException($"{server} could not be reached for {wait.Longest:c}: {why}. Start it, or correct Storage:ConnectionString.", e);
                }
            }
        }
    }

    private static async Task CreateDatabaseAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        var creator = context.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync(cancellationToken))
        {
            return;
        }

        try
        {
            await creator.CreateAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another instance created it in between.
        }
    }
}
