using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Claims;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PinResetPortal.Core;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Templates;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Work.Operations;

/// <summary>A run as work of the engine: who goes on with it after a death or a stop, and what ends it early, wherever it waits.</summary>
public sealed class OperationWorkTests : IDisposable
{
    private readonly ImpatientTime _time = new();
    private readonly OwnMeters _meters = new();
    private readonly SimulatedTenant _tenant;
    private readonly Memory _memory = new();
    private readonly NotedBackground _background = new();
    private readonly Starters _starters = new(new NotedSignIns());
    private readonly RemediationService _service;
    private readonly OperationWork _work;

    public OperationWorkTests()
    {
        _tenant = new(_time)
        {
            Facts = TenantFactsBuilder.Healthy() with
            {
                PinResetService = new ServicePrincipalFacts(ServicePrincipalPresence.Absent),
                PinResetClient = new ServicePrincipalFacts(ServicePrincipalPresence.Absent),
                ConfigurationPolicies = TenantFactsBuilder.Policies(),
            },
        };
        var checks = new CheckCatalog([new PinResetServiceConsentCheck(), new PinResetClientConsentCheck(), new UserAccessCheck(), new PinRecoveryPolicyCheck(), new PolicyConflictCheck()]);
        var planner = new RemediationPlanner(checks, [new RepairPinResetService(), new RepairPinResetClient(), new TurnOnPinRecovery(new PolicyTemplates(new PolicyTemplateOptions()))], _tenant);
        var readiness = new ReadinessService(_memory, _tenant, checks, planner, _memory, _memory);
        var meter = new OperationMeter(_meters);
        _service = new(_memory, _tenant, planner, checks, _tenant, _memory, _background, _starters, new ShownPlans(_time), _memory, meter, _time, NullLogger<RemediationService>.Instance);
        var runner = new OperationRunner(_memory, _memory, _memory, _tenant, readiness, planner, _tenant, checks, _memory, _memory, meter, _time, Options.Create(new RunnerOptions()), NullLogger<OperationRunner>.Instance);
        _work = new(_memory, runner, _starters, _time, NullLogger<OperationWork>.Instance);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _meters.Dispose();

    [FactAttribute]
    public async Task Run_Ended_IsMeasuredOnceByKindAndState()
    {
        using var duration = new MetricCollector<double>(_meters, WorkMeter.Name, "pinreset.operation.duration");
        var operation = await StartAsync(ActorKind.User);
        await _work.RunAsync(OperationWork.IdOf(operation).ToString(), Cancellation);

        var one = Assert.Single(duration.GetMeasurementSnapshot());
        Assert.Equal(("fix", "verified"), (one.Tags["kind"], one.Tags["state"]));
    }

    [FactAttribute]
    public async Task Cancel_NotBegun_IsMeasuredThoughNobodyRanIt()
    {
        using var duration = new MetricCollector<double>(_meters, WorkMeter.Name, "pinreset.operation.duration");
        var operation = await StartAsync(ActorKind.User);
        await _service.CancelAsync(operation.Id, Actor(ActorKind.User), Cancellation);

        Assert.Equal("cancelled", Assert.Single(duration.GetMeasurementSnapshot()).Tags["state"]);
    }

    [FactAttribute]
    public async Task Run_StepsAndVerification_AreSpansBelowIt()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name == WorkMeter.Name, Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = spans.Enqueue };
        ActivitySource.AddActivityListener(listener);
        var operation = await StartAsync(ActorKind.User);
        using var root = WorkMeter.Spans.StartActivity("test")!;

        await _work.RunAsync(OperationWork.IdOf(operation).ToString(), Cancellation);

