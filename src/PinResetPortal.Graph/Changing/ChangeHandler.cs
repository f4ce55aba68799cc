using PinResetPortal.Core.Remediation;
using PinResetPortal.Graph.Access;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Graph.Changing;

/// <summary>Everything about one kind of <see cref="PlannedChange"/>: its request, its odd answers, and how to see that it is done.</summary>
internal interface IChangeHandler
{
    Type Kind { get; }

    /// <summary>What must be allowed for the write.</summary>
    GraphFeature Feature { get; }

    /// <summary>The object that the change is about; null for creations.</summary>
    ObjectReference? Target(PlannedChange change);

    PlannedRequest Describe(PlannedChange change);

    /// <summary>Reads an answer that means something special for this kind; null leaves it to the common rules.</summary>
    Task<ChangeOutcome?> InterpretAsync(PlannedChange change, WriteAnswer answer, ObjectLookup lookup, CancellationToken cancellationToken);

    Task<ChangeObservation> ObserveAsync(PlannedChange change, ObjectLookup lookup, CancellationToken cancellationToken);
}

internal abstract class ChangeHandler<TChange> : IChangeHandler
    where TChange : PlannedChange
{
    protected static readonly ChangeObservation NotInPlace = new ChangeObservation.NotInPlace();

    public Type Kind => typeof(TChange);

    public abstract GraphFeature Feature { get; }

    public ObjectReference? Target(PlannedChange change) => Target((TChange)change);

    public PlannedRequest Describe(PlannedChange change) => Describe((TChange)change);

    public Task<ChangeOutcome?> InterpretAsync(PlannedChange change, WriteAnswer answer, ObjectLookup lookup, CancellationToken cancellationToken) =>
        InterpretAsync((TChange)change, answer, lookup, cancellationToken);

    public Task<ChangeObservation> ObserveAsync(PlannedChange change, ObjectLookup lookup, CancellationToken cancellationToken) =>
        ObserveAsync((TChange)change, lookup, cancellationToken);

    protected abstract ObjectReference? Target(TChange change);

    protected abstract PlannedRequest Describe(TChange change);

    protected virtual Task<ChangeOutcome?> InterpretAsync(TChange change, WriteAnswer answer, ObjectLookup lookup, CancellationToken cancellationToken) =>
        Task.FromResult<ChangeOutcome?>(null);

    protected abstract Task<ChangeObservation> ObserveAsync(TChange change, ObjectLookup lookup, CancellationToken cancellationToken);

    /// <summary>An id for a path; a step placeholder stays readable.</summary>
    protected static string InPath(ObjectReference reference) => reference.Id is { } id ? Uri.EscapeDataString(id) : reference.ToString();
}
