using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Fakes;

/// <summary>Remembers what it was asked; denies whoever is no Operator, as the real one does.</summary>
public sealed class FakeRemediation : IRemediationService
{
    public Func<PolicyChoice, PlanResult> Plan { get; set; } = _ => new PlanResult.TenantNotFound();

    public StartResult? StartAnswer { get; set; }

    public StartResult? UndoAnswer { get; set; }

    public Exception? Failure { get; set; }

    public TaskCompletionSource? PlanGate { get; set; }

    public List<Operation> Operations { get; } = [];

    public List<(TenantId TenantId, IReadOnlyList<string>? Checks, PolicyChoice Choice, string Hash)> Started { get; } = [];

    public List<PolicyChoice> Planned { get; } = [];

    public List<Guid> Undone { get; } = [];

    public List<Guid> Resumed { get; } = [];

    public List<Guid> CancelledRuns { get; } = [];

    public int Denied { get; private set; }

    public async Task<PlanResult> PlanAsync(TenantId tenantId, Actor actor, IReadOnlyList<string>? checkIds, PolicyChoice choice, CancellationToken cancellationToken)
    {
        if (PlanGate is not null)
        {
            await PlanGate.Task.WaitAsync(cancellationToken);
        }

        Planned.Add(choice);
        return Failure is null ? Plan(choice) : throw Failure;
    }

    public Task<StartResult> StartAsync(TenantId tenantId, Actor actor, IReadOnlyList<string>? checkIds, PolicyChoice choice, string planHash, CancellationToken cancellationToken) =>
        AllowedAsync(actor, () =>
        {
            Started.Add((tenantId, checkIds, choice, planHash));
            return StartAnswer;
        });

    public Task<StartResult> UndoAsync(Guid operationId, Actor actor, CancellationToken cancellationToken) =>
        AllowedAsync(actor, () =>
        {
            Undone.Add(operationId);
            return UndoAnswer;
        });

    public Task<StartResult> ResumeAsync(Guid operationId, Actor actor, CancellationToken cancellationToken) =>
        AllowedAsync(actor, () =>
        {
            Resumed.Add(operationId);
            return new StartResult.Accepted(Operations.First(operation => operation.Id == operationId));
        });

    public Task<StartResult> CancelAsync(Guid operationId, Actor actor, CancellationToken cancellationToken) =>
        AllowedAsync(actor, () =>
        {
            CancelledRuns.Add(operationId);
            return new StartResult.Accepted(Operations.First(operation => operation.Id == operationId));
        });

    public Task<Operation?> FindAsync(Guid operationId, Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult(Operations.FirstOrDefault(operation => operation.Id == operationId && operation.HomeTenantId == actor.HomeTenantId));

    public Task<IReadOnlyList<Operation>> ListAsync(Actor actor, TenantId? tenantId, int limit, CancellationToken cancellationToken) =>
        Failure is not null
            ? throw Failure
            : Task.FromResult<IReadOnlyList<Operation>>([.. Operations.Where(operation => operation.HomeTenantId == actor.HomeTenantId).Where(operation => tenantId is null || operation.TenantId == tenantId).Take(limit)]);

    /// <summary>Puts a later state of a run in its place.</summary>
    public void Replace(Operation operation)
    {
        var index = Operations.FindIndex(other => other.Id == operation.Id);
        Operations[index] = operation with { Revision = Operations[index].Revision + 1 };
    }

    private Task<StartResult> AllowedAsync(Actor actor, Func<StartResult?> answer)
    {
        if (!actor.May(PortalRole.Operator))
        {
            Denied++;
            return Task.FromResult<StartResult>(new StartResult.Denied(PortalRole.Operator));
        }

        return Task.FromResult(answer() ?? new StartResult.NothingToDo("Nothing to do."));
    }
}
