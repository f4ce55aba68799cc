using PinResetPortal.Core.Remediation;

namespace PinResetPortal.Work.Operations;

/// <summary>Puts the ids of objects that earlier steps made into the steps that name them.</summary>
internal static class ChangeReferences
{
    /// <summary>Ids of the objects that the steps of a run have made or changed so far, by step id.</summary>
    public static IReadOnlyDictionary<string, string> CreatedBy(Operation operation) =>
        operation.Steps.Where(step => step.ObjectId is not null).ToDictionary(step => step.Planned.Id, step => step.ObjectId!, StringComparer.Ordinal);

    /// <summary>Whether what <paramref name="earlier"/> did can't be seen any more once <paramref name="later"/> is done: the object is gone, is back, or has the same part written over.</summary>
    public static bool Supersedes(PlannedChange later, PlannedChange earlier)
    {
        var (then, before) = (later.Traits(), earlier.Traits());
        return then.Subject is { } subject && subject.Equals(before.Subject, StringComparison.OrdinalIgnoreCase)
            && (then.Removes || later.GetType() == earlier.GetType() || (before.Removes && then.BringsBack));
    }

    /// <param name="created">Object ids by step id.</param>
    public static PlannedChange Resolve(PlannedChange change, IReadOnlyDictionary<string, string> created) =>
        change.Traits().Open is { } open && open.Reference.Resolve(created) is var known && known != open.Reference ? open.At(known) : change;

    /// <summary>Whether every object that the change names is known.</summary>
    public static bool AreResolved(PlannedChange change) => change.Traits().Open is not { Reference.Id: null };
}
