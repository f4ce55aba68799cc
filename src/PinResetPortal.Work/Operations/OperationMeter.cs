using System.Diagnostics.Metrics;
using PinResetPortal.Work.Background;

namespace PinResetPortal.Work.Operations;

/// <summary>The metric <c>pinreset.operation.duration</c>: how long runs took from their start to their end, whoever saw it.</summary>
internal sealed class OperationMeter(IMeterFactory meters)
{
    private readonly Histogram<double> _duration = meters.Create(WorkMeter.Name).CreateHistogram<double>(
        "pinreset.operation.duration", "s", "How long runs took, from their start to their end, by kind and state.");

    /// <summary>After each save of a run: one that has not ended says nothing.</summary>
    public void Saved(Operation operation)
    {
        if (operation.IsFinished)
        {
            _duration.Record((operation.UpdatedAt - operation.CreatedAt).TotalSeconds, Tag.Of("kind", operation.Kind), Tag.Of("state", operation.State));
        }
    }
}
