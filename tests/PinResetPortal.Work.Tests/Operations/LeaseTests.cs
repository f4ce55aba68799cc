using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PinResetPortal.Core;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Operations;

/// <summary>Several instances over one database: whose run is alive, and who takes over what is dead.</summary>
public sealed class LeaseTests : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly Actor Application = new(ActorKind.Application, "app", "app", TenantId.Parse("11111111-1111-4111-8111-111111111111"), PortalRole.Operator, new());

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero));
    private readonly Memory _memory = new();
    private readonly OperationQueue _queue = new();
    private readonly CancellationTokenSource _stopping = new();

    public void Dispose() => _stopping.Dispose();

    [FactAttribute]
    public async Task Recover_RunOfAnInstanceThatLives_IsLeftAlone()
    {
        var operation = await AddAsync(ActorKind.User);

        _time.Advance(Lease - TimeSpan.FromSeconds(1));
        await Dispatcher().RecoverAsync(CancellationToken.None);
        Assert.False((await FindAsync(operation)).Interrupted);

        _time.Advance(TimeSpan.FromSeconds(1));
        await Dispatcher().RecoverAsync(CancellationToken.None);
        Assert.True((await FindAsync(operation)).Interrupted);
    }

    [FactAttribute]
    public async Task Recover_RunThatThisProcessHolds_IsNotDeadHoweverSilent()
    {
        var operation = await AddAsync(ActorKind.Application);
        _queue.Enqueue(operation.Id, Application);

        _time.Advance(Lease * 5);
        await Dispatcher().RecoverAsync(CancellationToken.None);

        Assert.False((await FindAsync(operation)).Interrupted);
    }

    [FactAttribute]
    public async Task Recover_RunThatWaitsForItsPerson_IsMarkedOnce()
    {
        var operation = await AddAsync(ActorKind.User);
        _time.Advance(Lease);
        await Dispatcher().RecoverAsync(CancellationToken.None);
        var marked = (await FindAsync(operation)).Revision;

        _time.Advance(Lease * 2);
        await Dispatcher().RecoverAsync(CancellationToken.None);

        Assert.Equal(marked, (await FindAsync(operation)).Revision);
    }

    [FactAttribute]
    public async Task Recover_TwoInstancesAtOnce_OneTakesTheRun()
    {
        var operation = await AddAsync(ActorKind.Application);
        _time.Advance(Lease);
        _memory.BeforeSave = () =>
        {
            _memory.BeforeSave = null;
            return _memory.SaveAsync(operation, CancellationToken.None);
        };

        await Dispatcher().RecoverAsync(CancellationToken.None);

        Assert.Empty(_queue.Held);
    }

    [FactAttribute]
    public async Task Run_WhileItHoldsARun_TellsTheOthersBeforeTheLeaseEnds()
    {
        var operation = await AddAsync(ActorKind.User);
        _queue.Enqueue(operation.Id, Application);
        var touched = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _memory.Touched = touched.SetResult;

        // The run itself hangs for as long as this test looks: nothing but the beat may tell of it.
        var beating = LeaseLoop.RunAsync(Lease, _time, _ => _memory.TouchAsync(_queue.Held, _time.GetUtcNow(), CancellationToken.None), _ => { }, _stopping.Token);
        _time.Advance(Lease / 4);
        await touched.Task.WaitAsync(TestContext.Current.CancellationToken);
        await _stopping.CancelAsync();
        await beating;

        Assert.Equal(_time.GetUtcNow(), (await FindAsync(operation)).UpdatedAt);
    }

    [FactAttribute]
    public async Task Run_BeatThatFails_IsToldAndTheNextOneComes()
    {
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var beats = 0;
        var beating = LeaseLoop.RunAsync(Lease, _time, BeatAsync, problem => told.SetResult(problem.Message), _stopping.Token);
        _time.Advance(Lease / 4);
        Assert.Equal("away", await told.Task.WaitAsync(TestContext.Current.CancellationToken));
        _time.Advance(Lease / 4);
        await second.Task.WaitAsync(TestContext.Current.CancellationToken);
        await _stopping.CancelAsync();
        await beating;

        Task BeatAsync(CancellationToken stopping)
        {
            if (++beats == 1)
            {
                throw new InvalidOperationException("away");
            }

            second.SetResult();
            return Task.CompletedTask;
        }
    }

    private OperationDispatcher Dispatcher() => new(
        _queue, null!, _memory, _time, Options.Create(new RunnerOptions { Lease = Lease }), NullLogger<OperationDispatcher>.Instance);

    private async Task<Operation> AddAsync(ActorKind kind)
    {
        var operation = new Operation(
            Guid.NewGuid(), TenantFactsBuilder.Tenant, OperationKind.Fix, OperationState.Running, "hash", [], new PolicyChoice(), [],
            new(kind, "id", "name", Application.HomeTenantId, PortalRole.Operator), _time.GetUtcNow(), _time.GetUtcNow());
        Assert.True(await _memory.TryAddAsync(operation, CancellationToken.None));
        return operation;
    }

    private async Task<Operation> FindAsync(Operation operation) => (await _memory.FindAsync(operation.Id, CancellationToken.None))!;
}
