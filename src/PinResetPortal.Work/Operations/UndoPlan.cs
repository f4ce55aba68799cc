using System.Security.Cryptography;
using System.Text;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Operations;

/// <summary>The steps that take a fix back, newest first. What is no longer as the fix left it was changed by somebody else and is left alone.</summary>
internal sealed class UndoPlan(IChangeExecutor executor)
{
    public static string StepIdOf(OperationStep step) => $"undo-{step.Planned.Id}";

    /// <summary>Covers what is sent and what is left alone: what was shown is what runs.</summary>
    public static string HashOf(IReadOnlyList<OperationStep> steps) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', steps.Select(step => $"{step.Planned.Id} {step.State} {step.Planned.Request.Method} {step.Planned.Request.Path} {step.Planned.Request.Body}")))));

    /// <summary>Why something could not be seen: nobody knows whether it is still as the fix left it. Null: all was seen.</summary>
    public UnreadableReason? Unseen { get; private set; }

    public async Task<IReadOnlyList<OperationStep>> MakeAsync(Operation fix, Tenant tenant, Actor actor, CancellationToken cancellationToken)
    {
        var created = ChangeReferences.CreatedBy(fix).ToDictionary(StringComparer.Ordinal);
        var steps = new List<OperationStep>();

        // What happened to a profile before it was deleted can't be seen any more; the deletion itself can.
        var deleted = fix.Steps.Where(step => step.State == StepState.Done).Select(step => step.Planned.Change).OfType<PlannedChange.DeleteDeviceConfiguration>()
            .Select(delete => delete.Profile.Id).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var step in fix.Steps.Where(step => step.State is StepState.Done or StepState.Sending or StepState.WaitingForReplication))
        {
            var forward = ChangeReferences.Resolve(step.Planned.Change, created);
            if (!ChangeReferences.AreResolved(forward))
            {
                continue;
            }

            // A step that died while it was sent may or may not have happened; a look tells, and tells the id of what it made.
            var seen = forward is PlannedChange.AssignPolicy { Policy.Id: { } assigned } && deleted.Contains(assigned)
                ? new ChangeObservation.InPlace(null)
                : await executor.ObserveAsync(tenant, actor, forward, cancellationToken);
            Unseen ??= (seen as ChangeObservation.CannotTell)?.Reason;
            if (seen is ChangeObservation.InPlace { ObjectId: { } objectId })
            {
                created[step.Planned.Id] = objectId;
            }

            var undo = step.Planned.Undo;
            var back = ChangeReferences.Resolve(undo.Change, created);
            if (!ChangeReferences.AreResolved(back))
            {
                continue;
            }

            var planned = new PlannedStep(
                StepIdOf(step), step.Planned.CheckId, undo.Summary, back, executor.Describe(back), step.Planned.After, step.Planned.Before, step.Planned.Scope, step.Planned.Role,
                new(step.Planned.Summary, forward, executor.Describe(forward)));
            steps.Add(seen is ChangeObservation.NotInPlace
                ? new(planned, StepState.Skipped, Error: "No longer as the repair left it: somebody changed it since. Left alone.")
                : new(planned));
        }

        steps.Reverse();
        return WithoutUnassigning(steps);
    }

    /// <summary>
    /// A policy that goes need not be unassigned first. But when somebody else assigned it differently since, they use it: then it stays.
    /// </summary>
    private static List<OperationStep> WithoutUnassigning(List<OperationStep> steps)
    {
        var deleted = steps.Select(step => step.Planned.Change).OfType<PlannedChange.DeleteConfigurationPolicy>().Select(delete => delete.Policy.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var assigns = steps.Where(step => step.Planned.Change is PlannedChange.AssignPolicy assign && deleted.Contains(assign.Policy.Id)).ToList();
        var inUse = assigns.Where(step => step.State == StepState.Skipped).Select(step => ((PlannedChange.AssignPolicy)step.Planned.Change).Policy.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. steps
                .Where(step => !assigns.Contains(step) || step.State == StepState.Skipped)
                .Select(step => step.Planned.Change is PlannedChange.DeleteConfigurationPolicy delete && inUse.Contains(delete.Policy.Id)
                    ? step with { State = StepState.Skipped, Error = "Somebody assigned this policy differently since. Left alone." }
                    : step),
        ];
    }
}
