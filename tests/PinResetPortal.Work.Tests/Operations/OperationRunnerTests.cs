using System.Security.Claims;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PinResetPortal.Core;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Templates;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Work.Operations;

public sealed class OperationRunnerTests
{
    private readonly ImpatientTime _time = new();
    private readonly SimulatedTenant _tenant;
    private readonly Memory _memory = new();
    private readonly NotedBackground _background = new();
    private readonly Starters _starters = new(new NotedSignIns());
    private readonly RemediationService _service;
    private readonly OperationRunner _runner;

    public OperationRunnerTests()
    {
        _tenant = new(_time) { Facts = NothingThere() };
        var checks = new CheckCatalog(
            [new PinResetServiceConsentCheck(), new PinResetClientConsentCheck(), new UserAccessCheck(), new PinRecoveryPolicyCheck(), new PolicyConflictCheck(), new HelloEnabledCheck()]);
        var planner = new RemediationPlanner(checks, [new RepairPinResetService(), new RepairPinResetClient(), new OpenUserAccess(), new TurnOnPinRecovery(new PolicyTemplates(new PolicyTemplateOptions()))], _tenant);
        var readiness = new ReadinessService(_memory, _tenant, checks, planner, _memory, _memory);
        _service = new(_memory, _tenant, planner, checks, _tenant, _memory, _background, _starters, new ShownPlans(_time), _memory, new OperationMeter(new OwnMeters()), _time, NullLogger<RemediationService>.Instance);
        _runner = new(_memory, _memory, _memory, _tenant, readiness, planner, _tenant, checks, _memory, _memory, new OperationMeter(new OwnMeters()), _time, Options.Create(new RunnerOptions()), NullLogger<OperationRunner>.Instance);
    }

    [FactAttribute]
    public async Task Run_NothingThere_EndsVerifiedWithExactlyThePlannedChanges()
    {
        var operation = await StartAsync();
        await RunAsync(operation);

        var ended = await FindAsync(operation.Id);
        Assert.Equal(OperationState.Verified, ended.State);
        Assert.Equal(Verdict.Ready, ended.Verdict);
        Assert.All(ended.Steps, step => Assert.Equal(StepState.Done, step.State));
        Assert.Equal(
            [nameof(PlannedChange.CreateServicePrincipal), nameof(PlannedChange.CreateServicePrincipal), nameof(PlannedChange.CreateConfigurationPolicy), nameof(PlannedChange.AssignPolicy)],
            _tenant.Arrived.Select(change => change.GetType().Name));
    }

    [FactAttribute]
    public async Task Run_Always_RecordsIntentBeforeTheFirstChangeAndOutcomeAtTheEnd()
    {
        var operation = await StartAsync();
        _tenant.Next(apply =>
        {
            Assert.Equal([AuditActions.RemediationIntent], _memory.Audit.Select(record => record.Action));
            return apply();
        });
        await RunAsync(operation);

        Assert.Equal(AuditActions.RemediationOutcome, _memory.Audit[^1].Action);
        Assert.Equal(4, _memory.Audit.Count(record => record.Action == AuditActions.RemediationStep));
        Assert.Equal(OperationState.Verified, (await FindAsync(operation.Id)).State);
    }

    [FactAttribute]
    public async Task Run_VerifiedAndDevicesDoNotHaveItYet_IsFollowed()
    {
        await RunAsync(await StartAsync());

        Assert.Equal([TenantFactsBuilder.Tenant], _memory.Followed);
    }

    [FactAttribute]
    public async Task Run_NothingLeftToFollow_IsNotFollowed()
    {
        // Every device has it already.
        _tenant.Facts = TenantFactsBuilder.Healthy() with { PinResetService = new ServicePrincipalFacts(ServicePrincipalPresence.Absent) };
        await RunAsync(await StartAsync());
        Assert.Equal(OperationState.Verified, _memory.States[^1]);

        // No device is reached.
        _tenant.Facts = NothingThere() with { Devices = TenantFactsBuilder.Devices() };
        await RunAsync(await StartAsync());
        Assert.Equal(OperationState.Verified, _memory.States[^1]);

        // Not verified.
        _tenant.Facts = NothingThere();
        _tenant.ReplicationDelay = TimeSpan.FromHours(1);
        await RunAsync(await StartAsync());
        Assert.NotEqual(OperationState.Verified, _memory.States[^1]);

        Assert.Empty(_memory.Followed);
    }

