using System.Collections.Concurrent;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Benchmarks.Overview;

/// <summary>The portal's own store, with a note of each question that the page asks for its counts and rows.</summary>
internal sealed class RecordingOverview(IOverviewStore store, TimeProvider time) : IOverviewStore
{
    private readonly ConcurrentQueue<OverviewQuestion> _questions = new();

    /// <summary>What was asked since the last time, in the order of the answers.</summary>
    public IReadOnlyList<OverviewQuestion> Take()
    {
        var taken = new List<OverviewQuestion>();
        while (_questions.TryDequeue(out var question))
        {
            taken.Add(question);
        }

        return taken;
    }

    public Task<OverviewCounts> CountAsync(TenantId homeTenantId, OverviewQuery query, DateTimeOffset now, CancellationToken cancellationToken) =>
        RecordAsync(() => store.CountAsync(homeTenantId, query, now, cancellationToken), _ => 0);

    public Task<IReadOnlyList<OverviewFault>> FaultsAsync(TenantId homeTenantId, OverviewQuery query, DateTimeOffset now, CancellationToken cancellationToken) =>
        RecordAsync(() => store.FaultsAsync(homeTenantId, query, now, cancellationToken), _ => 0);

    public Task<IReadOnlyList<OverviewRow>> PageAsync(TenantId homeTenantId, OverviewQuery query, DateTimeOffset now, int skip, int take, CancellationToken cancellationToken) =>
        RecordAsync(() => store.PageAsync(homeTenantId, query, now, skip, take, cancellationToken), rows => rows.Count);

    public Task ReadAllAsync(TenantId homeTenantId, OverviewQuery query, DateTimeOffset now, Func<OverviewRow, Task> write, CancellationToken cancellationToken) =>
        store.ReadAllAsync(homeTenantId, query, now, write, cancellationToken);

    public Task<IReadOnlyList<TenantId>> IdsAsync(TenantId homeTenantId, OverviewQuery query, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.IdsAsync(homeTenantId, query, now, cancellationToken);

    public Task<IReadOnlyList<string>> TagsAsync(TenantId homeTenantId, CancellationToken cancellationToken) => store.TagsAsync(homeTenantId, cancellationToken);

    public Task<CheckChanges> ChangesAsync(
        TenantId homeTenantId, TenantId? tenantId, IReadOnlyCollection<string> checks, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        store.ChangesAsync(homeTenantId, tenantId, checks, since, limit, cancellationToken);

    public Task<IReadOnlyList<FleetDay>> DaysAsync(TenantId homeTenantId, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        store.DaysAsync(homeTenantId, from, to, cancellationToken);

    private async Task<T> RecordAsync<T>(Func<Task<T>> ask, Func<T, int> rows)
    {
        var started = time.GetTimestamp();
        var result = await ask();
        _questions.Enqueue(new(started, time.GetTimestamp(), rows(result)));
        return result;
    }
}

/// <param name="Rows">How many rows the answer held; 0 for counts.</param>
internal sealed record OverviewQuestion(long Started, long Ended, int Rows);
