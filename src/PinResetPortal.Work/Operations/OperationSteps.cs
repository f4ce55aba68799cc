using PinResetPortal.Core.Remediation;

namespace PinResetPortal.Work.Operations;

/// <summary>A run with something else known of its steps.</summary>
internal static class OperationSteps
{
    public static Operation With(this Operation operation, int index, OperationStep step) =>
        operation with { Steps = [.. operation.Steps.Select((old, position) => position == index ? step : old)] };

    /// <summary>Once no further step will be sent.</summary>
    public static Operation WithoutTheRest(this Operation operation) => operation with { Steps = operation.SkippedSteps };

    /// <summary>The change of a step, with the ids of what the steps before it made.</summary>
    public static PlannedChange ChangeOf(this Operation operation, OperationStep step) => ChangeReferences.Resolve(step.Planned.Change, ChangeReferences.CreatedBy(operation));

    /// <summary>Requests name the real ids as soon as these are known: what is shown of a run, and of its undo, is what is sent.</summary>
    public static Operation WithKnownIds(this Operation operation, IChangeDescriber describer)
    {
        var created = ChangeReferences.CreatedBy(operation);
        return operation with
        {
            Steps =
            [
                .. operation.Steps.Select(step => step with
                {
                    Planned = step.Planned with
                    {
                        Request = Shown(step.Planned.Change, step.Planned.Request),
                        Undo = step.Planned.Undo with { Request = Shown(step.Planned.Undo.Change, step.Planned.Undo.Request) },
                    },
                }),
            ],
        };

        PlannedRequest Shown(PlannedChange change, PlannedRequest request) => ChangeReferences.Resolve(change, created) is var known && known == change ? request : describer.Describe(known);
    }
}
