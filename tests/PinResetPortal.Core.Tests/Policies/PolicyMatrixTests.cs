using FsCheck.Xunit;
using PinResetPortal.Core.Coverage;
using PinResetPortal.Core.Findings;

namespace PinResetPortal.Core.Policies;

public sealed class PolicyMatrixTests
{
    [Fact]
    public void Matrix_UserScopeFalseAgainstDeviceTrue_UserScopeWins()
    {
        var facts = TenantFactsBuilder.Healthy() with
        {
            ConfigurationPolicies = TenantFactsBuilder.Policies(
                TenantFactsBuilder.Catalog("p-on", "Devices", true, TenantFactsBuilder.AllDevices),
                TenantFactsBuilder.UserCatalog("p-off", "Users", false, TenantFactsBuilder.AllUsers)),
        };

        var rows = PolicyMatrix.Of(facts);

        Assert.Equal((PolicyOutcome.Loses, "device", "true"), (rows[0].Outcome, rows[0].Scope, rows[0].Value));
        Assert.Equal((PolicyOutcome.Wins, "user", "false"), (rows[1].Outcome, rows[1].Scope, rows[1].Value));
        Assert.Contains("user scope beats device scope", rows[0].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Matrix_UnassignedAndUselessOnes_SayWhy()
    {
        var facts = TenantFactsBuilder.Healthy() with
        {
            ConfigurationPolicies = TenantFactsBuilder.Policies(TenantFactsBuilder.Catalog("p-on", "Hello", true)),
            DeviceConfigurations = TenantFactsBuilder.Policies(TenantFactsBuilder.Custom("c", "./Vendor/MSFT/Policy/PassportForWork/TenantId/Policies/EnablePinRecovery", "true", assignments: TenantFactsBuilder.AllDevices)),
        };

        var rows = PolicyMatrix.Of(facts);

        Assert.Equal([PolicyOutcome.ReachesNobody, PolicyOutcome.NoEffect], rows.Select(row => row.Outcome));
        Assert.Contains("'TenantId' stands where the tenant id belongs", rows[1].Why, StringComparison.Ordinal);
    }

    /// <summary>
    /// Small worlds of four users in three groups and three policies: what the matrix says of a policy must hold for every user when the
    /// value is worked out user by user. Bit 0 of a policy is its value, bit 1 its scope, bits 2 to 4 its groups, bits 5 to 7 its exclusions.
    /// </summary>
    [Property(MaxTest = 5000)]
    public bool Matrix_AnyWorld_AgreesWithEveryUser(byte first, byte second, byte third, byte a, byte b, byte c)
    {
        var heads = new Dictionary<string, string[]> { ["g1"] = Users(first), ["g2"] = Users(second), ["g3"] = Users(third) };
        var policies = new[] { a, b, c }.Select((bits, index) => new Policy($"p{index}", (bits & 1) == 1, (bits & 2) == 2, Groups(bits >> 2), Groups(bits >> 5))).ToList();
        var facts = TenantFactsBuilder.Healthy() with
        {
            Groups = TenantFactsBuilder.Groups([.. heads.Select(entry => TenantFactsBuilder.Group(entry.Key, entry.Value))]),
            ConfigurationPolicies = TenantFactsBuilder.Policies([.. policies.Select(Make)]),
        };

        return PolicyMatrix.Of(facts).Zip(policies).All(pair => Holds(pair.First.Outcome, pair.Second, policies, heads));
    }

    private static bool Holds(PolicyOutcome outcome, Policy policy, List<Policy> all, Dictionary<string, string[]> heads)
    {
        var reached = policy.Reaches(heads).ToList();
        return outcome switch
        {
            PolicyOutcome.ReachesNobody => reached.Count == 0,
            PolicyOutcome.Wins => reached.TrueForAll(user => Value(user, all, heads) == policy.Value),
            PolicyOutcome.Loses => reached.Exists(user => Value(user, all, heads) != policy.Value) || MeetsOnlyEmptyGroups(policy, all, heads),
            PolicyOutcome.Conflicts => reached.Exists(user => all.Exists(other => other.User == policy.User && other.Value != policy.Value && other.Reaches(heads).Contains(user)))
                || MeetsOnlyEmptyGroups(policy, all, heads),
            _ => false,
        };
    }

    /// <summary>Two policies on one group without members meet as soon as somebody joins it; counting heads can't see that.</summary>
    private static bool MeetsOnlyEmptyGroups(Policy policy, List<Policy> all, Dictionary<string, string[]> heads) =>
        all.Exists(other => other.Value != policy.Value && other.Includes.Intersect(policy.Includes).Any(group => heads[group].Length == 0));

    /// <summary>Null: policies of the deciding scope contradict each other.</summary>
    private static bool? Value(string user, List<Policy> all, Dictionary<string, string[]> heads)
    {
        var mine = all.Where(policy => policy.Reaches(heads).Contains(user)).ToList();
        var deciding = mine.Exists(policy => policy.User) ? mine.FindAll(policy => policy.User) : mine;
        return deciding.Select(policy => policy.Value).Distinct().Count() == 1 ? deciding[0].Value : null;
    }

    private static IntunePolicy Make(Policy policy)
    {
        PolicyAssignment[] assignments = [.. policy.Includes.Select(TenantFactsBuilder.In), .. policy.Excludes.Select(TenantFactsBuilder.NotIn)];
        return policy.User
            ? TenantFactsBuilder.UserCatalog(policy.Id, policy.Id, policy.Value, assignments)
            : TenantFactsBuilder.Catalog(policy.Id, policy.Id, policy.Value, assignments);
    }

    private static string[] Users(byte bits) => [.. Enumerable.Range(0, 4).Where(bit => (bits >> bit & 1) == 1).Select(bit => $"u{bit}")];

    private static string[] Groups(int bits) => [.. Enumerable.Range(0, 3).Where(bit => (bits >> bit & 1) == 1).Select(bit => $"g{bit + 1}")];

    private sealed record Policy(string Id, bool Value, bool User, string[] Includes, string[] Excludes)
    {
        public IEnumerable<string> Reaches(Dictionary<string, string[]> heads) =>
            Includes.SelectMany(group => heads[group]).Distinct().Except(Excludes.SelectMany(group => heads[group]));
    }
}
