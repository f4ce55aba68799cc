using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Reports;

/// <summary>What mends an open item.</summary>
public enum Mending
{
    /// <summary>A repair of the portal.</summary>
    Repair,

    /// <summary>The same, after somebody chose whom it reaches or which scopes it grants.</summary>
    RepairWithChoice,

    /// <summary>A person; the check's page says how.</summary>
    ByHand,
}

/// <summary>Something of a tenant that is broken or needs attention.</summary>
/// <param name="Title">The check's title.</param>
/// <param name="Headline">What is wrong, in one sentence.</param>
/// <param name="Blade">The page of Microsoft's portals where it is seen.</param>
public sealed record OpenItem(string CheckId, string Title, FindingStatus Status, bool Required, string Headline, Mending Mending, Uri? Blade);

/// <summary>One tenant of a report.</summary>
/// <param name="Then">At the beginning of the period.</param>
/// <param name="Now">At its end.</param>
/// <param name="Unread">Reads after the last answer that could not see; null: there were none.</param>
/// <param name="Devices">Of the last answer; null: there is none, or they could not be read.</param>
/// <param name="Open">Of the last answer, what is broken first; where <see cref="Now"/> is not read they are as old as it.</param>
public sealed record TenantReport(TenantId TenantId, string Name, Stand Then, Stand Now, UnreadSince? Unread, Rollout? Devices, IReadOnlyList<OpenItem> Open)
{
    /// <summary>Why the last answer could not tell: the first reason of each kind.</summary>
    public IReadOnlyList<Facts.UnreadableReason> Reasons { get; init; } = [];

    /// <param name="titleOf">The title of a check for people.</param>
    public static TenantReport Of(Tenant tenant, Stand then, TenantReadiness? answer, DateTimeOffset now, TimeSpan staleAfter, Func<string, string> titleOf) => new(
        tenant.Id,
        OneLine.Of(tenant.DisplayName),
        then,
        Stand.Now(answer, now, staleAfter),
        answer?.Unread,
        answer?.Devices,
        [
            .. (answer?.Findings ?? []).Where(one => one.Finding.Status is FindingStatus.Broken or FindingStatus.NeedsAttention)
                .OrderByDescending(one => one.Finding.Status == FindingStatus.Broken).ThenByDescending(one => one.Finding.Required)
                .Select(one => Item(one, titleOf)),
        ])
    {
        Reasons =
        [
            .. (answer?.Unread is { } unread ? unread.Reasons : (answer?.Findings ?? []).Select(one => one.Finding)
                .Where(finding => finding is { Required: true, Status: FindingStatus.Unknown }).Select(finding => finding.Reason)
                .OfType<Facts.UnreadableReason>().DistinctBy(reason => reason.Kind)),
        ],
    };

    private static OpenItem Item(AssessedFinding assessed, Func<string, string> titleOf) => new(
        assessed.Finding.CheckId,
        titleOf(assessed.Finding.CheckId),
        assessed.Finding.Status,
        assessed.Finding.Required,
        OneLine.Of(assessed.Finding.Headline ?? assessed.Finding.Summary),
        !assessed.Fixable ? Mending.ByHand : assessed.NeedsAudience || assessed.NeedsScopes ? Mending.RepairWithChoice : Mending.Repair,
        assessed.Finding.Blade);
}
