using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using PinResetPortal.Store.Schema;

namespace PinResetPortal.Store.Database;

/// <summary>Creates the database if it is not there and may be created, and applies the migrations, one instance after the other.</summary>
internal static class PostgresMigration
{
    // Any number will do, as long as it is always the same one.
    private const long LockKey = 7_214_605_533_190_001;

    /// <remarks>
    /// EF Core takes a lock on the history table of its own since version 9
    /// (<see href="https://learn.microsoft.com/ef/core/what-is-new/ef-core-9.0/whatsnew#concurrent-migrations"/>). It needs that table, so two
    /// first starts still race for creating it; the advisory lock needs nothing and ends with the connection, whatever happens.
    /// </remarks>
    public static async Task RunAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        await CreateDatabaseAsync(context, cancellationToken);
        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({LockKey})", cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({LockKey})", cancellationToken);
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
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
