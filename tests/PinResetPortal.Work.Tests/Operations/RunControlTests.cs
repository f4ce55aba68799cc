using System.Security.Claims;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PinResetPortal.Core;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Templates;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Work.Operations;

/// <summary>Who may end, finish and undo a run from where, and what is told when two do it, when nothing can be saved, or when nothing can be read.</summary>
public sealed class RunControlTests
{
    private readonly ImpatientTime _time = new();
    private readonly SimulatedTenant _tenant;
    private readonly Memory _memory = new();
    private readonly NotedBackground _background = new();
    private readonly Starters _starters = new(new NotedSignIns());
    private readonly RemediationService _service;
    private readonly RemediationService _other;
    private readonly OperationRunner _runner;

    public RunControlTests()
    {
        _tenant = new(_time) { Facts = WithoutApps() };
        var checks = new CheckCatalog(
            [new PinResetServiceConsentCheck(), new PinResetClientConsentCheck(), new UserAccessCheck(), new PinRecoveryPolicyCheck(), new PolicyConflictCheck(), new HelloEnabledCheck(), new PolicyDriftCheck()]);
        var planner = new RemediationPlanner(
            checks, [new RepairPinResetService(), new RepairPinResetClient(), new OpenUserAccess(), new TurnOnPinRecovery(new PolicyTemplates(new PolicyTemplateOptions()))], _tenant);
        var readiness = new ReadinessService(_memory, _tenant, checks, planner, _memory, _memory);
        _service = new(_memory, _tenant, planner, checks, _tenant, _memory, _background, _starters, new ShownPlans(_time), _memory, new OperationMeter(new OwnMeters()), _time, NullLogger<RemediationService>.Instance);
        _other = new(_memory, _tenant, planner, checks, _tenant, _memory, new NotedBackground(), new Starters(new NotedSignIns()), new ShownPlans(_time), _memory, new OperationMeter(new OwnMeters()), _time, NullLogger<RemediationService>.Instance);
        _runner = new(_memory, _memory, _memory, _tenant, readiness, planner, _tenant, checks, _memory, _memory, new OperationMeter(new OwnMeters()), _time, Options.Create(new RunnerOptions()), NullLogger<OperationRunner>.Instance);
    }

    private OperationWork Work => new(_memory, _runner, _starters, _time, NullLogger<OperationWork>.Instance);

    private static Actor Operator { get; } = new(ActorKind.User, "oid", "olive@contoso.example", TenantId.Parse("11111111-1111-4111-8111-111111111111"), PortalRole.Operator, new ClaimsPrincipal());

    [FactAttribute]
    public async Task Cancel_AtAnotherInstanceBeforeItRuns_EndsItAndSendsNothing()
    {
        var operation = await StartAsync();

        var answer = Assert.IsType<StartResult.Accepted>(await _other.CancelAsync(operation.Id, Operator, CancellationToken.None)).Operation;
        await RunAsync(operation);

        Assert.Equal(OperationState.Cancelled, answer.State);
        Assert.Equal(OperationState.Cancelled, (await FindAsync(operation)).State);
        Assert.All((await FindAsync(operation)).Steps, step => Assert.Equal(StepState.Skipped, step.State));
        Assert.Empty(_tenant.Arrived);
    }

    [FactAttribute]
    public async Task Cancel_AtAnotherInstanceWhileItRuns_StopsBeforeTheNextStep()
    {
        var operation = await StartAsync();
        _tenant.Next(apply =>
        {
            Assert.True(Assert.IsType<StartResult.Accepted>(_other.CancelAsync(operation.Id, Operator, CancellationToken.None).Result).Operation.CancelRequested);
            return apply();
        });

        await RunAsync(operation);

        Assert.Equal(OperationState.Cancelled, (await FindAsync(operation)).State);
        Assert.Single(_tenant.Arrived);
    }

    [FactAttribute]
    public async Task Cancel_JustAsItBegins_IsNotLost()
    {
        var operation = await StartAsync();
        _memory.BeforeSave = async () =>
        {
            _memory.BeforeSave = null;
            await _memory.TrySaveAsync(operation with { State = OperationState.Running }, CancellationToken.None);
        };

        var answer = Assert.IsType<StartResult.Accepted>(await _service.CancelAsync(operation.Id, Operator, CancellationToken.None)).Operation;

        Assert.True(answer.CancelRequested);
        Assert.True((await FindAsync(operation)).CancelRequested);
    }

    [Theory]
    [InlineData("resume")]
    [InlineData("undo")]
    [InlineData("cancel")]
    public async Task Press_SomebodyElseAtTheSameMoment_SecondIsTold(string what)
    {
        var operation = await StartAsync();
        await _memory.TrySaveAsync(operation with { State = OperationState.Running, Interrupted = true, Steps = [.. operation.Steps.Select(step => step with { State = StepState.Sending })] }, CancellationToken.None);
        _tenant.Facts = TenantFactsBuilder.Healthy();
        _memory.BeforeSave = async () =>
        {
            _memory.BeforeSave = null;
            await _other.ResumeAsync(operation.Id, Operator, CancellationToken.None);
        };

        Assert.IsType<StartResult.ChangedMeanwhile>(what switch
        {
            "resume" => await _service.ResumeAsync(operation.Id, Operator, CancellationToken.None),
            "undo" => await _service.UndoAsync(operation.Id, Operator, CancellationToken.None),
            _ => await _service.CancelAsync(operation.Id, Operator, CancellationToken.None),
        });
    }

