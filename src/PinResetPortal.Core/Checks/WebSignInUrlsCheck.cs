using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Core.Checks;

/// <summary>
/// In a federated tenant the reset page of Entra-joined devices opens only domains on the allow list; without it people see
/// "We can't open that page right now" (https://learn.microsoft.com/windows/client-management/mdm/policy-csp-authentication#configurewebsigninallowedurls).
/// </summary>
public sealed class WebSignInUrlsCheck() : TenantCheck("policy.web-sign-in-urls", "Web sign-in allow list", CheckArea.Policy, required: true)
{
    public override Finding Evaluate(TenantFacts facts)
    {
        if (facts.Domains is Fact<IReadOnlyList<DomainFacts>>.Unreadable { Reason: var reason })
        {
            return Unknown("We could not see whether a domain is federated.", reason);
        }

        var federated = facts.Domains.ValueOrDefault!.Where(domain => domain.IsFederated).ToList();
        if (federated.Count == 0 && facts.Cloud != NationalCloud.UsGovernment)
        {
            return NotApplicable("No domain is federated, so the reset page needs no allow list.");
        }

        var blade = Blades.ConfigurationPolicies(facts.TenantId);
        var domains = federated.Select(domain => new Evidence(
            "domain", domain.Name, domain.Name, "authenticationType=Federated", domain.SignInHost is { } host ? $"signs in at {host}" : "the host of its sign-in page could not be read"));
        var lists = facts.AllPolicies
            .Select(policy => (Policy: policy, Urls: PolicyReading.WebSignInAllowedUrls(policy), Audience: facts.AudienceOf(policy.Assignments)))
            .Where(item => item.Urls.Count > 0)
            .ToList();
        var evidence = domains.Concat(lists.Select(item => new Evidence(
            PolicyEvidence.KindOf(item.Policy.Kind), item.Policy.Name, item.Policy.Id, string.Join(';', item.Urls), $"ConfigureWebSignInAllowedUrls, {item.Audience.Description}"))).ToList();

        var missing = SignInDomains.Missing(facts);
        var isSet = lists.Any(item => item.Audience.Reach != AudienceReach.Nobody);
        if (isSet && missing.Count == 0)
        {
            return Healthy(
                federated.TrueForAll(domain => domain.SignInHost is not null)
                    ? $"The allow list of the reset page names {string.Join(" and ", SignInDomains.Required(facts))}."
                    : "The tenant is federated, and the allow list of the reset page is set. Make sure that it names your identity provider's host.",
                evidence,
                blade);
        }

        var hidden = facts.AllPolicies.FirstOrDefault(policy => PolicyReading.HidesWebSignInAllowedUrls(policy) && facts.AudienceOf(policy.Assignments).Reach != AudienceReach.Nobody);
        if (hidden is not null)
        {
            return Unknown(
                $"\"{hidden.Name}\" sets the allow list of the reset page, but Intune does not show what is in it.",
                new(UnreadableKind.NotUnderstood, "Intune keeps the texts of custom profiles as secrets.", $"Open \"{hidden.Name}\" in Intune and make sure that ConfigureWebSignInAllowedUrls names your identity provider's host; better, set it in the settings catalog."),
                [.. evidence, new Evidence(PolicyEvidence.KindOf(hidden.Kind), hidden.Name, hidden.Id, "(masked)", "ConfigureWebSignInAllowedUrls")],
                blade);
        }

        return facts.UnreadablePolicies.FirstOrDefault() is { } unreadable
            ? Unknown("The tenant is federated, and we could not see all policies that may hold the allow list.", unreadable, evidence, blade)
            : Broken(
                isSet
                    ? $"The allow list of the reset page lacks {string.Join(" and ", missing)}: users see \"We can't open that page right now\"."
                    : $"{(federated.Count > 0 ? $"{federated[0].Name} is federated" : "The tenant is in Azure Government")}, but no policy allows its sign-in page: users see \"We can't open that page right now\".",
                evidence,
                blade);
    }
}
