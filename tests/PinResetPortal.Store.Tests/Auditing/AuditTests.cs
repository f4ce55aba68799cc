using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Store.Schema;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Store.Auditing;

/// <summary>What tests of the audit log share: two logs with five entries each, and the hands of somebody who may write the database.</summary>
public abstract class AuditTests : StoreTests
{
    protected static readonly TenantId Contoso = new(Guid.Parse("aaaaaaaa-0000-4000-8000-000000000001"));
    protected static readonly TenantId Northwind = new(Guid.Parse("bbbbbbbb-0000-4000-8000-000000000002"));

    protected static string IsContoso => $"upper(CAST(\"TenantId\" AS text)) = '{Contoso.ToString().ToUpperInvariant()}'";

    protected IAuditLog Log => Store.Get<IAuditLog>();

    protected IAuditUpkeep Upkeep => Store.Get<IAuditUpkeep>();

    protected string Seals => Store.Get<SealFile>().Path;

    protected static AuditRecord Record(TenantId tenantId, string summary) => new(new TenantKey(Fabrikam, tenantId), "person", "Alice", AuditActions.RemediationStep, null, summary, null);

    protected async Task AppendAsync(int from, int to)
    {
        for (var i = from; i <= to; i++)
        {
            await Log.AppendAsync(Record(Contoso, $"entry {i}"), Cancellation);
            await Log.AppendAsync(Record(Northwind, $"entry {i}"), Cancellation);
        }
    }

    protected Task<AuditVerification> VerifyAsync() => Log.VerifyAsync(Fabrikam, null, Cancellation);

    /// <summary>Takes the triggers away, does something, and puts them back as they were.</summary>
    protected async Task PastThePortalAsync(params string[] statements)
    {
        await Store.ExecuteAsync([.. Database.DropAuditTriggers]);
        await Store.ExecuteAsync(statements);
        await MakeGuardsAsync();
    }

    protected async Task MakeGuardsAsync()
    {
        await using var context = Store.CreateContext();
        await AuditGuards.MakeAsync(context, Cancellation);
    }

    /// <summary>The audit log's tables as they are now.</summary>
    private protected async Task<(List<AuditEntryRow> Entries, List<AuditHeadRow> Heads)> CopyAsync()
    {
        await using var context = Store.CreateContext();
        return (await context.AuditEntries.AsNoTracking().ToListAsync(Cancellation), await context.AuditHeads.AsNoTracking().ToListAsync(Cancellation));
    }

    /// <summary>Puts a copy in the place of what is there.</summary>
    private protected async Task PutBackAsync((List<AuditEntryRow> Entries, List<AuditHeadRow> Heads) copy)
    {
        await Store.ExecuteAsync([.. Database.DropAuditTriggers, """DELETE FROM "AuditEntries";""", """DELETE FROM "AuditHeads";"""]);
        await using (var context = Store.CreateContext())
        {
            context.AddRange(copy.Entries);
            context.AddRange(copy.Heads);
            await context.SaveChangesAsync(Cancellation);
        }

        await MakeGuardsAsync();
    }

    /// <summary>Every log anew without a key, as earlier versions wrote it.</summary>
    /// <param name="actor">What the entries say then.</param>
    private protected async Task RecomputeKeylessAsync(string actor)
    {
        var (entries, _) = await CopyAsync();
        List<AuditEntryRow> forged = [];
        List<AuditHeadRow> heads = [];
        foreach (var log in entries.GroupBy(entry => entry.TenantId))
        {
            var hash = AuditChain.Start;
            foreach (var row in log.OrderBy(entry => entry.Sequence))
            {
                var record = AuditVerifier.ToEntry(row).Record with { ActorName = actor };
                var next = AuditChain.KeylessHash(row.Sequence, row.At, record, hash);
                forged.Add(new()
                {
                    HomeTenantId = row.HomeTenantId,
                    TenantId = row.TenantId,
                    Sequence = row.Sequence,
                    At = row.At,
                    ActorId = record.ActorId,
                    ActorName = record.ActorName,
                    Action = record.Action,
                    Summary = record.Summary,
                    PreviousHash = hash,
                    Hash = next,
                });
                hash = next;
            }

            heads.Add(new() { HomeTenantId = log.First().HomeTenantId, TenantId = log.Key, Entries = log.Count(), Hash = hash });
        }

        await PutBackAsync((forged, heads));
    }
}
