using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Npgsql;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Database;

/// <summary>The one way to the database: a context per call, writes in a transaction.</summary>
internal sealed class PortalDatabase(IDbContextFactory<PortalDbContext> contexts, IOptions<StoreOptions> options) : IDisposable
{
    private const int Attempts = 5;

    // SQLite has one writer at a time. Microsoft.Data.Sqlite waits for it by blocking a thread, so a hundred writers would block a hundred
    // threads; here they queue without one. PostgreSQL sorts its writers out by itself.
    private readonly SemaphoreSlim? _writer = options.Value.IsSqlite ? new SemaphoreSlim(1, 1) : null;

    public async Task<T> ReadAsync<T>(Func<PortalDbContext, Task<T>> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await read(context);
    }

    /// <summary>Runs <paramref name="read"/> over one state of the database, whatever is written meanwhile.</summary>
    public Task<T> ReadSnapshotAsync<T>(Func<PortalDbContext, Task<T>> read, CancellationToken cancellationToken) =>
        ReadAsync(
            async context =>
            {
                await context.Database.OpenConnectionAsync(cancellationToken);
                await using var transaction = await BeginSnapshotAsync(context, cancellationToken);
                return await read(context);
            },
            cancellationToken);

    /// <summary>Runs <paramref name="write"/> in a transaction of its own.</summary>
    public async Task<T> WriteAsync<T>(Func<PortalDbContext, Task<T>> write, CancellationToken cancellationToken)
    {
        if (_writer is not null)
        {
            await _writer.WaitAsync(cancellationToken);
        }

        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var result = await write(context);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        finally
        {
            _writer?.Release();
        }
    }

    /// <summary>The one optimistic save: writes a row over the one that it was read from.</summary>
    /// <param name="expect">Sets the original value of the row's concurrency token.</param>
    /// <param name="also">What is written in the same transaction once the row is.</param>
    /// <returns>False when somebody else wrote the row in between, or it is gone: then nothing was written.</returns>
    public async Task<bool> TryUpdateAsync<TRow>(TRow row, Action<EntityEntry<TRow>> expect, CancellationToken cancellationToken, Func<PortalDbContext, Task>? also = null)
        where TRow : class
    {
        try
        {
            await WriteAsync(
                async context =>
                {
                    expect(context.Update(row));
                    var written = await context.SaveChangesAsync(cancellationToken);
                    await (also?.Invoke(context) ?? Task.CompletedTask);
                    return written;
                },
                cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    /// <summary>As <see cref="WriteAsync"/>, for writes that may be done again from the start when somebody else wrote the same rows meanwhile.</summary>
    public async Task<T> WriteRepeatableAsync<T>(Func<PortalDbContext, Task<T>> write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteAsync(write, cancellationToken);
            }
            catch (Exception e) when (attempt < Attempts && IsConflict(e))
            {
                // The transaction was rolled back; the next attempt sees what the other one wrote.
            }
        }
    }

    public void Dispose() => _writer?.Dispose();

    /// <summary>Whether a unique index (not the primary key) refused the row.</summary>
    public static bool IsUniqueIndexViolation(DbUpdateException exception, string indexName) => exception.InnerException switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } postgres => postgres.ConstraintName == indexName,
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode == SqliteConstraintUnique,
        _ => false,
    };

    // https://www.sqlite.org/rescode.html
    private const int SqliteConstraintUnique = 2067;
    private const int SqliteConstraintPrimaryKey = 1555;

    // The provider wraps what may pass by itself once more: a deadlock comes within an InvalidOperationException, within or without a DbUpdateException.
    private static bool IsConflict(Exception exception) => exception switch
    {
        DbUpdateConcurrencyException => true,
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqliteConstraintUnique or SqliteConstraintPrimaryKey,
        _ => exception.InnerException is { } inner && IsConflict(inner),
    };

    private static async Task<IDbContextTransaction> BeginSnapshotAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        if (context.Database.GetDbConnection() is not SqliteConnection sqlite)
        {
            return await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        }

        // The default is BEGIN IMMEDIATE, which would keep every writer out for as long as the read goes on.
        var deferred = sqlite.BeginTransaction(deferred: true);
        return await context.Database.UseTransactionAsync(deferred, cancellationToken)
            ?? throw new InvalidOperationException("The transaction was not taken over.");
    }
}
