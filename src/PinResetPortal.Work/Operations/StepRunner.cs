using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Background;

namespace PinResetPortal.Work.Operations;

/// <summary>
/// Brings one change about, exactly once: what may have been sent already is looked for before it is sent again.
/// </summary>
internal sealed class StepRunner(IChangeExecutor executor, TimeProvider time, RunnerOptions options)
{
    /// <param name="step">With all references resolved in <paramref name="change"/>.</param>
    /// <param name="mayBeInPlace">An earlier run got as far as sending it.</param>
    /// <param name="save">Called before every request leaves and whenever the state changes.</param>
    /// <param name="cancellationToken">Ends looks and waits.</param>
    public async Task<OperationStep> RunAsync(
        Tenant tenant,
        Actor actor,
        OperationStep step,
        PlannedChange change,
        bool mayBeInPlace,
        Func<OperationStep, Task> save,
        CancellationToken cancellationToken)
    {
        using var span = WorkMeter.Spans.StartActivity("operation.step")?.SetTag("check.id", step.Planned.CheckId).SetTag("step.action", change.GetType().Name);
        var replication = new Patience(time, options, options.ReplicationWindow);
        var look = mayBeInPlace;
        for (var sends = 0; ;)
        {
            if (look)
            {
                var seen = await LookAsync(tenant, actor, change, cancellationToken);
                if (seen is ChangeObservation.InPlace there)
                {
                    return step with { State = StepState.Done, ObjectId = there.ObjectId ?? step.ObjectId, Error = null };
                }

                if (seen is ChangeObservation.CannotTell blind)
                {
                    return Failed(step, $"The request may have arrived, but Graph could not be asked: {blind.Reason.Message}", blind.Reason.Status, blind.Reason.RequestId);
                }
            }

            if (++sends > options.MaxSends)
            {
                return Failed(step, $"Graph's answer was lost {options.MaxSends} times, and the change does not show. Check again in a few minutes.", step.Status, step.RequestId);
            }

            step = step with { State = StepState.Sending };
            await save(step);

            // A request that may have left is waited for, whoever wants to stop: its own deadline ends it.
            switch (await executor.ExecuteAsync(tenant, actor, change, CancellationToken.None))
            {
                case ChangeOutcome.Applied done:
                    return step with { State = StepState.Done, Status = done.Status, RequestId = done.RequestId, ObjectId = done.ObjectId ?? step.ObjectId, Error = null };

                case ChangeOutcome.AlreadyInPlace done:
                    return step with { State = StepState.Done, Status = done.Status, RequestId = done.RequestId, ObjectId = done.ObjectId ?? step.ObjectId, Error = null };

                case ChangeOutcome.Refused { Reason: var reason }:
                    return Failed(step, reason.NextStep is null ? reason.Message : $"{reason.Message} {reason.NextStep}", reason.Status, reason.RequestId);

                case ChangeOutcome.NotVisibleYet early:
                    step = step with { State = StepState.WaitingForReplication, Status = early.Status, RequestId = early.RequestId };
                    await save(step);
                    if (!await replication.WaitAsync(cancellationToken))
                    {
                        return Failed(step, "Graph still does not know the object that this step changes. Check again in a few minutes.", early.Status, early.RequestId);
                    }

                    sends--;
                    look = false;
                    break;

                case ChangeOutcome.Uncertain lost:
                    step = step with { State = StepState.WaitingForReplication, Status = lost.Status, RequestId = lost.RequestId, Error = lost.Message };
                    await save(step);
                    look = true;

                    // Sending these again would do no harm, but what arrived may show late: give it growing time before each look.
                    if (!change.Traits().MakesAnother)
                    {
                        await replication.WaitAsync(cancellationToken);
                    }

                    break;

                case var other:
                    throw new InvalidOperationException($"Unknown outcome {other.GetType().Name}.");
            }
        }
    }

    /// <summary>What became of a step that was under way when somebody wanted the run to stop: it is looked for once, and never sent again.</summary>
    public async Task<OperationStep> LookOnceAsync(Tenant tenant, Actor actor, OperationStep step, PlannedChange change, CancellationToken cancellationToken) =>
        await executor.ObserveAsync(tenant, actor, change, cancellationToken) is ChangeObservation.InPlace there
            ? step with { State = StepState.Done, ObjectId = there.ObjectId ?? step.ObjectId, Error = null }
            : Failed(step, "Somebody stopped the run while this step was under way. It does not show; look again in a few minutes.", step.Status, step.RequestId);

    /// <summary>
    /// Only a created policy can be doubled by sending it again (a second service principal is refused, the rest sets a value), so only
    /// for that one "not there" has to hold for a while.
    /// </summary>
    private async Task<ChangeObservation> LookAsync(Tenant tenant, Actor actor, PlannedChange change, CancellationToken cancellationToken)
    {
        var waits = new Patience(time, options, change.Traits().MakesAnother ? options.UncertainWindow : TimeSpan.Zero);
        var patience = new Patience(time, options, options.ReplicationWindow);
        while (true)
        {
            var seen = await executor.ObserveAsync(tenant, actor, change, cancellationToken);
            if (seen is ChangeObservation.InPlace)
            {
                return seen;
            }

            var again = seen is ChangeObservation.NotInPlace
                ? await waits.WaitAsync(cancellationToken)
                : ((ChangeObservation.CannotTell)seen).Reason.Kind is UnreadableKind.Throttled or UnreadableKind.Unavailable && await patience.WaitAsync(cancellationToken);
            if (!again)
            {
                return seen;
            }
        }
    }

    private static OperationStep Failed(OperationStep step, string error, int? status, string? requestId) =>
        step with { State = StepState.Failed, Error = error, Status = status, RequestId = requestId };
}
