using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Templates;

namespace PinResetPortal.Core.Remediation;

/// <summary>
/// Adds the sign-in hosts that are missing to the allow list of the reset page: in the policy that has the list, else in the portal's own
/// policy, else in a new one. Never in a second policy beside one that has the list: two lists for the same people cancel each other.
/// </summary>
internal sealed class AllowSignInDomains(PolicyTemplates templates) : IRemediation
{
    public string CheckId => "policy.web-sign-in-urls";

    public int Order => 45;

    public IReadOnlyList<ProposedChange> Propose(TenantFacts facts, PolicyChoice choice)
    {
        var missing = SignInDomains.Missing(facts);
        if (missing.Count == 0 || facts.UnreadablePolicies.Any())
        {
            return [];
        }

        var policies = facts.AllPolicies.Where(policy => policy.Document is not null && SignInDomains.IsGiven(policy, facts)).ToList();
        if (policies.Exists(PolicyReading.HidesWebSignInAllowedUrls) || facts.AllPolicies.Any(policy => WaitsForMembers(policy, facts)))
        {
            return [];
        }

        if (policies.Find(policy => PolicyReading.WebSignInAllowedUrls(policy).Count > 0) is { } holder)
        {
            return Extended(holder, missing) is { } longer ? [Add(holder, longer, missing)] : [];
        }

        var own = policies.Find(policy => PolicyDocument.IsConfigurationPolicy(policy.Kind) && policy.Description?.Contains(PolicyTemplate.MadeByPortal, StringComparison.Ordinal) == true);
        return own is not null && PolicyDocument.AllowDomains(own.Document!, missing) is { } document
            ? [Add(own, document, missing)]
            : Create(facts, choice, missing);
    }

    /// <summary>A list for a group that is empty right now: a second one would contradict it as soon as somebody joins.</summary>
    private static bool WaitsForMembers(IntunePolicy policy, TenantFacts facts) =>
        PolicyReading.WebSignInAllowedUrls(policy).Count > 0 && facts.AudienceOf(policy.Assignments).Reach is AudienceReach.Nobody or AudienceReach.NobodyYet
        && policy.Assignments.Count > 0;

    private static string? Extended(IntunePolicy policy, IReadOnlyList<string> missing) => PolicyDocument.IsConfigurationPolicy(policy.Kind)
        ? PolicyDocument.AllowDomains(policy.Document!, missing)
        : PolicyDocument.AllowDomainsInRows(policy.Document!, missing);

    private static ProposedChange Add(IntunePolicy policy, string document, IReadOnlyList<string> missing)
    {
        var now = PolicyReading.WebSignInAllowedUrls(policy);
        return new(
            $"allow-domains-{policy.Id}",
            $"Allow {Lists.And(missing)} on the reset page, in \"{policy.Name}\"; every other setting stays",
            PolicyDocument.Change(policy.Kind, policy.Id, document),
            now.Count == 0 ? "ConfigureWebSignInAllowedUrls is not set" : $"ConfigureWebSignInAllowedUrls={string.Join(';', now)}",
            $"ConfigureWebSignInAllowedUrls={string.Join(';', [.. now, .. missing])}",
            Permissions.PolicyWrite,
            Permissions.IntuneRole,
            $"Put the allow list of \"{policy.Name}\" back as it was",
            PolicyDocument.Change(policy.Kind, policy.Id, policy.Document!));
    }

    private ProposedChange[] Create(TenantFacts facts, PolicyChoice choice, IReadOnlyList<string> missing)
    {
        var list = string.Join(';', missing);
        var draft = templates.Of(facts.HomeTenantId).DraftOf(
            facts, "Web sign-in allow list", "Lets the PIN reset page open the sign-in page of the identity provider.", [new(KnownSettings.WebSignInAllowedUrls, DraftSettingKind.Text, list, null)]);
        var assignments = AssignmentMerge.Merge([], choice.Assign ?? AssignmentChoice.AllDevices);
        var policy = ObjectReference.CreatedBy("create-allow-list");
        return
        [
            new(
                "create-allow-list",
                $"Create the settings catalog policy \"{draft.Name}\"",
                new PlannedChange.CreateConfigurationPolicy(draft),
                "no policy sets ConfigureWebSignInAllowedUrls",
                $"ConfigureWebSignInAllowedUrls={list}",
                Permissions.PolicyWrite,
                Permissions.IntuneRole,
                $"Delete the policy \"{draft.Name}\"",
                new PlannedChange.DeleteConfigurationPolicy(policy)),
            new(
                "assign-allow-list",
                $"Assign \"{draft.Name}\" to {AssignmentMerge.Describe(choice.Assign)}",
                new PlannedChange.AssignPolicy(PolicyKind.SettingsCatalog, policy, assignments),
                "not assigned",
                AssignmentMerge.DescribeAll(assignments),
                Permissions.PolicyWrite,
                Permissions.IntuneRole,
                $"Take the assignment of \"{draft.Name}\" away",
                new PlannedChange.AssignPolicy(PolicyKind.SettingsCatalog, policy, [])),
        ];
    }
}
