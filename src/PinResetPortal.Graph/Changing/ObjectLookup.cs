using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.Reading;

namespace PinResetPortal.Graph.Changing;

/// <summary>Looks single things up before or after a change, with the same patience as every read.</summary>
internal sealed class ObjectLookup(GraphConnection connection, BatchReader batches, RetryPause pause, GraphOptions options, Refusals refusals)
{
    public async Task<IReadOnlyList<BatchAnswer>> GetAsync(GraphVersion version, CancellationToken cancellationToken, params string[] paths)
    {
        var read = await batches.ReadAsync(connection, version, [.. paths.Select(path => new BatchItem(path, path))], pause, options.MaxPages, cancellationToken);
        return [.. paths.Select(path => read.Answers[path])];
    }

    /// <summary>One object of v1.0 or beta, judged; 404 is judged by the caller's <paramref name="whenAbsent"/>.</summary>
    public async Task<ChangeObservation> ObserveAsync(
        GraphVersion version, string path, GraphFeature feature, ChangeObservation whenAbsent, Func<BatchAnswer, ChangeObservation> judge, CancellationToken cancellationToken)
    {
        var answer = (await GetAsync(version, cancellationToken, path))[0];
        return answer.Succeeded ? judge(answer)
            : answer.Status == 404 ? whenAbsent
            : new ChangeObservation.CannotTell(Explain(answer, feature));
    }

    public UnreadableReason Explain(BatchAnswer answer, GraphFeature feature) => refusals.Reading(answer, feature);
}