    [FactAttribute]
    public async Task Resume_OfACancelledRun_GoesOn()
    {
        var operation = await StartAsync();
        await _memory.TrySaveAsync(operation with { State = OperationState.Running, Interrupted = true }, CancellationToken.None);
        await _memory.RequestCancelAsync(operation.Id, true, CancellationToken.None);

        Assert.IsType<StartResult.Accepted>(await _service.ResumeAsync(operation.Id, Operator, CancellationToken.None));
        await RunAsync(operation);

        Assert.Equal(OperationState.Verified, (await FindAsync(operation)).State);
    }

    [FactAttribute]
    public async Task Verify_PolicyDeployed_FirstAnswerKnowsIt()
    {
        _tenant.Facts = WithoutApps() with { ConfigurationPolicies = TenantFactsBuilder.Policies() };
        var operation = await StartAsync();
        await RunAsync(operation);

        Assert.Equal(OperationState.Verified, (await FindAsync(operation)).State);
        Assert.Single(_memory.Deployed);
        Assert.Equal(FindingStatus.Healthy, _memory.Answers[^1].Findings.Single(assessed => assessed.Finding.CheckId == "policy.drift").Finding.Status);
    }

    [FactAttribute]
    public async Task Verify_CouldNotRead_SaysSoAndTheEarlierVerdictStands()
    {
        var operation = await StartAsync();
        var before = new TenantReadiness(operation.TenantId, "Contoso", Verdict.NotReady, _time.GetUtcNow().AddHours(-1), [], new(1, 1, 1, 1));
        _memory.Answers.Add(before);
        _tenant.BeforeRead = number => _tenant.Facts = number == 1 ? _tenant.Facts : _tenant.Facts with { PinResetService = new Fact<ServicePrincipalFacts>.Unreadable(TenantFactsBuilder.Forbidden) };

        await RunAsync(operation);

        var ended = await FindAsync(operation);
        Assert.Equal((OperationState.NotYetVisible, Verdict.Unknown), (ended.State, ended.Verdict));
        Assert.Contains("could not read the tenant", ended.Error, StringComparison.Ordinal);
        Assert.Equal((Verdict.NotReady, before.ReadAt), (_memory.Answers[^1].Verdict, _memory.Answers[^1].ReadAt));
        Assert.NotNull(_memory.Answers[^1].Unread);
    }

    [FactAttribute]
    public async Task Undo_OfRestoreAndEnable_IsUndoneAtOnce()
    {
        _tenant.Facts = TenantFactsBuilder.Healthy() with { PinResetService = new ServicePrincipalFacts(ServicePrincipalPresence.SoftDeleted, "sp-service", AccountEnabled: false) };
        var fix = await StartAsync();
        await RunAsync(fix);
        Assert.Equal(["RestoreServicePrincipal", "SetServicePrincipalEnabled"], _tenant.Arrived.Select(change => change.GetType().Name));
        var began = _time.GetUtcNow();

        var undo = Assert.IsType<StartResult.Accepted>(await _service.UndoAsync(fix.Id, Operator, CancellationToken.None)).Operation;
        await RunAsync(undo);

        Assert.Equal(OperationState.Undone, (await FindAsync(undo)).State);
        Assert.Equal(began, _time.GetUtcNow());
    }

    [FactAttribute]
    public async Task Undo_Preview_IsWhatIsSentWithRealIds()
    {
        _tenant.Facts = WithoutApps() with { ConfigurationPolicies = TenantFactsBuilder.Policies() };
        var fix = await StartAsync();
        await RunAsync(fix);
        var ended = await FindAsync(fix);

        var preview = UndoPreview.Of(ended);
        var undo = Assert.IsType<StartResult.Accepted>(await _service.UndoAsync(fix.Id, Operator, CancellationToken.None)).Operation;

        Assert.Equal(undo.Steps.Select(step => step.Planned.Request), preview.Select(step => step.Request));
        Assert.DoesNotContain(ended.Steps, step => $"{step.Planned.Request}{step.Planned.Undo.Request}".Contains("\"Id\":null", StringComparison.Ordinal));
    }

    private static TenantFacts WithoutApps() => TenantFactsBuilder.Healthy() with
    {
        PinResetService = new ServicePrincipalFacts(ServicePrincipalPresence.Absent),
        PinResetClient = new ServicePrincipalFacts(ServicePrincipalPresence.Absent),
    };

    private async Task<Operation> StartAsync()
    {
        var plan = Assert.IsType<PlanResult.Planned>(await _service.PlanAsync(TenantFactsBuilder.Tenant, Operator, null, new(), CancellationToken.None)).Plan;
        return Assert.IsType<StartResult.Accepted>(await _service.StartAsync(TenantFactsBuilder.Tenant, Operator, null, new(), plan.Hash, CancellationToken.None)).Operation;
    }

    private async Task RunAsync(Operation operation) => await Work.RunAsync(OperationWork.IdOf(operation).ToString(), CancellationToken.None);

    private async Task<Operation> FindAsync(Operation operation) => (await _memory.FindAsync(Operator.HomeTenantId, operation.Id, CancellationToken.None))!;
}
