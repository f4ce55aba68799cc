using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>What kinds of steps are told apart in the summary of many plans.</summary>
public enum BulkAction
{
    CreateServicePrincipal,
    RestoreServicePrincipal,
    EnableServicePrincipal,
    OpenUserAccess,
    CreatePolicy,
    AssignPolicy,
    ChangePolicy,
    DeletePolicy,
}

/// <summary>What a whole bulk repair will do.</summary>
/// <param name="Tenants">Tenants with a plan.</param>
/// <param name="Actions">Steps of all plans together, by kind.</param>
/// <param name="PlanHash">Covers every tenant's plan; it is given back with the confirmation.</param>
/// <param name="NothingToDo">Tenants that were read and in which there is nothing for the portal to repair.</param>
/// <param name="Unreadable">Tenants that could not be read: nobody knows whether there is something to repair.</param>
/// <param name="WhyUnreadable">Why, each reason once; null when all could be read.</param>
/// <param name="Audience">"all devices" or "all users": whom a policy reaches where the plan chooses it. Null when the plans assign nothing.</param>
public sealed record BulkSummary(
    int Tenants, int NothingToDo, int Unreadable, string? WhyUnreadable, IReadOnlyDictionary<BulkAction, int> Actions, string PlanHash, string? Audience)
{
    private const int MostReasons = 3;

    /// <summary>
    /// "37 tenants: create 61 service principals, create 12 policies, assign 12 policies; 2 tenants could not be read". What could not be
    /// looked at is never summed up as nothing to repair.
    /// </summary>
    public string Sentence => string.Join("; ", new[] { Planned, Unread }.OfType<string>());

    /// <summary>Only what was looked at.</summary>
    private string? Planned => (Tenants, NothingToDo) switch
    {
        (0, 0) => null,
        (0, _) => $"Nothing to repair in {Count(NothingToDo, "tenant", "tenants")}",
        _ => $"{Count(Tenants, "tenant", "tenants")}: {string.Join(", ", Actions.OrderBy(pair => pair.Key).Select(pair => Words(pair.Key, pair.Value)))}",
    };

    private string? Unread => (Unreadable, Tenants + NothingToDo) switch
    {
        (0, 0) => "No tenant was read",
        (0, _) => null,
        _ => $"{Count(Unreadable, "tenant", "tenants")} could not be read",
    };

    /// <summary>What has to be typed before anything is sent.</summary>
    public string Confirmation => $"fix {Count(Tenants, "tenant", "tenants")}";

    /// <param name="items">All tenants of the bulk repair.</param>
    public static BulkSummary Of(IReadOnlyCollection<BulkRepairItem> items, PolicyChoice choice)
    {
        var planned = items.Where(item => item.PlanHash is not null).OrderBy(item => item.TenantId.ToString(), StringComparer.Ordinal).ToList();
        var actions = planned
            .SelectMany(item => item.Actions ?? new Dictionary<BulkAction, int>())
            .GroupBy(pair => pair.Key)
            .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value));
        var text = string.Join('\n', planned.Select(item => $"{item.TenantId} {item.PlanHash}"));
        var audience = actions.ContainsKey(BulkAction.AssignPolicy) ? AssignmentMerge.Describe(choice.Assign) : null;
        var unreadable = items.Where(item => item.State == BulkRepairItemState.Unreadable).ToList();
        var reasons = unreadable.Select(item => item.Error).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return new(
            planned.Count, items.Count(item => item.State == BulkRepairItemState.NothingToDo), unreadable.Count,
            unreadable.Count == 0 ? null : WhyOf(reasons), actions, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), audience);
    }

    /// <summary>How many steps of which kind a plan has.</summary>
    public static IReadOnlyDictionary<BulkAction, int> ActionsOf(RemediationPlan plan) =>
        plan.Steps.GroupBy(step => Kind(step.Change)).ToDictionary(group => group.Key, group => group.Count());

    private static string WhyOf(List<string> reasons) => reasons.Count switch
    {
        0 => "The results below say why.",
        <= MostReasons => string.Join(' ', reasons),
        _ => $"{string.Join(' ', reasons.Take(MostReasons))} And {reasons.Count - MostReasons} more reasons, with the tenants.",
    };

    public static string Words(BulkAction action, int count) => action switch
    {
        BulkAction.CreateServicePrincipal => $"create {Count(count, "service principal", "service principals")}",
        BulkAction.RestoreServicePrincipal => $"restore {Count(count, "service principal", "service principals")}",
        BulkAction.EnableServicePrincipal => $"switch {Count(count, "service principal", "service principals")} on",
        BulkAction.OpenUserAccess => $"open {Count(count, "app", "apps")} to all users",
        BulkAction.CreatePolicy => $"create {Count(count, "policy", "policies")}",
        BulkAction.AssignPolicy => $"assign {Count(count, "policy", "policies")}",
        BulkAction.ChangePolicy => $"change {Count(count, "policy", "policies")}",
        BulkAction.DeletePolicy => $"delete {Count(count, "policy", "policies")}",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "There are no words for it."),
    };

    private static BulkAction Kind(PlannedChange change) => change switch
    {
        PlannedChange.CreateServicePrincipal => BulkAction.CreateServicePrincipal,
        PlannedChange.RestoreServicePrincipal => BulkAction.RestoreServicePrincipal,
        PlannedChange.SetServicePrincipalEnabled => BulkAction.EnableServicePrincipal,
        PlannedChange.SetAppRoleAssignmentRequired => BulkAction.OpenUserAccess,
        PlannedChange.CreateConfigurationPolicy or PlannedChange.CreateDeviceConfiguration => BulkAction.CreatePolicy,
        PlannedChange.AssignPolicy => BulkAction.AssignPolicy,
        PlannedChange.ReplaceConfigurationPolicy or PlannedChange.UpdatePolicy => BulkAction.ChangePolicy,
        PlannedChange.DeleteConfigurationPolicy or PlannedChange.DeleteDeviceConfiguration or PlannedChange.DeleteServicePrincipal => BulkAction.DeletePolicy,
        _ => throw new ArgumentOutOfRangeException(nameof(change), change.GetType().Name, "The summary does not know this kind of change."),
    };

    private static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