        Assert.Equal(
            [.. operation.Steps.Select(_ => "operation.step"), "operation.verify"],
            spans.Where(span => span.TraceId == root.TraceId && span.ParentSpanId == root.SpanId).Select(span => span.OperationName));
    }

    [FactAttribute]
    public async Task Start_RowIsThere_HasItsFiringInTheLaneOfSingleRepairs()
    {
        var operation = await StartAsync(ActorKind.User);

        Assert.Equal(new WorkItem(new("operation", $"{operation.HomeTenantId}/{operation.Id}/0"), "repair", Here: true), Assert.Single(_background.Started));
    }

    [FactAttribute]
    public async Task Open_KilledBetweenRowAndFiring_IsFoundAndRuns()
    {
        var operation = await StartAsync(ActorKind.User);
        _background.Started.Clear();

        var open = Assert.Single(await _work.OpenAsync(Cancellation));
        await _work.RunAsync(open.Key.Id, Cancellation);

        Assert.Equal(OperationState.Verified, (await FindAsync(operation)).State);
        Assert.Empty(await _work.OpenAsync(Cancellation));
    }

    [Theory]
    [InlineData(OperationState.Running)]
    [InlineData(OperationState.Verifying)]
    public async Task Run_OfAPersonWhoseInstanceDied_WaitsForSomebodyAndSendsNothing(OperationState state)
    {
        var operation = await DiedAsync(ActorKind.User, state);

        await RunAsync(operation);

        Assert.True((await FindAsync(operation)).Interrupted);
        Assert.Empty(_tenant.Arrived);
        Assert.Empty(await _work.OpenAsync(Cancellation));
        await RunAsync(operation);
        Assert.Empty(_tenant.Arrived);

        Assert.IsType<StartResult.Accepted>(await _service.ResumeAsync(operation.Id, Actor(ActorKind.User), Cancellation));
        Assert.Equal(2, _background.Started.Count);
        await RunAsync(operation);
        Assert.Equal(OperationState.Verified, (await FindAsync(operation)).State);
    }

    [FactAttribute]
    public async Task Run_OfAnApplicationWhoseInstanceDied_GoesOn()
    {
        var operation = await DiedAsync(ActorKind.Application, OperationState.Running);

        await RunAsync(operation);

        Assert.Equal(OperationState.Verified, (await FindAsync(operation)).State);
    }

    [FactAttribute]
    public async Task Run_ThatSomebodyWantedToStopBeforeItsInstanceDied_Ends()
    {
        var operation = await DiedAsync(ActorKind.User, OperationState.Running);
        await _memory.RequestCancelAsync(operation.Id, true, Cancellation);

        await RunAsync(operation);

        var ended = await FindAsync(operation);
        Assert.Equal((OperationState.Cancelled, false), (ended.State, ended.Interrupted));
        Assert.Empty(_tenant.Arrived);
    }

    [FactAttribute]
    public async Task Stop_OfTheInstance_FinishesTheStepAtHandAndTheNextOneGoesOnWithThePersonsRun()
    {
        var operation = await StartAsync(ActorKind.User);
        using var stop = new CancellationTokenSource();
        _tenant.Next(apply =>
        {
            stop.Cancel();
            return apply();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _work.RunAsync(OperationWork.IdOf(operation).ToString(), stop.Token));

        var left = await FindAsync(operation);
        Assert.Equal((true, false, OperationState.Running), (left.MayGoOn, left.Interrupted, left.State));
        Assert.Equal([StepState.Done, StepState.Pending], left.Steps.Take(2).Select(step => step.State));
        Assert.Single(_memory.Audit, record => record.Action == AuditActions.RemediationStep);
        await RunAsync(operation);
        var ended = await FindAsync(operation);
        Assert.Equal((OperationState.Verified, false), (ended.State, ended.MayGoOn));
        Assert.Equal(4, _tenant.Arrived.Count);
    }

    [FactAttribute]
    public async Task Instance_ThatSleptWhileAnotherOneTookTheRun_SendsNothingMore()
    {
        var operation = await StartAsync(ActorKind.Application);
        _tenant.Next(apply =>
        {
            // The sleeper wakes up when the other one is through with it.
            var outcome = apply();
            RunAsync(operation).GetAwaiter().GetResult();
            return outcome;
        });

        await RunAsync(operation);

        Assert.Equal(OperationState.Verified, (await FindAsync(operation)).State);
        Assert.Equal(4, _tenant.Arrived.Count);
    }

    [FactAttribute]
    public async Task Cancel_WhileItWaitsToSeeTheRepair_EndsItAndSaysThatEveryStepWasAccepted()
    {
        var operation = await StartAsync(ActorKind.User);
        using var wake = new CancellationTokenSource();
        _background.OnWake = _ => wake.Cancel();
        var (reads, before) = (0, _tenant.Facts);
        _tenant.BeforeRead = _ =>
        {
            // The second read is the first look at the result, and does not see it yet.
            if (++reads == 2)
            {
                _tenant.Facts = before;
                Assert.IsType<StartResult.Accepted>(_service.CancelAsync(operation.Id, Actor(ActorKind.User), Cancellation).Result);
            }
        };

        await _work.RunAsync(OperationWork.IdOf(operation).ToString(), wake.Token);

        var ended = await FindAsync(operation);
        Assert.Equal(OperationState.Cancelled, ended.State);
        Assert.StartsWith("Cancelled after the last step", ended.Error, StringComparison.Ordinal);
        Assert.All(ended.Steps, step => Assert.Equal(StepState.Done, step.State));
        Assert.Equal(OperationWork.KeyOf(operation), Assert.Single(_background.Woken));
    }

    [Theory]
    [InlineData(true, StepState.Done, 1)]
    [InlineData(false, StepState.Failed, 0)]
    public async Task Cancel_WhileALostAnswerIsAwaited_LooksOnceSendsNothingMoreAndSaysWhatItFound(bool arrived, StepState expected, int changes)
    {
        var operation = await StartAsync(ActorKind.User);
        using var wake = new CancellationTokenSource();
        _background.OnWake = _ => wake.Cancel();
        _tenant.Next(apply =>
        {
            if (arrived)
            {
                apply();
            }

            Assert.IsType<StartResult.Accepted>(_service.CancelAsync(operation.Id, Actor(ActorKind.User), Cancellation).Result);
            return new ChangeOutcome.Uncertain("connection dropped", null, null);
        });

        await _work.RunAsync(OperationWork.IdOf(operation).ToString(), wake.Token);

        var ended = await FindAsync(operation);
        Assert.Equal(OperationState.Cancelled, ended.State);
        Assert.Equal((expected, StepState.Skipped), (ended.Steps[0].State, ended.Steps[1].State));
        Assert.Equal(changes, _tenant.Arrived.Count);
    }

    [FactAttribute]
    public async Task Save_FailsTwice_TheNextLookFindsItAndAPersonCanFinishIt()
    {
        var operation = await StartAsync(ActorKind.User);
        _memory.DieAtSave = 2;
        await Assert.ThrowsAsync<ProcessKilledException>(() => RunAsync(operation));
        _memory.DieAtSave = null;

        await RunAsync(Assert.Single(await _work.OpenAsync(Cancellation)).Key.Id);
        Assert.True((await FindAsync(operation)).Interrupted);
        await _service.ResumeAsync(operation.Id, Actor(ActorKind.User), Cancellation);
        await RunAsync(operation);

        Assert.Equal(OperationState.Verified, (await FindAsync(operation)).State);
        Assert.Equal(4, _tenant.Arrived.Count);
    }

    private static Actor Actor(ActorKind kind) => new(kind, "oid", "olive@contoso.example", TenantId.Parse("11111111-1111-4111-8111-111111111111"), PortalRole.Operator, new ClaimsPrincipal());

    private async Task<Operation> StartAsync(ActorKind kind)
    {
        var plan = Assert.IsType<PlanResult.Planned>(await _service.PlanAsync(TenantFactsBuilder.Tenant, Actor(kind), null, new(), Cancellation)).Plan;
        return Assert.IsType<StartResult.Accepted>(await _service.StartAsync(TenantFactsBuilder.Tenant, Actor(kind), null, new(), plan.Hash, Cancellation)).Operation;
    }

    /// <summary>A run that was under way when its instance died.</summary>
    private async Task<Operation> DiedAsync(ActorKind kind, OperationState state) =>
        await _memory.TrySaveAsync(await StartAsync(kind) with { State = state }, Cancellation) ?? throw new InvalidOperationException();

    private Task RunAsync(Operation operation) => RunAsync(OperationWork.IdOf(operation).ToString());

    private Task RunAsync(string id) => _work.RunAsync(id, CancellationToken.None);

    private async Task<Operation> FindAsync(Operation operation) => (await _memory.FindAsync(operation.HomeTenantId, operation.Id, Cancellation))!;
}
