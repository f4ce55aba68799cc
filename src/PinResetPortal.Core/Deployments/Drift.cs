using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Deployments;

/// <summary>How a policy differs from what the portal deployed.</summary>
/// <param name="Current">The policy as it is; null when it is gone (or holds no Windows Hello setting any more).</param>
/// <param name="Differences">Plain clauses; empty when nothing differs.</param>
internal sealed record Drift(DeployedPolicy Deployed, IntunePolicy? Current, IReadOnlyList<string> Differences)
{
    public bool IsAccepted(DateTimeOffset now) => Deployed.AcceptedDrift is { } accepted && accepted.Until > now;

    /// <summary>Compares everything that was deployed with what was read; empty while the policies can't be read.</summary>
    public static IReadOnlyList<Drift> Find(TenantFacts facts) =>
    [
        .. from deployed in facts.Deployed
           where IsReadable(facts, deployed.Policy.Kind)
           let current = facts.AllPolicies.FirstOrDefault(policy => policy.Id.Equals(deployed.Policy.Id, StringComparison.OrdinalIgnoreCase))
           let differences = Compare(deployed.Policy, current)
           where differences.Count > 0
           select new Drift(deployed, current, differences),
    ];

    private static bool IsReadable(TenantFacts facts, PolicyKind kind) => kind switch
    {
        PolicyKind.Intent => facts.Intents.WhyUnreadable is null,
        PolicyKind.IdentityProtection or PolicyKind.CustomOmaUri => facts.DeviceConfigurations.WhyUnreadable is null,
        _ => facts.ConfigurationPolicies.WhyUnreadable is null,
    };

    private static List<string> Compare(IntunePolicy deployed, IntunePolicy? current)
    {
        if (current is null)
        {
            return ["the policy is gone, or holds no Windows Hello setting any more"];
        }

        var now = Values(current);
        var differences = Values(deployed)
            .Select(was => now.TryGetValue(was.Key, out var value)
                ? string.Equals(value, was.Value, StringComparison.OrdinalIgnoreCase) ? null : $"{NameOf(was.Key)} was {Short(was.Key, was.Value)} and is {Short(was.Key, value)}"
                : $"{NameOf(was.Key)} ({Short(was.Key, was.Value)}) was taken out")
            .OfType<string>()
            .ToList();
        if (!AssignmentMerge.AreSame(deployed.Assignments, current.Assignments))
        {
            differences.Add($"it was assigned to {AssignmentMerge.DescribeAll(deployed.Assignments)}, now {AssignmentMerge.DescribeAll(current.Assignments)}");
        }

        return differences;
    }

    private static Dictionary<string, string?> Values(IntunePolicy policy) => policy.Settings.Select(setting => (Key: setting.DefinitionId, setting.Value))
        .Concat(policy.OmaSettings.Select(row => (Key: row.OmaUri, row.Value)))
        .GroupBy(item => item.Key, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => group.First().Value, StringComparer.OrdinalIgnoreCase);

    private static string NameOf(string id) => HelloDefinitions.Find(id) is { } definition ? $"\"{definition.Name}\"" : id;

    private static string Short(string id, string? value) => HelloDefinitions.Find(id)?.BareValue(value) ?? value ?? "not set";
}
