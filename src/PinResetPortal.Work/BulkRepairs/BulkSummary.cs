using System.Security.Cryptography;
using System.Text;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>What a whole bulk repair will do.</summary>
/// <param name="Tenants">Tenants with a plan.</param>
/// <param name="Actions">Steps of all plans together, by kind.</param>
/// <param name="PlanHash">Covers every tenant's plan; it is given back with the confirmation.</param>
/// <param name="NothingToDo">Tenants that were read and in which there is nothing for the portal to repair.</param>
/// <param name="Unreadable">Tenants that could not be read: nobody knows whether there is something to repair.</param>
/// <param name="WhyUnreadable">Why, each reason once; null when all could be read.</param>
/// <param name="Audience">"all devices" or "all users": whom a policy reaches where the plan chooses it. Null when the plans assign nothing.</param>
public sealed record BulkSummary(
    int Tenants, int NothingToDo, int Unreadable, string? WhyUnreadable, IReadOnlyDictionary<ChangeAction, int> Actions, string PlanHash, string? Audience)
{
    private const int MostReasons = 3;

    /// <summary>It takes another bulk repair back.</summary>
    public bool IsUndo { get; init; }

    /// <summary>Tenants that cannot be taken back, and are not touched.</summary>
    public int LeftAlone { get; init; }

    /// <summary>
    /// "37 tenants: create 61 service principals, create 12 policies, assign 12 policies; 2 tenants could not be read". What could not be
    /// looked at is never summed up as nothing to repair.
    /// </summary>
    public string Sentence => string.Join("; ", new[] { Planned, NotTakenBack, Unread }.OfType<string>());

    /// <summary>Only what was looked at.</summary>
    private string? Planned => (Tenants, NothingToDo) switch
    {
        (0, 0) => null,
        (0, _) => $"Nothing to repair in {Numbers.Of(NothingToDo, "tenant", "tenants")}",
        _ => $"{Numbers.Of(Tenants, "tenant", "tenants")}: {string.Join(", ", Actions.OrderBy(pair => pair.Key).Select(pair => ChangeActions.Words(pair.Key, pair.Value)))}",
    };

    private string? NotTakenBack => LeftAlone == 0 ? null : $"{Numbers.Of(LeftAlone, "tenant", "tenants")} cannot be taken back";

    private string? Unread => (Unreadable, Tenants + NothingToDo + LeftAlone) switch
    {
        (0, 0) => "No tenant was read",
        (0, _) => null,
        _ => $"{Numbers.Of(Unreadable, "tenant", "tenants")} could not be read",
    };

    /// <summary>What has to be typed before anything is sent.</summary>
    public string Confirmation => $"{(IsUndo ? "undo" : "fix")} {Numbers.Of(Tenants, "tenant", "tenants")}";

    /// <param name="items">All tenants of the bulk repair.</param>
    /// <param name="isUndo">It takes another one back.</param>
    public static BulkSummary Of(IReadOnlyCollection<BulkRepairItem> items, PolicyChoice choice, bool isUndo = false)
    {
        var planned = items.Where(item => item.PlanHash is not null).OrderBy(item => item.TenantId.ToString(), StringComparer.Ordinal).ToList();
        var actions = planned
            .SelectMany(item => item.Actions ?? new Dictionary<ChangeAction, int>())
            .GroupBy(pair => pair.Key)
            .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value));
        var text = string.Join('\n', planned.Select(item => $"{item.TenantId} {item.PlanHash}"));
        var audience = actions.ContainsKey(ChangeAction.AssignPolicy) ? AssignmentMerge.Describe(choice.Assign) : null;
        var unreadable = items.Where(item => item.State == BulkRepairItemState.Unreadable).ToList();
        var reasons = unreadable.Select(item => item.Error).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return new(
            planned.Count, items.Count(item => item.State == BulkRepairItemState.NothingToDo), unreadable.Count,
            unreadable.Count == 0 ? null : WhyOf(reasons), actions, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), audience)
        {
            IsUndo = isUndo,
            LeftAlone = items.Count(item => item.State == BulkRepairItemState.LeftAlone),
        };
    }

    /// <summary>How many of these steps are of which kind.</summary>
    public static IReadOnlyDictionary<ChangeAction, int> ActionsOf(IEnumerable<PlannedStep> steps) =>
        steps.GroupBy(step => step.Change.Traits().Action).ToDictionary(group => group.Key, group => group.Count());

    private static string WhyOf(List<string> reasons) => reasons.Count switch
    {
        0 => "The results below say why.",
        <= MostReasons => string.Join(' ', reasons),
        _ => $"{string.Join(' ', reasons.Take(MostReasons))} And {Numbers.Of(reasons.Count - MostReasons, "more reason", "more reasons")}, with the tenants.",
    };

}
