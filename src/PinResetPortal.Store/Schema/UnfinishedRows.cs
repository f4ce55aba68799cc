using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Store.Schema;

/// <summary>What is not finished, in words that both databases understand: as <c>IsFinished</c> of each of them has it.</summary>
internal static class UnfinishedRows
{
    public static IQueryable<OperationRow> Unfinished(this IQueryable<OperationRow> rows) =>
        rows.Where(run => run.State == OperationState.Pending || run.State == OperationState.Running || run.State == OperationState.Verifying);

    public static IQueryable<OperationRow> Finished(this IQueryable<OperationRow> rows) =>
        rows.Where(run => run.State != OperationState.Pending && run.State != OperationState.Running && run.State != OperationState.Verifying);

    public static IQueryable<ScanRow> Unfinished(this IQueryable<ScanRow> rows) => rows.Where(scan => scan.State == ScanState.Pending || scan.State == ScanState.Running);

    public static IQueryable<BulkRepairRow> Unfinished(this IQueryable<BulkRepairRow> rows) =>
        rows.Where(repair => repair.State != BulkRepairState.Completed && repair.State != BulkRepairState.Cancelled);
}
