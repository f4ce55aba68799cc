using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>
/// Repairs many tenants with one confirmation, through the same planner and runner as one tenant. Pages and API call the same one; it
/// checks the actor's portal role itself. Everything but looking needs <see cref="PortalRole.Operator"/>.
/// </summary>
public interface IBulkRepairService
{
    /// <summary>Reads the tenants in the background and makes a plan for each. Nothing is sent.</summary>
    /// <param name="tenants">The tenants; null: all whose last check did not say Ready.</param>
    /// <param name="checkIds">Check ids, or null for all that can be fixed.</param>
    /// <param name="choice">All devices or all users; a policy name and groups are refused, as they belong to one tenant.</param>
    Task<BulkResult> PrepareAsync(Actor actor, IReadOnlyCollection<TenantId>? tenants, IReadOnlyList<string>? checkIds, PolicyChoice choice, CancellationToken cancellationToken);

    /// <summary>Starts what was planned.</summary>
    /// <param name="planHash"><see cref="BulkSummary.PlanHash"/> of the summary that was shown.</param>
    /// <param name="confirmation">What the person typed: <see cref="BulkSummary.Confirmation"/>.</param>
    /// <param name="pilot">Which tenants go first, the others waiting for a go-ahead.</param>
    Task<BulkResult> StartAsync(Guid id, Actor actor, string planHash, string confirmation, BulkPilot pilot, CancellationToken cancellationToken);

    /// <summary>Goes on after the pilot, a stop or a restart, with the tenants that were not begun.</summary>
    Task<BulkResult> GoOnAsync(Guid id, Actor actor, CancellationToken cancellationToken);

    /// <summary>Begins no further tenant; those that run are finished, because a half repaired tenant is worse than either.</summary>
    Task<BulkResult> StopAsync(Guid id, Actor actor, CancellationToken cancellationToken);

    /// <summary>Makes new plans for the tenants that failed, could not be read, or do not show the repair yet: a new bulk repair.</summary>
    Task<BulkResult> RetryAsync(Guid id, Actor actor, CancellationToken cancellationToken);

    /// <summary>
    /// Makes plans that take every tenant's repair back: a new bulk repair, to be confirmed like the first. Tenants that cannot be taken
    /// back say why and are not touched.
    /// </summary>
    Task<BulkResult> UndoAsync(Guid id, Actor actor, CancellationToken cancellationToken);

    /// <returns>Null when there is none, or it belongs to another home tenant.</returns>
    Task<BulkProgress?> FindAsync(Guid id, Actor actor, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<BulkRepair>> ListAsync(Actor actor, int limit, CancellationToken cancellationToken);

    /// <summary>What is sent to one tenant, and what is left alone.</summary>
    /// <returns>Null when the tenant has no plan in it, or there is no such bulk repair for this actor.</returns>
    Task<IReadOnlyList<OperationStep>?> FindPlanAsync(Guid id, TenantId tenantId, Actor actor, CancellationToken cancellationToken);

    /// <returns>Null when there is no such bulk repair for this actor.</returns>
    Task<IReadOnlyList<BulkRepairItem>?> ItemsAsync(Guid id, Actor actor, BulkRepairItemState? state, int skip, int take, CancellationToken cancellationToken);
}

/// <summary>Who goes first: so many tenants by name, or those that somebody chose.</summary>
/// <param name="Count">0: all at once.</param>
/// <param name="Tenants">Chosen ones, each with a plan in the bulk repair; null: by number.</param>
public sealed record BulkPilot(int Count = 0, IReadOnlyCollection<TenantId>? Tenants = null)
{
    public static readonly BulkPilot None = new();
}

/// <param name="Counts">How many tenants are in which state.</param>
/// <param name="Summary">What the plans do; null while they are made.</param>
public sealed record BulkProgress(BulkRepair Bulk, IReadOnlyDictionary<BulkRepairItemState, int> Counts, BulkSummary? Summary)
{
    public int Total => Counts.Values.Sum();

    public int Of(params ReadOnlySpan<BulkRepairItemState> states)
    {
        var sum = 0;
        foreach (var state in states)
        {
            sum += Counts.GetValueOrDefault(state);
        }

        return sum;
    }

    /// <summary>Something may have been sent in them, and was not taken back.</summary>
    public int Undoable => Bulk is { IsUndo: false, IsWorking: false, ConfirmedAt: not null }
        ? Of(BulkRepairItemState.Verified, BulkRepairItemState.NotYetVisible, BulkRepairItemState.Failed)
        : 0;

    /// <summary>Tenants that can be tried again.</summary>
    public int Retryable => Of(BulkRepairItemState.Failed, BulkRepairItemState.NotYetVisible, BulkRepairItemState.Unreadable);
}

public abstract record BulkResult
{
    private BulkResult()
    {
    }

    public sealed record Accepted(BulkRepair Bulk) : BulkResult;

    public sealed record Denied(PortalRole Needed) : BulkResult;

    public sealed record NotFound : BulkResult;

    /// <summary>Nothing was started: this is none of the actor's tenants.</summary>
    public sealed record TenantNotFound(TenantId TenantId) : BulkResult;

    public sealed record CheckNotFound(string CheckId) : BulkResult;

    /// <summary>What was given can't be used.</summary>
    /// <param name="Field">Name of the parameter.</param>
    public sealed record Invalid(string Field, string Why) : BulkResult;

    /// <summary>The plans are not the ones whose hash was given.</summary>
    public sealed record PlanChanged(BulkSummary Current) : BulkResult;

    /// <summary>Nothing was started: nothing could be done as the actor any more when the request is over.</summary>
    public sealed record NoAccess(UnreadableReason Why) : BulkResult;

    /// <summary>It is not in a state in which this can be done.</summary>
    public sealed record NotNow(string Why) : BulkResult;
}
