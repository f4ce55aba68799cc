using PinResetPortal.Core;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>Tenants that lack one service principal each; what a start does is the test's.</summary>
internal sealed class ScriptedRemediation : IRemediationService
{
    private readonly Dictionary<Guid, Operation> _operations = [];

    /// <summary>Tenants without anything to repair, with the facts that were read.</summary>
    public Dictionary<TenantId, TenantFacts> Content { get; } = [];

    /// <summary>Called before each start; null or nothing: the run is verified.</summary>
    public Func<TenantId, Task<StartResult?>> OnStart { get; set; } = _ => Task.FromResult<StartResult?>(null);

    /// <summary>Changes with the tenant: another salt, another plan.</summary>
    public string Salt { get; set; } = "";

    public List<TenantId> Started { get; } = [];

    public List<Guid> Resumed { get; } = [];

    public Task<PlanResult> PlanAsync(TenantId tenantId, Actor actor, IReadOnlyList<string>? checkIds, PolicyChoice choice, CancellationToken cancellationToken) =>
        Task.FromResult<PlanResult>(Content.TryGetValue(tenantId, out var facts)
            ? new PlanResult.Planned(new(tenantId, [], "empty"), facts)
            : new PlanResult.Planned(new(tenantId, [Step], Hash(tenantId)), TenantFactsBuilder.Healthy()));

    public async Task<StartResult> StartAsync(TenantId tenantId, Actor actor, IReadOnlyList<string>? checkIds, PolicyChoice choice, string planHash, CancellationToken cancellationToken)
    {
        lock (Started)
        {
            Started.Add(tenantId);
        }

        if (await OnStart(tenantId) is { } other)
        {
            return other;
        }

        return planHash == Hash(tenantId) ? new StartResult.Accepted(Run(tenantId, OperationState.Verified)) : new StartResult.PlanChanged(new(tenantId, [Step], Hash(tenantId)));
    }

    /// <summary>A run in the given state, to be found from now on.</summary>
    public Operation Run(TenantId tenantId, OperationState state, string? error = null, bool interrupted = false)
    {
        var at = new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
        var operation = new Operation(
            Guid.NewGuid(), TenantKey.OfHome(tenantId), OperationKind.Fix, state, Hash(tenantId), [Step.CheckId], new(), [new(Step)],
            new(ActorKind.User, "olive", "olive", tenantId, PortalRole.Operator), at, at, Verdict.Ready, error, Interrupted: interrupted);
        lock (_operations)
        {
            _operations[operation.Id] = operation;
        }

        return operation;
    }

    public Task<StartResult> ResumeAsync(Guid operationId, Actor actor, CancellationToken cancellationToken)
    {
        Resumed.Add(operationId);
        return Task.FromResult<StartResult>(new StartResult.Accepted(_operations[operationId] = _operations[operationId] with { State = OperationState.Verified, Interrupted = false }));
    }

    public Task<Operation?> FindAsync(Guid operationId, Actor actor, CancellationToken cancellationToken)
    {
        lock (_operations)
        {
            return Task.FromResult(_operations.GetValueOrDefault(operationId));
        }
    }

    public Task<StartResult> UndoAsync(Guid operationId, Actor actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StartResult> CancelAsync(Guid operationId, Actor actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Operation>> ListAsync(Actor actor, TenantId? tenantId, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    private string Hash(TenantId tenantId) => $"{tenantId}{Salt}";

    private static PlannedStep Step => new(
        "create-service", "consent.pin-reset-service", "Create it", new PlannedChange.CreateServicePrincipal(KnownApps.PinResetServiceAppId), new("POST", "/v1.0/servicePrincipals", null),
        "absent", "present", "Application.ReadWrite.All", "Cloud Application Administrator",
        new("Remove it", new PlannedChange.DeleteServicePrincipal("id", KnownApps.PinResetServiceAppId), new("DELETE", "/v1.0/servicePrincipals/id", null)));
}
