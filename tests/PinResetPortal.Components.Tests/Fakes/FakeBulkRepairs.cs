using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Fakes;

/// <summary>One bulk repair, in the state that the test puts it into.</summary>
public sealed class FakeBulkRepairs : IBulkRepairService
{
    public static readonly Guid Id = new("99999999-9999-4999-8999-999999999999");

    public BulkProgress? Progress { get; set; }

    public List<BulkRepairItem> Items { get; } = [];

    /// <summary>What is kept of each tenant's plan.</summary>
    public IReadOnlyList<OperationStep>? Plan { get; set; }

    /// <summary>What was asked for, in order.</summary>
    public List<string> Asked { get; } = [];

    public static BulkProgress In(BulkRepairState state, DateTimeOffset? confirmedAt = null, params IReadOnlyList<BulkRepairItem> items) => new(
        new BulkRepair(Id, Some.Contoso.Id, state, new OperationActor(ActorKind.User, "olive", "Olive Operator", Some.Contoso.Id, PortalRole.Operator), null, new(), Some.Now, Some.Now, confirmedAt),
        items.GroupBy(item => item.State).ToDictionary(group => group.Key, group => group.Count()),
        state == BulkRepairState.Planning ? null : BulkSummary.Of(items, new()));

    /// <summary>The same, taking another bulk repair back.</summary>
    public static BulkProgress Undo(params IReadOnlyList<BulkRepairItem> items)
    {
        var progress = In(BulkRepairState.Planned, null, items);
        return progress with { Bulk = progress.Bulk with { UndoOf = Guid.NewGuid() }, Summary = BulkSummary.Of(items, new(), isUndo: true) };
    }

    public static BulkRepairItem Item(Tenant tenant, BulkRepairItemState state, string? error = null) => new(
        Id, tenant.Id, tenant.DisplayName, state,
        PlanHash: state is BulkRepairItemState.Unreadable or BulkRepairItemState.NothingToDo ? null : "hash",
        Actions: new Dictionary<ChangeAction, int> { [ChangeAction.CreateServicePrincipal] = 2 },
        Error: error);

    public Task<BulkResult> PrepareAsync(Actor actor, IReadOnlyCollection<TenantId>? tenants, IReadOnlyList<string>? checkIds, PolicyChoice choice, CancellationToken cancellationToken) =>
        Did($"prepare {tenants?.Count} for {choice.Assign?.Target}{(checkIds is null ? "" : ": " + string.Join(',', checkIds))}");

    public Task<BulkResult> StartAsync(Guid id, Actor actor, string planHash, string confirmation, BulkPilot pilot, CancellationToken cancellationToken) =>
        Did($"start {confirmation}, pilot {(pilot.Tenants is { } chosen ? string.Join(',', chosen) : pilot.Count)}");

    public Task<BulkResult> GoOnAsync(Guid id, Actor actor, CancellationToken cancellationToken) => Did("go on");

    public Task<BulkResult> StopAsync(Guid id, Actor actor, CancellationToken cancellationToken) => Did("stop");

    public Task<BulkResult> RetryAsync(Guid id, Actor actor, CancellationToken cancellationToken) => Did("retry");

    public Task<BulkResult> UndoAsync(Guid id, Actor actor, CancellationToken cancellationToken) => Did("undo");

    public Task<IReadOnlyList<OperationStep>?> FindPlanAsync(Guid id, TenantId tenantId, Actor actor, CancellationToken cancellationToken) => Task.FromResult(Plan);

    public Task<BulkProgress?> FindAsync(Guid id, Actor actor, CancellationToken cancellationToken) => Task.FromResult(Progress);

    public Task<IReadOnlyList<BulkRepair>> ListAsync(Actor actor, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<BulkRepair>>(Progress is { } progress ? [progress.Bulk] : []);

    public Task<IReadOnlyList<BulkRepairItem>?> ItemsAsync(Guid id, Actor actor, BulkRepairItemState? state, int skip, int take, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<BulkRepairItem>?>([.. Items.Where(item => state is null || item.State == state).Skip(skip).Take(take)]);

    private Task<BulkResult> Did(string what)
    {
        Asked.Add(what);
        return Task.FromResult<BulkResult>(new BulkResult.Accepted((Progress ?? In(BulkRepairState.Planning)).Bulk));
    }
}
