using PinResetPortal.Core.Field;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Hosting;

/// <summary>One plan with one step; answers a start as it is told, but never lets a Reader through.</summary>
internal sealed class FakeRemediationService : IRemediationService
{
    public const string Hash = "the-hash";

    public static readonly Guid OperationId = Guid.Parse("0d4e6f0a-7c1e-4c62-9d58-0b6f6f0a7c1e");

    /// <summary>An operation of another home tenant.</summary>
    public static readonly Guid StrangersOperationId = Guid.Parse("0d4e6f0a-7c1e-4c62-9d58-0b6f6f0a7c1f");

    private static readonly PlannedStep Step = new(
        "create-service",
        "consent.pin-reset-service",
        "Add Microsoft Pin Reset Service Production",
        new PlannedChange.CreateServicePrincipal(KnownApps.PinResetServiceAppId),
        new("POST", "/v1.0/servicePrincipals", $$"""{"appId":"{{KnownApps.PinResetServiceAppId}}"}"""),
        "absent",
        "present",
        "Application.ReadWrite.All",
        "Cloud Application Administrator",
        new("Remove it", new PlannedChange.DeleteServicePrincipal("id", KnownApps.PinResetServiceAppId), new("DELETE", "/v1.0/servicePrincipals/{create-service}", null)));

    public static readonly RemediationPlan Plan = new(FakeTenantCatalog.Customer, [Step], Hash);

    /// <summary>What the next start, undo, resume or cancel answers; null: accepted.</summary>
    public StartResult? Next { get; set; }

    public IReadOnlyList<string>? LastChecks { get; private set; }

    public PolicyChoice? LastChoice { get; private set; }

    public string? LastAction { get; private set; }

    public Task<PlanResult> PlanAsync(TenantId tenantId, Actor actor, IReadOnlyList<string>? checks, PolicyChoice choice, CancellationToken cancellationToken)
    {
        (LastChecks, LastChoice) = (checks, choice);
        PlanResult result = checks?.FirstOrDefault(check => check != Step.CheckId) is { } unknown
            ? new PlanResult.CheckNotFound(unknown)
            : new PlanResult.Planned(Plan, null!);
        return Task.FromResult(result);
    }

    public Task<StartResult> StartAsync(
        TenantId tenantId, Actor actor, IReadOnlyList<string>? checks, PolicyChoice choice, string planHash, CancellationToken cancellationToken)
    {
        (LastChecks, LastChoice) = (checks, choice);
        return Answer(actor, "start");
    }

    public Task<StartResult> UndoAsync(Guid operationId, Actor actor, CancellationToken cancellationToken) => Answer(actor, "undo");

    public Task<StartResult> ResumeAsync(Guid operationId, Actor actor, CancellationToken cancellationToken) => Answer(actor, "resume");

    public Task<StartResult> CancelAsync(Guid operationId, Actor actor, CancellationToken cancellationToken) => Answer(actor, "cancel");

    public Task<Operation?> FindAsync(Guid operationId, Actor actor, CancellationToken cancellationToken) => Task.FromResult(
        operationId == OperationId && actor.HomeTenantId == FakeTenantCatalog.Home ? Run(FakeTenantCatalog.Customer)
        : operationId == StrangersOperationId && actor.HomeTenantId == FakeTenantCatalog.Stranger ? Run(FakeTenantCatalog.Stranger)
        : null);

    public Task<IReadOnlyList<Operation>> ListAsync(Actor actor, TenantId? tenantId, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Operation>>([]);

    private static Operation Run(TenantId tenantId) => new(
        OperationId, new(FakeTenantCatalog.Home, tenantId), OperationKind.Fix, OperationState.NotYetVisible, Hash, [Step.CheckId], new(),
        [new(Step, StepState.WaitingForReplication, 201, "request-1", "object-1")],
        new(ActorKind.Application, "app", "application app", FakeTenantCatalog.Home, PortalRole.Operator), FakeReadiness.ReadAt, FakeReadiness.ReadAt);

    private Task<StartResult> Answer(Actor actor, string action)
    {
        LastAction = action;
        var answer = actor.May(PortalRole.Operator) ? Next ?? new StartResult.Accepted(Run(FakeTenantCatalog.Customer)) : new StartResult.Denied(PortalRole.Operator);
        Next = null;
        return Task.FromResult(answer);
    }
}
