using Microsoft.Extensions.Time.Testing;
using PinResetPortal.Core;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Work.Rollouts;

public sealed class RolloutFollowerTests
{
    private static readonly TenantId Home = new(Guid.NewGuid());

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly Memory _memory = new();
    private readonly MemoryNotifications _news = new();
    private readonly FollowedScans _scans;
    private readonly RolloutFollower _follower;

    public RolloutFollowerTests()
    {
        _scans = new(_time);
        _follower = new(_scans, _memory, new NotificationTeller(_news, _news, _memory, _news, _time), _time);
    }

    [FactAttribute]
    public async Task Look_DevicesArriveOneByOne_EndsWithTheLastOneAndTellsTheCounts()
    {
        var step = await LookAsync(Begin());
        Assert.Equal((_time.GetUtcNow() + RolloutFollower.ScanPause, true), (step!.At, step.Rollout.ScanId is not null));
        var (actor, tenant, refresh) = Assert.Single(_scans.Started);
        Assert.Equal((ActorKind.Application, Home, PortalRole.Reader, TenantFactsBuilder.Tenant, true), (actor.Kind, actor.HomeTenantId, actor.Role, tenant, refresh));

        Answer(arrived: 1, of: 3);
        step = await LookAsync(step);
        Assert.Equal((Changed + TimeSpan.FromHours(1), (Guid?)null), (step!.At, step.Rollout.ScanId));
        Assert.Empty(_news.Told);

        Answer(arrived: 3, of: 3);
        Assert.Null(await LookAsync(await LookAsync(step)));
        var told = Assert.Single(_news.Told);
        Assert.Equal(new RolloutFinished(true, Changed, TenantStage.Ready), told.Notification!.Data);
        Assert.StartsWith("Contoso: rollout finished, 3 of 3 devices have the policy (read on 2026-11-01", told.Notification.Summary, StringComparison.Ordinal);
    }

    [FactAttribute]
    public async Task Look_NeverFinished_TellsItOnceAfterFourteenDays()
    {
        Answer(arrived: 2, of: 5, failed: 1);
        RolloutStep? step = Begin();
        var last = step.At;
        while (step is not null)
        {
            last = step.At;
            step = await LookAsync(step);
        }

        Assert.Equal(18, _scans.Started.Count);
        Assert.Equal(Changed + RolloutSchedule.Longest + RolloutFollower.ScanPause, last);
        Assert.Equal(
            "Contoso: rollout not finished after 14 days, 2 of 5 devices have the policy, 1 reported an error or a conflict (read on 2026-11-01 08:00 UTC).",
            Assert.Single(_news.Told).Notification!.Summary);
    }

    [FactAttribute]
    public async Task Look_ProvenBySignInWithDevicesAwaited_GoesOn()
    {
        Answer(arrived: 1, of: 3, stage: TenantStage.Proven);

        Assert.NotNull(await LookAsync(await LookAsync(Begin())));
        Assert.Empty(_news.Told);
    }

    [FactAttribute]
    public async Task Look_TenantIsNotReadyAnyMore_EndsWithoutAWord()
    {
        Answer(arrived: 1, of: 3, verdict: Verdict.NotReady);

        Assert.Null(await LookAsync(await LookAsync(Begin())));
        Assert.Empty(_news.Told);
    }

    [FactAttribute]
    public async Task Look_TenantIsGone_EndsWithoutAWord()
    {
        _scans.TenantIsGone = true;

        Assert.Null(await LookAsync(Begin()));
        Assert.Empty(_news.Told);
    }

    [FactAttribute]
    public async Task Look_ScanIsNotFinished_LooksForItAgainAndStartsNoOther()
    {
        Answer(arrived: 3, of: 3);
        var step = await LookAsync(Begin());
        _scans.State = ScanState.Running;
        var again = await LookAsync(step);

        Assert.Equal(step!.Rollout, again!.Rollout);
        Assert.Equal(_time.GetUtcNow() + RolloutFollower.ScanPause, again.At);
        Assert.Single(_scans.Started);
        Assert.Empty(_news.Told);
    }

    [FactAttribute]
    public async Task Look_DevicesWereNotRead_IsNeverFinished()
    {
        _memory.Answers.Add(new(TenantFactsBuilder.Tenant, "Contoso", Verdict.Ready, _time.GetUtcNow(), [], new(1, 1, 1, 1)));
        RolloutStep? step = Begin();
        while (step is not null)
        {
            step = await LookAsync(step);
        }

        Assert.Equal("Contoso: rollout not finished after 14 days, its devices were not read (read on 2026-11-01 08:00 UTC).", Assert.Single(_news.Told).Notification!.Summary);
    }

    private static DateTimeOffset Changed => new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

    private static RolloutStep Begin() => new(new(new TenantKey(Home, TenantFactsBuilder.Tenant), Changed), Changed + TimeSpan.FromMinutes(15));

    private async Task<RolloutStep?> LookAsync(RolloutStep? step)
    {
        Assert.NotNull(step);
        _time.SetUtcNow(step.At > _time.GetUtcNow() ? step.At : _time.GetUtcNow());
        return await _follower.LookAsync(step.Rollout, TestContext.Current.CancellationToken);
    }

    private void Answer(int arrived, int of, int failed = 0, Verdict verdict = Verdict.Ready, TenantStage? stage = null)
    {
        var devices = new Rollout(of, of, of, 0, arrived, failed, of - arrived, Reports: true);
        _memory.Answers.Add(new(TenantFactsBuilder.Tenant, "Contoso", verdict, _time.GetUtcNow(), [], new(1, 1, 1, 1))
        {
            Devices = devices,
            Stage = stage ?? Stages.Of(verdict, new Fact<Rollout>.Known(devices)),
        });
    }
}
