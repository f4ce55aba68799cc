using PinResetPortal.Core.Remediation;

namespace PinResetPortal.Work.Operations;

/// <summary>
/// What taking a run back will send, as far as it can be told without asking Graph: what somebody changed since is left alone when it is
/// taken back.
/// </summary>
public static class UndoPreview
{
    /// <returns>The requests, in the order in which they are sent. A policy that goes is not unassigned first.</returns>
    public static IReadOnlyList<UndoStep> Of(Operation fix)
    {
        var created = ChangeReferences.CreatedBy(fix);
        List<(UndoStep Undo, PlannedChange Change)> steps =
        [
            .. fix.Steps
                .Where(step => step.State is StepState.Done or StepState.Sending or StepState.WaitingForReplication)
                .Select(step => (step.Planned.Undo, ChangeReferences.Resolve(step.Planned.Undo.Change, created)))
                .Reverse(),
        ];
        var gone = steps.Select(step => step.Change).OfType<PlannedChange.DeleteConfigurationPolicy>().Select(delete => delete.Policy).ToHashSet();
        return [.. steps.Where(step => step.Change is not PlannedChange.AssignPolicy assign || !gone.Contains(assign.Policy)).Select(step => step.Undo)];
    }
}
