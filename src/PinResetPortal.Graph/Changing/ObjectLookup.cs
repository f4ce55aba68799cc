using PinResetPortal.Graph.Reading;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Graph.Changing;

/// <summary>Looks single things up before or after a change, with the same patience and the same strictness as every read.</summary>
internal sealed class ObjectLookup(Answers answers)
{
    /// <param name="whenAbsent">What Graph's own 404 means, for an object that is addressed by its id; null for a list, which is never absent.</param>
    public async Task<ChangeObservation> ObserveAsync<T>(GraphRequest<T> request, ChangeObservation? whenAbsent, Func<T, ChangeObservation> judge, CancellationToken cancellationToken)
    {
        await answers.AskAsync([request], cancellationToken);
        return whenAbsent is not null && answers.SaysAbsent(request) ? whenAbsent
            : answers.Fact(request).IsKnown(out var value, out var reason) ? judge(value)
            : new ChangeObservation.CannotTell(reason);
    }

    /// <summary>Asks for two things that are judged together; both are of one object.</summary>
    public async Task<ChangeObservation> ObserveAsync<T, TOther>(
        GraphRequest<T> request, GraphRequest<TOther> other, ChangeObservation whenAbsent, Func<T, TOther, ChangeObservation> judge, CancellationToken cancellationToken)
    {
        await answers.AskAsync([request, other], cancellationToken);
        return answers.SaysAbsent(request) ? whenAbsent
            : answers.Fact(request).IsKnown(out var one, out var reason) && answers.Fact(other).IsKnown(out var two, out reason) ? judge(one, two)
            : new ChangeObservation.CannotTell(reason);
    }
}
