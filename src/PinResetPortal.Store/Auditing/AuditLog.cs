using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Schema;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Store.Auditing;

internal sealed class AuditLog(PortalDatabase database, AuditKeys keys, SealFile seals, TimeProvider time) : IAuditLog
{
    public Task<AuditEntry> AppendAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        var storable = record with
        {
            ActorId = AuditChain.Storable(record.ActorId),
            ActorName = AuditChain.Storable(record.ActorName),
            Action = AuditChain.Storable(record.Action),
            Summary = AuditChain.Storable(record.Summary),
            Detail = record.Detail is null ? null : AuditChain.Storable(record.Detail),
        };
        return database.WriteRepeatableAsync(context => AppendAsync(context, storable, cancellationToken), cancellationToken);
    }

    public Task<IReadOnlyList<AuditEntry>> ReadAsync(TenantId homeTenantId, TenantId? tenantId, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return database.ReadAsync<IReadOnlyList<AuditEntry>>(
            async context =>
            {
                var rows = await NewestFirst(context, homeTenantId, tenantId).Take(limit).ToListAsync(cancellationToken);
                return [.. rows.Select(AuditVerifier.ToEntry)];
            },
            cancellationToken);
    }

    public Task ReadAllAsync(TenantId homeTenantId, TenantId? tenantId, Func<AuditEntry, Task> write, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context =>
            {
                var count = 0;
                await foreach (var row in NewestFirst(context, homeTenantId, tenantId).AsAsyncEnumerable().WithCancellation(cancellationToken))
                {
                    await write(AuditVerifier.ToEntry(row));
                    count++;
                }

                return count;
            },
            cancellationToken);

    public Task<AuditVerification> VerifyAsync(TenantId homeTenantId, TenantId? tenantId, CancellationToken cancellationToken)
    {
        // The seals first: what they know is in the database that is read after them.
        var state = seals.Read();
        return database.ReadSnapshotAsync(context => new AuditVerifier(keys, state).VerifyAsync(context, homeTenantId, tenantId, cancellationToken), cancellationToken);
    }

    private static IQueryable<AuditEntryRow> NewestFirst(PortalDbContext context, TenantId homeTenantId, TenantId? tenantId)
    {
        var entries = context.AuditEntries.AsNoTracking().Of(homeTenantId);
        return tenantId is { } tenant
            ? entries.Where(entry => entry.TenantId == tenant).OrderByDescending(entry => entry.Sequence)
            : entries.OrderByDescending(entry => entry.At).ThenBy(entry => entry.TenantId).ThenByDescending(entry => entry.Sequence);
    }

    private async Task<AuditEntry> AppendAsync(PortalDbContext context, AuditRecord record, CancellationToken cancellationToken)
    {
        var head = await LockHeadAsync(context, record.Key, cancellationToken);
        var (key, at, sequence) = (keys.Active, time.GetUtcNow(), head.Entries + 1);
        var entry = new AuditEntry(sequence, at, record, head.Hash, AuditChain.Hash(key, sequence, at, record, head.Hash), key.Id);

        context.AuditEntries.Add(ToRow(entry));
        head.Entries = sequence;
        head.Hash = entry.Hash;
        head.Mac = AuditChain.EndMac(key, record.Key, sequence, entry.Hash);
        await context.SaveChangesAsync(cancellationToken);
        return entry;
    }

    /// <summary>
    /// Takes the end of the chain for the rest of the transaction. In PostgreSQL by locking its row, so that instances append one
    /// after the other; in SQLite the transaction is the only writer already. Should a writer get past the lock, the concurrency token of
    /// the head and the key of the entries still refuse a second entry of the same number, and the append is done again.
    /// </summary>
    private static async Task<AuditHeadRow> LockHeadAsync(PortalDbContext context, TenantKey key, CancellationToken cancellationToken)
    {
        if (await FindHeadAsync(context, key, cancellationToken) is { } head)
        {
            return head;
        }

        var (home, tenant) = (key.Home.Value, key.Tenant.Value);
        await context.Database.ExecuteSqlAsync(
            $"""INSERT INTO "AuditHeads" ("HomeTenantId", "TenantId", "Entries", "Hash") VALUES ({home}, {tenant}, 0, {AuditChain.Start}) ON CONFLICT DO NOTHING""",
            cancellationToken);
        return await FindHeadAsync(context, key, cancellationToken)
            ?? throw new InvalidOperationException($"The audit log of {key} could not be begun.");
    }

    private static Task<AuditHeadRow?> FindHeadAsync(PortalDbContext context, TenantKey key, CancellationToken cancellationToken)
    {
        var (home, tenant) = (key.Home.Value, key.Tenant.Value);
        var heads = context.Database.IsNpgsql()
            ? context.AuditHeads.FromSql($"""SELECT * FROM "AuditHeads" WHERE "HomeTenantId" = {home} AND "TenantId" = {tenant} FOR UPDATE""")
            : context.AuditHeads.Of(key);
        return heads.SingleOrDefaultAsync(cancellationToken);
    }

    private static AuditEntryRow ToRow(AuditEntry entry) => new()
    {
        HomeTenantId = entry.Record.Key.Home,
        TenantId = entry.Record.TenantId,
        Sequence = entry.Sequence,
        At = entry.At,
        ActorId = entry.Record.ActorId,
        ActorName = entry.Record.ActorName,
        Action = entry.Record.Action,
        OperationId = entry.Record.OperationId,
        Summary = entry.Record.Summary,
        Detail = entry.Record.Detail,
        PreviousHash = entry.PreviousHash,
        Hash = entry.Hash,
        KeyId = entry.KeyId,
    };
}
