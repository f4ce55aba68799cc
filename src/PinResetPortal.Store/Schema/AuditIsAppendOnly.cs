using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PinResetPortal.Store.Auditing;

namespace PinResetPortal.Store.Schema;

/// <summary>Refuses to change or delete audit entries in our own code; <see cref="AuditTriggers"/> refuse it in the database.</summary>
internal sealed class AuditIsAppendOnly : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Refuse(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Refuse(eventData.Context);
        return ValueTask.FromResult(result);
    }

    private static void Refuse(DbContext? context)
    {
        if (context is null)
        {
            return;
        }

        if (context.ChangeTracker.Entries<AuditEntryRow>().Any(entry => entry.State is EntityState.Modified or EntityState.Deleted)
            || context.ChangeTracker.Entries<AuditHeadRow>().Any(entry => entry.State is EntityState.Deleted))
        {
            throw new InvalidOperationException("The audit log is append-only: an entry can neither be changed nor deleted.");
        }
    }
}