    [FactAttribute]
    public async Task Run_SlowReplication_WaitsAndEndsVerified()
    {
        _tenant.ReplicationDelay = TimeSpan.FromSeconds(20);
        var operation = await StartAsync();
        await RunAsync(operation);

        Assert.Equal(OperationState.Verified, (await FindAsync(operation.Id)).State);
        Assert.Single(_tenant.Arrived.OfType<PlannedChange.CreateConfigurationPolicy>());
    }

    [FactAttribute]
    public async Task Run_ReplicationNeverShowsIt_EndsNotYetVisible()
    {
        _tenant.Facts = TenantFactsBuilder.Healthy() with { PinResetService = new ServicePrincipalFacts(ServicePrincipalPresence.Absent) };
        _tenant.ReplicationDelay = TimeSpan.FromHours(1);
        var operation = await StartAsync();
        await RunAsync(operation);

        var ended = await FindAsync(operation.Id);
        Assert.Equal(OperationState.NotYetVisible, ended.State);
        Assert.NotNull(ended.Error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Run_AnswerLostAfterTheChangeArrived_DoesNotSendItAgain(int position)
    {
        var operation = await StartAsync();
        PassThrough(position);
        _tenant.NextIsLostAfterItArrived();
        await RunAsync(operation);

        Assert.Equal(OperationState.Verified, (await FindAsync(operation.Id)).State);
        Assert.Equal(4, _tenant.Arrived.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Run_RequestLostBeforeItArrived_SendsItAgain(int position)
    {
        var operation = await StartAsync();
        PassThrough(position);
        _tenant.NextIsLostBeforeItArrives();
        await RunAsync(operation);

        Assert.Equal(OperationState.Verified, (await FindAsync(operation.Id)).State);
        Assert.Equal(4, _tenant.Arrived.Count);
    }

    [FactAttribute]
    public async Task Run_ConsentRevokedInTheMiddle_FailsClearlyAndSkipsTheRest()
    {
        var operation = await StartAsync();
        PassThrough(1);
        _tenant.Next(_ => new ChangeOutcome.Refused(new(UnreadableKind.PortalNotConsented, "The portal is no longer consented in this tenant.", "Give consent again.", Status: 401, RequestId: "r-9")));
        await RunAsync(operation);

        var ended = await FindAsync(operation.Id);
        Assert.Equal(OperationState.Failed, ended.State);
        Assert.Contains("no longer consented", ended.Error, StringComparison.Ordinal);
        Assert.Equal([StepState.Done, StepState.Failed, StepState.Skipped, StepState.Skipped], ended.Steps.Select(step => step.State));
        Assert.Equal("r-9", ended.Steps[1].RequestId);
    }

    [FactAttribute]
    public async Task Run_FactsChangedSincePlan_StopsBeforeFirstWrite()
    {
        var operation = await StartAsync();
        _tenant.BeforeRead = number =>
        {
            if (number == 1)
            {
                _tenant.Facts = _tenant.Facts with { PinResetClient = TenantFactsBuilder.Present("made-by-hand") };
            }
        };
        await RunAsync(operation);

        var ended = await FindAsync(operation.Id);
        Assert.Equal(OperationState.Failed, ended.State);
        Assert.Contains("changed since the plan", ended.Error, StringComparison.Ordinal);
        Assert.Empty(_tenant.Arrived);
    }

    [FactAttribute]
    public async Task Run_KilledAtAnySave_IsFoundAndFinishedWithNothingDoubled()
    {
        for (var save = 0; save < 12; save++)
        {
            var test = new OperationRunnerTests();
            var operation = await test.StartAsync();
            test._memory.DieAtSave = save;
            await test.RunKilledAsync(operation);

            test._memory.DieAtSave = null;
            await test.RunAsync(operation);

            var ended = await test.FindAsync(operation.Id);
            Assert.True(ended.State == OperationState.Verified, $"killed at save {save}: {ended.State} {ended.Error}");
            Assert.True(test._tenant.Arrived.OfType<PlannedChange.CreateConfigurationPolicy>().Count() == 1, $"killed at save {save}: policy doubled");
            Assert.True(test._tenant.Arrived.OfType<PlannedChange.CreateServicePrincipal>().Count() == 2, $"killed at save {save}: service principal doubled");
        }
    }

    [FactAttribute]
    public async Task Run_CreatedPolicyWhoseAnswerWasLostShowsLate_IsNotMadeAgain()
    {
        var operation = await StartAsync();
        PassThrough(2);
        _tenant.Next(apply =>
        {
            // Well within the time that is given to a created object of which nobody knows whether the request arrived.
            _tenant.ReplicationDelay = TimeSpan.FromSeconds(10);
            apply();
            return new ChangeOutcome.Uncertain("connection dropped", null, null);
        });
        await RunAsync(operation);

        Assert.Single(_tenant.Arrived.OfType<PlannedChange.CreateConfigurationPolicy>());
        Assert.Equal(OperationState.Verified, (await FindAsync(operation.Id)).State);
    }

    [FactAttribute]
    public async Task Run_AnyEnd_IsInTheAuditLogBeforeTheRowSaysIt()
    {
        var operation = await StartAsync();
        var recorded = new List<bool>();
        _memory.BeforeSaveOf = saved =>
        {
            if (saved.IsFinished)
            {
                recorded.Add(_memory.Audit[^1].Action == AuditActions.RemediationOutcome);
            }
        };
        await RunAsync(operation);

        Assert.Equal([true], recorded);
    }

    [FactAttribute]
    public async Task Run_Cancelled_StopsBeforeTheNextStep()
    {
        var operation = await StartAsync();
        _tenant.Next(apply =>
        {
            Assert.True(_memory.RequestCancelAsync(operation.Id, true, CancellationToken.None).Result);
            return apply();
        });
        await RunAsync(operation);

        var ended = await FindAsync(operation.Id);
        Assert.Equal(OperationState.Cancelled, ended.State);
        Assert.Single(_tenant.Arrived);
    }

    [FactAttribute]
    public async Task Undo_OfAVerifiedFix_PutsEverythingBack()
    {
        var operation = await StartAsync();
        await RunAsync(operation);
        var undo = Assert.IsType<StartResult.Accepted>(await _service.UndoAsync(operation.Id, Operator, CancellationToken.None)).Operation;
        await RunAsync(undo);

        Assert.Equal(OperationState.Undone, (await FindAsync(undo.Id)).State);
        Assert.Equal(OperationState.Undone, (await FindAsync(operation.Id)).State);
        Assert.Empty(_tenant.Policies);
        Assert.Equal(ServicePrincipalPresence.SoftDeleted, _tenant.Facts.PinResetService.ValueOrDefault!.Presence);
        Assert.Empty(_memory.Followed);
    }

    [FactAttribute]
    public async Task Undo_PolicyStaysOnItsWay_IsFollowedOn()
    {
        _tenant.Facts = TenantFactsBuilder.Healthy() with { ConfigurationPolicies = TenantFactsBuilder.Policies(), Deployment = DeploymentFacts.None };
        var operation = await StartAsync();
        await RunAsync(operation);
        _tenant.Facts = _tenant.Facts with { ConfigurationPolicies = TenantFactsBuilder.Policies([.. _tenant.Policies, TenantFactsBuilder.Catalog("theirs", "Theirs", true, TenantFactsBuilder.AllDevices)]) };
        await RunAsync(Assert.IsType<StartResult.Accepted>(await _service.UndoAsync(operation.Id, Operator, CancellationToken.None)).Operation);

        Assert.Equal([TenantFactsBuilder.Tenant], _memory.Followed);
    }

    [FactAttribute]
    public async Task Undo_PolicyChangedBySomebodyElse_LeavesThePolicyAlone()
    {
        var operation = await StartAsync();
        await RunAsync(operation);
        var policy = _tenant.Policies.Single();
        _tenant.Facts = _tenant.Facts with { ConfigurationPolicies = TenantFactsBuilder.Policies(policy with { Assignments = [TenantFactsBuilder.In("g9")] }) };

        var undo = Assert.IsType<StartResult.Accepted>(await _service.UndoAsync(operation.Id, Operator, CancellationToken.None)).Operation;

        Assert.Equal(["undo-assign-policy", "undo-create-policy"], undo.Steps.Where(step => step.State == StepState.Skipped).Select(step => step.Planned.Id));
        await RunAsync(undo);
        Assert.Single(_tenant.Policies);
    }

    [FactAttribute]
    public async Task Start_ByAReader_IsDeniedAndRecorded()
    {
        var result = await _service.StartAsync(TenantFactsBuilder.Tenant, Operator with { Role = PortalRole.Reader }, null, new(), "whatever", CancellationToken.None);

        Assert.IsType<StartResult.Denied>(result);
        Assert.Equal(AuditActions.AccessDenied, Assert.Single(_memory.Audit).Action);
        Assert.Empty(_tenant.Arrived);
    }

    [FactAttribute]
    public async Task Start_WithTheHashOfAnotherPlan_ReturnsTheCurrentOne()
    {
        var result = await _service.StartAsync(TenantFactsBuilder.Tenant, Operator, null, new(), "stale", CancellationToken.None);

        Assert.Equal(4, Assert.IsType<StartResult.PlanChanged>(result).Current.Steps.Count);
    }

    /// <summary>The plan, before the first change, and after the last: three reads make a repair.</summary>
    [FactAttribute]
    public async Task Start_PlanOfAMomentAgo_IsNotReadAgain()
    {
        var reads = 0;
        var plan = await PlanAsync();
        _tenant.BeforeRead = number => reads = number;

        await RunAsync(Assert.IsType<StartResult.Accepted>(await StartAsync(plan)).Operation);

        Assert.Equal(2, reads);
    }

    [FactAttribute]
    public async Task Start_PlanOfMoreThanTwoMinutesAgo_IsComparedWithWhatIsThereNow()
    {
        var plan = await PlanAsync();
        _tenant.Facts = _tenant.Facts with { PinResetClient = TenantFactsBuilder.Present("made-by-hand") };
        await Task.Delay(ShownPlans.FreshFor + TimeSpan.FromSeconds(1), _time, CancellationToken.None);

        Assert.IsType<StartResult.PlanChanged>(await StartAsync(plan));
    }

    /// <summary>What was shown is for whom it was shown, for what was chosen, and once.</summary>
    [Theory]
    [InlineData("somebody else")]
    [InlineData("other checks")]
    [InlineData("other choice")]
    [InlineData("used up")]
    public async Task Start_PlanThatWasNotShownForThis_IsReadAgain(string difference)
    {
        var reads = 0;
        var plan = await PlanAsync();
        if (difference == "used up")
        {
            await RunAsync(Assert.IsType<StartResult.Accepted>(await StartAsync(plan)).Operation);
        }

        _tenant.BeforeRead = number => reads = number;
        await _service.StartAsync(
            TenantFactsBuilder.Tenant,
            difference == "somebody else" ? Operator with { Id = "another" } : Operator,
            difference == "other checks" ? [.. plan.Steps.Select(step => step.CheckId).Distinct()] : null,
            difference == "other choice" ? new(Name: "Hello") : new(),
            plan.Hash,
            CancellationToken.None);

        Assert.NotEqual(0, reads);
    }

    [FactAttribute]
    public async Task Start_WhileAnotherRunIsOpen_IsBusy()
    {
        var first = await StartAsync();

        Assert.Equal(first.Id, Assert.IsType<StartResult.Busy>(await StartResultAsync()).OperationId);
    }

    private static Actor Operator { get; } = new(ActorKind.User, "oid", "olive@contoso.example", TenantId.Parse("11111111-1111-4111-8111-111111111111"), PortalRole.Operator, new ClaimsPrincipal());

    private static TenantFacts NothingThere() => TenantFactsBuilder.Healthy() with
    {
        PinResetService = new ServicePrincipalFacts(ServicePrincipalPresence.Absent),
        PinResetClient = new ServicePrincipalFacts(ServicePrincipalPresence.Absent),
        ConfigurationPolicies = TenantFactsBuilder.Policies(),
    };

    private void PassThrough(int requests)
    {
        for (var index = 0; index < requests; index++)
        {
            _tenant.Next(apply => apply());
        }
    }

    private async Task<Operation> StartAsync() => Assert.IsType<StartResult.Accepted>(await StartResultAsync()).Operation;

    private async Task<StartResult> StartResultAsync()
    {
        _tenant.BeforeRead = null;
        return await StartAsync(await PlanAsync());
    }

    private async Task<RemediationPlan> PlanAsync() =>
        Assert.IsType<PlanResult.Planned>(await _service.PlanAsync(TenantFactsBuilder.Tenant, Operator, null, new(), CancellationToken.None)).Plan;

    private Task<StartResult> StartAsync(RemediationPlan plan) =>
        _service.StartAsync(TenantFactsBuilder.Tenant, Operator, null, new(), plan.Hash, CancellationToken.None);

    private async Task RunAsync(Operation operation) => await _runner.RunAsync(await FindAsync(operation.Id), Operator, CancellationToken.None);

    /// <summary>The boundary of the run would write down an exception; a killed process writes nothing more.</summary>
    private async Task RunKilledAsync(Operation operation)
    {
        try
        {
            await RunAsync(operation);
        }
        catch (ProcessKilledException)
        {
            return;
        }
    }

    private async Task<Operation> FindAsync(Guid id) => (await _memory.FindAsync(Operator.HomeTenantId, id, CancellationToken.None))!;
}
