using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Fakes;

/// <summary>Scans as somebody has left them in the database.</summary>
public sealed class FakeScans : IScanService
{
    public List<ScanProgress> Scans { get; } = [];

    public List<IReadOnlyCollection<TenantId>?> Started { get; } = [];

    public List<Guid> Cancelled { get; } = [];

    public ScanStart? Answer { get; set; }

    public static ScanProgress Running(int total, int done = 0, int failed = 0, int throttled = 0, string by = "olive@fabrikam.example", ScanTrigger trigger = ScanTrigger.Request) => new(
        new Scan(
            Guid.NewGuid(),
            Some.Fabrikam.Id,
            trigger,
            new OperationActor(ActorKind.User, by, by, Some.Fabrikam.Id, PortalRole.Operator),
            Refresh: true,
            ScanState.Running,
            Some.Now.AddSeconds(-40),
            Some.Now.AddSeconds(-40)),
        total,
        done,
        failed,
        Blocked: 0,
        Reading: 0,
        throttled);

    public Task<ScanStart> StartAsync(Actor actor, IReadOnlyCollection<TenantId>? tenants, bool refresh, CancellationToken cancellationToken)
    {
        Started.Add(tenants);
        if (Answer is not null)
        {
            return Task.FromResult(Answer);
        }

        var progress = Running(tenants?.Count ?? 2, by: actor.Name);
        Scans.Add(progress);
        return Task.FromResult<ScanStart>(new ScanStart.Accepted(progress));
    }

    public Task<ScanStart> StartScheduledAsync(TenantId homeTenantId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ScanProgress?> FindAsync(Guid id, Actor actor, CancellationToken cancellationToken) => Task.FromResult(Scans.FirstOrDefault(progress => progress.Scan.Id == id));

    public Task<IReadOnlyList<ScanProgress>> ListAsync(Actor actor, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ScanProgress>>([.. Scans]);

    public Task<IReadOnlyList<ScanProgress>> RunningAsync(Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ScanProgress>>([.. Scans.Where(progress => !progress.Scan.IsFinished)]);

    public List<ScanItem> Items { get; } = [];

    public Task<IReadOnlyList<ScanItem>?> ItemsAsync(Guid id, Actor actor, ScanOutcome? outcome, int skip, int take, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ScanItem>?>([.. Items.Where(item => outcome is null || item.Result?.Outcome == outcome).Skip(skip).Take(take)]);

    public Task<ScanStop> CancelAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        Cancelled.Add(id);
        Change(id, progress => progress with { Scan = progress.Scan with { State = ScanState.Cancelled, FinishedAt = Some.Now } });
        return Task.FromResult<ScanStop>(new ScanStop.Stopped(Scans.Single(progress => progress.Scan.Id == id)));
    }

    public void Change(Guid id, Func<ScanProgress, ScanProgress> change)
    {
        var index = Scans.FindIndex(progress => progress.Scan.Id == id);
        Scans[index] = change(Scans[index]);
    }
}
