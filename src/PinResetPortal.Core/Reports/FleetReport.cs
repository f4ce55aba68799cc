using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Reports;

/// <summary>How a repair ended.</summary>
public enum RepairEnd
{
    /// <summary>The same checks over fresh facts confirm it.</summary>
    Verified,

    /// <summary>Graph accepted every step, and fresh facts did not show it when the portal stopped looking.</summary>
    NotYetVisible,

    Failed,
    Cancelled,

    /// <summary>Its changes were taken back; of taking back: they are.</summary>
    Undone,
}

/// <summary>A repair, or taking one back, that ended within the period.</summary>
/// <param name="Checks">Titles of the checks that its steps are for.</param>
public sealed record ReportedRepair(TenantId TenantId, string TenantName, bool IsUndo, IReadOnlyList<string> Checks, RepairEnd End, DateTimeOffset EndedAt);

/// <summary>One line of the comparison: how many tenants stood so.</summary>
public sealed record StandCount(StandKind Kind, TenantStage? Stage, int Then, int Now);

/// <summary>What the devices of all tenants that were read report.</summary>
/// <param name="Tenants">Tenants whose devices and reports were read.</param>
/// <param name="Windows">Windows devices that Intune manages there.</param>
/// <param name="Arrived">Of these, the ones that reported PIN recovery as in force.</param>
/// <param name="Failed">Those that reported an error or a conflict.</param>
/// <param name="IsWhole">False: the counts are "at least".</param>
/// <param name="Untold">Tenants that were read, and whose devices or reports were not.</param>
public sealed record DeviceCount(int Tenants, int Windows, int Arrived, int Failed, bool IsWhole, int Untold);

/// <summary>
/// What became of some tenants within a period, out of what is stored. A tenant that could not be read is counted as that and as nothing
/// else, whatever its last answer said.
/// </summary>
/// <param name="Title">The name that people gave the report.</param>
/// <param name="Scope">Which tenants it is about, in words.</param>
/// <param name="Tenants">What nobody knows first, then what is not ready; by name within.</param>
/// <param name="Repairs">Newest first.</param>
/// <param name="RepairsLeftOut">Older ones of the period that are not listed.</param>
public sealed record FleetReport(
    string Title, string Scope, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<TenantReport> Tenants, IReadOnlyList<ReportedRepair> Repairs, int RepairsLeftOut)
{
    public IReadOnlyList<TenantReport> Unread => [.. Tenants.Where(one => one.Now.IsUnread)];

    public IReadOnlyList<TenantReport> Read => [.. Tenants.Where(one => !one.Now.IsUnread)];

    public int Of(StandKind kind) => Tenants.Count(one => one.Now.Kind == kind);

    /// <summary>Kinds and stages that no tenant stood at, neither then nor now, are left out.</summary>
    public IReadOnlyList<StandCount> Counts =>
    [
        .. Enum.GetValues<StandKind>()
            .SelectMany(kind => kind == StandKind.Ready
                ? Enum.GetValues<TenantStage>().Select(stage => (TenantStage?)stage).Append(null).Select(stage => (kind, stage))
                : [(kind, (TenantStage?)null)])
            .Select(one => new StandCount(one.kind, one.stage, Count(one.kind, one.stage, tenant => tenant.Then), Count(one.kind, one.stage, tenant => tenant.Now)))
            .Where(count => count is not { Then: 0, Now: 0 }),
    ];

    public DeviceCount Devices
    {
        get
        {
            var told = Read.Select(one => one.Devices).Where(devices => devices is { Windows: 0 } or { Reports: true }).ToList();
            return new(
                told.Count,
                told.Sum(devices => devices?.Windows ?? 0),
                told.Sum(devices => devices?.Arrived ?? 0),
                told.Sum(devices => devices?.Failed ?? 0),
                told.All(devices => devices is { Windows: 0 } or { IsWhole: true }),
                Read.Count - told.Count);
        }
    }

    public static FleetReport Of(
        string title, string scope, DateTimeOffset from, DateTimeOffset to, IEnumerable<TenantReport> tenants, IEnumerable<ReportedRepair> repairs, int mostRepairs)
    {
        var ended = repairs.OrderByDescending(one => one.EndedAt).ToList();
        return new(
            OneLine.Of(title),
            OneLine.Of(scope),
            from,
            to,
            [.. tenants.OrderBy(one => one.Now.Kind).ThenBy(one => one.Name, StringComparer.InvariantCultureIgnoreCase).ThenBy(one => one.TenantId)],
            [.. ended.Take(mostRepairs)],
            Math.Max(0, ended.Count - mostRepairs));
    }

    private int Count(StandKind kind, TenantStage? stage, Func<TenantReport, Stand> of) =>
        Tenants.Select(of).Count(stand => stand.Kind == kind && (kind != StandKind.Ready || stand.Stage == stage));
}
