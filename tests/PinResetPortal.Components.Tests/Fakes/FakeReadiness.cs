using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Fakes;

public sealed class FakeReadiness : IReadinessService, IReadinessStore
{
    public Dictionary<TenantId, TenantReadiness> Answers { get; } = [];

    /// <summary>Newest first.</summary>
    public List<ReadinessMark> History { get; } = [];

    public Dictionary<TenantId, TaskCompletionSource> Gates { get; } = [];

    public Exception? Failure { get; set; }

    public List<(TenantId TenantId, bool Refresh)> Calls { get; } = [];

    public List<TenantId> Cancelled { get; } = [];

    /// <summary>Whoever waits for the last reading.</summary>
    public IReadPacer? Pacer { get; private set; }

    public Task<TenantReadiness?> GetAsync(TenantId tenantId, Actor actor, bool refresh, IReadPacer pacer, CancellationToken cancellationToken)
    {
        Pacer = pacer;
        return GetAsync(tenantId, actor, refresh, cancellationToken);
    }

    public async Task<TenantReadiness?> GetAsync(TenantId tenantId, Actor actor, bool refresh, CancellationToken cancellationToken)
    {
        Calls.Add((tenantId, refresh));
        if (Gates.TryGetValue(tenantId, out var gate))
        {
            try
            {
                await gate.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Cancelled.Add(tenantId);
                throw;
            }
        }

        return Failure is not null ? throw Failure : Answers.GetValueOrDefault(tenantId);
    }

    public Task<TenantReadiness> SaveAsync(TenantId homeTenantId, TenantReadiness readiness, CancellationToken cancellationToken)
    {
        Answers[readiness.TenantId] = readiness;
        return Task.FromResult(readiness);
    }

    public Task<TenantReadiness?> LatestAsync(TenantKey key, CancellationToken cancellationToken) =>
        Task.FromResult(Answers.GetValueOrDefault(key.Tenant));

    public Task<IReadOnlyDictionary<TenantId, ReadinessMark>> LatestMarksAsync(TenantId homeTenantId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<TenantId, ReadinessMark>>(Answers.ToDictionary(answer => answer.Key, answer => MarkOf(answer.Value)));

    public Task<IReadOnlyList<ReadinessMark>> HistoryAsync(TenantKey key, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ReadinessMark>>([.. History.Where(mark => mark.TenantId == key.Tenant).Take(limit)]);

    public Task<IReadOnlyDictionary<TenantId, ReadinessMark>> MarksAtAsync(TenantId homeTenantId, DateTimeOffset at, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<TenantId, ReadinessMark>>(History.Where(mark => mark.ReadAt <= at).DistinctBy(mark => mark.TenantId).ToDictionary(mark => mark.TenantId));

    private static ReadinessMark MarkOf(TenantReadiness readiness) => new(
        readiness.TenantId,
        readiness.Verdict,
        readiness.ReadAt,
        [.. readiness.Findings.Where(assessed => assessed.Finding.Status == PinResetPortal.Core.Findings.FindingStatus.Broken).Select(assessed => assessed.Finding.CheckId)]);
}
