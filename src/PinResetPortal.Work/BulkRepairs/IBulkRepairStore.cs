using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>The bulk repairs. Implemented by the Store.</summary>
public interface IBulkRepairStore
{
    /// <summary>Adds a bulk repair of <paramref name="tenants"/> (each once), all <see cref="BulkRepairItemState.Unplanned"/>.</summary>
    Task AddAsync(BulkRepair bulk, IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken);

    /// <returns>Null when there is none, or it is another home tenant's.</returns>
    Task<BulkRepair?> FindAsync(TenantId homeTenantId, Guid id, CancellationToken cancellationToken);

    /// <summary>Of one home tenant, newest first.</summary>
    Task<IReadOnlyList<BulkRepair>> ListAsync(TenantId homeTenantId, int limit, CancellationToken cancellationToken);

    /// <summary>Those of all home tenants that have work of the engine.</summary>
    Task<IReadOnlyList<BulkRepair>> ListWorkingAsync(CancellationToken cancellationToken);

    /// <summary>How many of all home tenants are not finished, by state.</summary>
    Task<IReadOnlyDictionary<BulkRepairState, int>> CountUnfinishedAsync(CancellationToken cancellationToken);

    /// <summary>The tenants by name, those that have a run with what it says.</summary>
    /// <param name="state">Only these; null: all.</param>
    Task<IReadOnlyList<BulkRepairItem>> ItemsAsync(TenantId homeTenantId, Guid id, BulkRepairItemState? state, int skip, int take, CancellationToken cancellationToken);

    /// <summary>The first planned tenants by name that have no run yet.</summary>
    /// <param name="pilot">Only those of the pilot.</param>
    Task<IReadOnlyList<BulkRepairItem>> WaitingAsync(TenantId homeTenantId, Guid id, bool pilot, int take, CancellationToken cancellationToken);

    /// <summary>How many tenants are in which state.</summary>
    Task<IReadOnlyDictionary<BulkRepairItemState, int>> CountAsync(TenantId homeTenantId, Guid id, CancellationToken cancellationToken);

    /// <summary>Saves over the revision it was read at.</summary>
    /// <param name="pilot">These go first from now on; null: nothing is said of it.</param>
    /// <returns>With its new revision; null when somebody else saved in between: then nothing was written.</returns>
    Task<BulkRepair?> TrySaveAsync(BulkRepair bulk, CancellationToken cancellationToken, IReadOnlyCollection<TenantId>? pilot = null);

    /// <summary>Keeps what became of planning a tenant. Whoever comes second, thought dead meanwhile, changes nothing of what was shown.</summary>
    /// <param name="steps">What is sent; null: there is no plan.</param>
    Task SavePlanAsync(BulkRepairItem item, IReadOnlyList<OperationStep>? steps, CancellationToken cancellationToken);

    /// <returns>The steps of a tenant's plan; null when it has none, or the bulk repair is another home tenant's.</returns>
    Task<IReadOnlyList<OperationStep>?> FindPlanAsync(TenantId homeTenantId, Guid id, TenantId tenantId, CancellationToken cancellationToken);

    /// <returns>The run of a tenant; null when it has none.</returns>
    Task<Guid?> FindRunAsync(TenantId homeTenantId, Guid id, TenantId tenantId, CancellationToken cancellationToken);

    /// <summary>
    /// Begins one tenant: adds its run and notes it in the tenant's row, both or none, and only while the bulk repair runs and the tenant
    /// waits. So nothing that happens in between begins a tenant twice, or after somebody stopped it.
    /// </summary>
    Task<BulkBegin> TryBeginAsync(Operation run, CancellationToken cancellationToken);

    /// <summary>A tenant that waits is not begun.</summary>
    Task RefuseAsync(BulkRepairItem item, string why, CancellationToken cancellationToken);

    /// <summary>Takes runs back that have not begun: their tenants wait again.</summary>
    Task WithdrawAsync(Guid id, CancellationToken cancellationToken);
}

public enum BulkBegin
{
    Begun,

    /// <summary>The tenant has another unfinished run, of whatever home tenant.</summary>
    Busy,

    /// <summary>The bulk repair was stopped, or somebody else has begun the tenant.</summary>
    NotNow,
}
