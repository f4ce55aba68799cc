using PinResetPortal.Api.Calls;
using PinResetPortal.Api.Operations;
using PinResetPortal.Core.Findings;
using PinResetPortal.Work.BulkRepairs;

namespace PinResetPortal.Api.BulkRepairs;

/// <param name="Total">Tenants of the bulk repair.</param>
/// <param name="Counts">How many tenants are in which state (unplanned, planned, nothingToDo, unreadable, running, verified, notYetVisible, failed, interrupted, undone, leftAlone).</param>
/// <param name="Summary">What the plans do; null while they are made.</param>
/// <param name="Note">Why it stands still, in words.</param>
/// <param name="RetryOf">The bulk repair whose failed tenants this one takes up again.</param>
/// <param name="UndoOf">The bulk repair that this one takes back.</param>
internal sealed record BulkRepairResponse(
    Guid Id,
    BulkRepairState State,
    int Total,
    IReadOnlyDictionary<string, int> Counts,
    BulkSummaryResponse? Summary,
    string? Note,
    Guid? RetryOf,
    string StartedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ConfirmedAt,
    DateTimeOffset? FinishedAt,
    Guid? UndoOf)
{
    public static BulkRepairResponse From(BulkProgress progress) => new(
        progress.Bulk.Id,
        progress.Bulk.State,
        progress.Total,
        progress.Counts.ToDictionary(pair => ApiJson.Word(pair.Key), pair => pair.Value),
        progress.Summary is { } summary ? BulkSummaryResponse.From(summary) : null,
        progress.Bulk.Note,
        progress.Bulk.RetryOf,
        progress.Bulk.StartedBy.Name,
        progress.Bulk.CreatedAt,
        progress.Bulk.ConfirmedAt,
        progress.Bulk.FinishedAt,
        progress.Bulk.UndoOf);
}

/// <param name="Sentence">For example "37 tenants: create 61 service principals, create 12 policies, assign 12 policies".</param>
/// <param name="Tenants">Tenants with a plan.</param>
/// <param name="NothingToDo">Tenants that were read and need no repair of the portal.</param>
/// <param name="Unreadable">Tenants that could not be read: nobody knows whether there is something to repair.</param>
/// <param name="WhyUnreadable">Why, in words; null when all could be read.</param>
/// <param name="Actions">Steps of all plans together, by kind.</param>
/// <param name="PlanHash">Covers every tenant's plan; give it back to start.</param>
/// <param name="Confirmation">The words to give back to start.</param>
/// <param name="LeftAlone">Tenants that cannot be taken back and are not touched; each says why.</param>
/// <param name="Audience">"all devices" or "all users": whom a policy reaches where the plan chooses it; null when the plans assign nothing.</param>
internal sealed record BulkSummaryResponse(
    string Sentence, int Tenants, int NothingToDo, int Unreadable, string? WhyUnreadable, IReadOnlyDictionary<string, int> Actions, string PlanHash, string Confirmation, string? Audience, int LeftAlone)
{
    public static BulkSummaryResponse From(BulkSummary summary) => new(
        summary.Sentence,
        summary.Tenants,
        summary.NothingToDo,
        summary.Unreadable,
        summary.WhyUnreadable,
        summary.Actions.ToDictionary(pair => ApiJson.Word(pair.Key), pair => pair.Value),
        summary.PlanHash,
        summary.Confirmation,
        summary.Audience,
        summary.LeftAlone);
}

/// <param name="Pilot">It goes first.</param>
/// <param name="PlanHash">planHash of GET /tenants/{tenantId}/plan with the same checks.</param>
/// <param name="OperationId">The run: GET /operations/{id}, where it can be undone.</param>
/// <param name="Verdict">Read after the run; null before.</param>
internal sealed record BulkRepairItemResponse(
    Guid TenantId,
    string DisplayName,
    BulkRepairItemState State,
    bool Pilot,
    string? PlanHash,
    IReadOnlyDictionary<string, int>? Actions,
    Guid? OperationId,
    Verdict? Verdict,
    string? Error)
{
    public static BulkRepairItemResponse From(BulkRepairItem item) => new(
        item.TenantId.Value,
        item.DisplayName,
        item.State,
        item.IsPilot,
        item.PlanHash,
        item.Actions?.ToDictionary(pair => ApiJson.Word(pair.Key), pair => pair.Value),
        item.OperationId,
        item.Verdict,
        item.Error);
}

/// <param name="Steps">In the order in which they are sent. skipped: left alone.</param>
internal sealed record BulkItemPlanResponse(IReadOnlyList<OperationStepResponse> Steps);

/// <summary>One of the last bulk repairs.</summary>
/// <param name="UndoOf">The bulk repair that this one takes back.</param>
internal sealed record BulkRepairListResponse(Guid Id, BulkRepairState State, string StartedBy, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, Guid? UndoOf)
{
    public static BulkRepairListResponse From(BulkRepair bulk) => new(bulk.Id, bulk.State, bulk.StartedBy.Name, bulk.CreatedAt, bulk.FinishedAt, bulk.UndoOf);
}
