using PinResetPortal.Api.Readiness;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Reports;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Api.Reports;

/// <summary>A report as it stands now. A tenant that could not be read is counted as that and as nothing else, whatever its last answer said.</summary>
/// <param name="Scope">Which tenants it is about, in words.</param>
/// <param name="From">Where its period begins.</param>
/// <param name="To">Where its period ends: now.</param>
/// <param name="Counts">How many tenants stood how, then and now.</param>
/// <param name="Tenants">Those that could not be read or told first, then what is not ready.</param>
/// <param name="Repairs">What ended within the period, newest first.</param>
/// <param name="RepairsLeftOut">Older ones of the period that are not listed.</param>
internal sealed record ReportContentResponse(
    string Title,
    string Scope,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<StandCountResponse> Counts,
    IReadOnlyList<TenantReportResponse> Tenants,
    IReadOnlyList<ReportedRepairResponse> Repairs,
    int RepairsLeftOut)
{
    public static ReportContentResponse Of(FleetReport report) => new(
        report.Title,
        report.Scope,
        report.From,
        report.To,
        [.. report.Counts.Select(count => new StandCountResponse(count.Kind, count.Stage, count.Then, count.Now))],
        [.. report.Tenants.Select(TenantReportResponse.From)],
        [.. report.Repairs.Select(repair => new ReportedRepairResponse(repair.TenantId.Value, repair.TenantName, repair.IsUndo ? OperationKind.Undo : OperationKind.Fix, repair.Checks, repair.End, repair.EndedAt))],
        report.RepairsLeftOut);
}

/// <param name="Stage">Of those that were ready; null: the history did not keep stages yet, or the standing says it already.</param>
internal sealed record StandCountResponse(StandKind Standing, TenantStage? Stage, int Then, int Now);

/// <param name="Then">At the beginning of the period.</param>
/// <param name="Now">At its end.</param>
/// <param name="UnreadSince">Since when later reads could not see; null: they could.</param>
/// <param name="UnreadAt">When the last of these reads was.</param>
/// <param name="Reasons">Why the tenant could not be read or told.</param>
/// <param name="Devices">Of the last answer.</param>
/// <param name="OpenItems">Of the last answer.</param>
internal sealed record TenantReportResponse(
    Guid TenantId, string DisplayName, StandResponse Then, StandResponse Now, DateTimeOffset? UnreadSince, DateTimeOffset? UnreadAt, IReadOnlyList<string> Reasons,
    RolloutResponse? Devices, IReadOnlyList<OpenItemResponse> OpenItems)
{
    public static TenantReportResponse From(TenantReport tenant) => new(
        tenant.TenantId.Value,
        tenant.Name,
        StandResponse.From(tenant.Then),
        StandResponse.From(tenant.Now),
        tenant.Unread?.Since,
        tenant.Unread?.At,
        [.. tenant.Reasons.Select(reason => reason.Message)],
        RolloutResponse.From(tenant.Devices),
        [.. tenant.Open.Select(item => new OpenItemResponse(item.CheckId, item.Title, item.Status, item.Required, item.Headline, item.Mending, item.Blade))]);
}

/// <param name="Standing">What can be said of the moment itself.</param>
/// <param name="Verdict">Of the last answer by then; null: there is none.</param>
/// <param name="Stage">Of the same answer; null: there is none, or the history did not keep stages yet.</param>
/// <param name="ReadAt">When the last read that is known of by then was.</param>
internal sealed record StandResponse(StandKind Standing, Verdict? Verdict, TenantStage? Stage, DateTimeOffset? ReadAt)
{
    public static StandResponse From(Stand stand) => new(stand.Kind, stand.Verdict, stand.Stage, stand.ReadAt);
}

/// <param name="Headline">What is wrong, in one sentence.</param>
/// <param name="Mending">What mends it.</param>
/// <param name="Blade">The page of Microsoft's portals where it is seen.</param>
internal sealed record OpenItemResponse(string CheckId, string Title, FindingStatus Status, bool Required, string Headline, Mending Mending, Uri? Blade);

/// <param name="Checks">Titles of the checks that its steps are for.</param>
/// <param name="Outcome">How it ended.</param>
internal sealed record ReportedRepairResponse(Guid TenantId, string DisplayName, OperationKind Kind, IReadOnlyList<string> Checks, RepairEnd Outcome, DateTimeOffset EndedAt);
