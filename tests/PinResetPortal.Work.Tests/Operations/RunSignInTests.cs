using System.Security.Claims;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PinResetPortal.Core;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Work.Operations;

/// <summary>The sign-in of a person who brought a token: begun before their run is accepted, over when the run is, whichever way that comes about.</summary>
public sealed class RunSignInTests
{
    private static readonly Actor Olive = new(ActorKind.User, "oid", "olive@contoso.example", TenantId.Parse("11111111-1111-4111-8111-111111111111"), PortalRole.Operator, new ClaimsPrincipal());

    private readonly ImpatientTime _time = new();
    private readonly SimulatedTenant _tenant;
    private readonly Memory _memory = new();
    private readonly NotedSignIns _signIns = new() { OfRequests = true };
    private readonly RemediationService _service;
    private readonly OperationWork _work;

    public RunSignInTests()
    {
        _tenant = new(_time) { Facts = TenantFactsBuilder.Healthy() with { PinResetService = new ServicePrincipalFacts(ServicePrincipalPresence.Absent) } };
        var checks = new CheckCatalog([new PinResetServiceConsentCheck(), new PinResetClientConsentCheck(), new UserAccessCheck()]);
        var planner = new RemediationPlanner(checks, [new RepairPinResetService(), new RepairPinResetClient()], _tenant);
        var readiness = new ReadinessService(_memory, _tenant, checks, planner, _memory, _memory);
        var (meter, starters) = (new OperationMeter(new OwnMeters()), new Starters(_signIns));
        _service = new(_memory, _tenant, planner, checks, _tenant, _memory, new NotedBackground(), starters, new ShownPlans(_time), _memory, meter, _time, NullLogger<RemediationService>.Instance);
        var runner = new OperationRunner(_memory, _memory, _memory, _tenant, readiness, planner, _tenant, checks, _memory, _memory, meter, _time, Options.Create(new RunnerOptions()), NullLogger<OperationRunner>.Instance);
        _work = new(_memory, runner, starters, _time, NullLogger<OperationWork>.Instance);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OfPersonWithToken_EndsTheirSignIn()
    {
        var operation = await StartedAsync();
        Assert.Equal("session-1", operation.StartedBy.Session);
        Assert.Empty(_signIns.Ended);

        await RunAsync(operation);

        Assert.Equal(OperationState.Verified, (await FindAsync(operation)).State);
        Assert.Equal(["session-1"], _signIns.Ended);
    }

    [Fact]
    public async Task Start_AsksForWhatTheStepsNeedInTheTenant()
    {
        await StartedAsync();

        var (tenant, permissions) = Assert.Single(_signIns.Asked);
        Assert.Equal((TenantFactsBuilder.Tenant, "Application.ReadWrite.All"), (tenant, Assert.Single(permissions)));
    }

    [Fact]
    public async Task Start_SignInWouldNotLast_AddsNothing()
    {
        _signIns.Refusal = new(UnreadableKind.SignInRequired, "It would not last.");

        var refused = Assert.IsType<StartResult.NoAccess>(await StartAsync());

        Assert.Equal("It would not last.", refused.Why.Message);
        Assert.Empty(await _memory.ListUnfinishedAsync(Cancellation));
    }

    [Fact]
    public async Task Start_TenantCannotBeOpened_IsNoChangeOfThePlan()
    {
        var closed = new UnreadableReason(UnreadableKind.SignInRequired, "Your sign-in is not enough.");
        _tenant.Facts = TenantFactsBuilder.Healthy() with { Access = closed, PinResetService = closed };

        Assert.Equal(closed, Assert.IsType<StartResult.NoAccess>(await _service.StartAsync(TenantFactsBuilder.Tenant, Olive, null, new(), "a-hash", Cancellation)).Why);
    }

    [Fact]
    public async Task Start_TenantIsBusy_EndsTheSignInOfTheSecondOnly()
    {
        await StartedAsync();

        Assert.IsType<StartResult.Busy>(await StartAsync());

        Assert.Equal(["session-2"], _signIns.Ended);
    }

    [Fact]
    public async Task Cancel_BeforeItRuns_EndsTheSignIn()
    {
        var operation = await StartedAsync();

        await _service.CancelAsync(operation.Id, Olive, Cancellation);

        Assert.Equal(["session-1"], _signIns.Ended);
    }

    [Fact]
    public async Task Resume_Interrupted_GoesOnWithTheSignInOfWhoeverSaidSo()
    {
        var operation = await InterruptedAsync();

        Assert.IsType<StartResult.Accepted>(await _service.ResumeAsync(operation.Id, Olive, Cancellation));

        Assert.Equal("session-2", (await FindAsync(operation)).StartedBy.Session);
        Assert.Equal(["session-1"], _signIns.Ended);
    }

    [Fact]
    public async Task Resume_SignInWouldNotLast_LeavesItInterrupted()
    {
        var operation = await InterruptedAsync();
        _signIns.Refusal = new(UnreadableKind.SignInRequired, "It would not last.");

        Assert.IsType<StartResult.NoAccess>(await _service.ResumeAsync(operation.Id, Olive, Cancellation));

        Assert.True((await FindAsync(operation)).Interrupted);
    }

    [Fact]
    public async Task Resume_SomebodyElseAtTheSameMoment_EndsTheSignInOfTheSecond()
    {
        var operation = await InterruptedAsync();
        _memory.BeforeSave = async () =>
        {
            _memory.BeforeSave = null;
            await _service.ResumeAsync(operation.Id, Olive, CancellationToken.None);
        };

        Assert.IsType<StartResult.ChangedMeanwhile>(await _service.ResumeAsync(operation.Id, Olive, Cancellation));

        Assert.Equal(["session-1", "session-2"], _signIns.Ended.Order());
        Assert.Equal("session-3", (await FindAsync(operation)).StartedBy.Session);
    }

    [Fact]
    public async Task Undo_Interrupted_EndsTheSignInOfTheFix()
    {
        var operation = await InterruptedAsync();
        _tenant.Facts = TenantFactsBuilder.Healthy();

        var undo = Assert.IsType<StartResult.Accepted>(await _service.UndoAsync(operation.Id, Olive, Cancellation)).Operation;

        Assert.Equal("session-2", undo.StartedBy.Session);
        Assert.Equal(["session-1"], _signIns.Ended);
    }

    private async Task<Operation> InterruptedAsync()
    {
        var operation = await StartedAsync();
        return await _memory.TrySaveAsync(
            operation with { State = OperationState.Running, Interrupted = true, Steps = [.. operation.Steps.Select(step => step with { State = StepState.Sending })] }, Cancellation) ?? throw new InvalidOperationException("Not saved.");
    }

    private async Task<Operation> StartedAsync() => Assert.IsType<StartResult.Accepted>(await StartAsync()).Operation;

    private async Task<StartResult> StartAsync()
    {
        var plan = Assert.IsType<PlanResult.Planned>(await _service.PlanAsync(TenantFactsBuilder.Tenant, Olive, null, new(), Cancellation)).Plan;
        return await _service.StartAsync(TenantFactsBuilder.Tenant, Olive, null, new(), plan.Hash, Cancellation);
    }

    private Task RunAsync(Operation operation) => _work.RunAsync(OperationWork.IdOf(operation).ToString(), Cancellation);

    private async Task<Operation> FindAsync(Operation operation) => await _memory.FindAsync(operation.HomeTenantId, operation.Id, Cancellation) ?? throw new InvalidOperationException("Gone.");
}
