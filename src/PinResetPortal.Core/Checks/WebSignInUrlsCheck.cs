using PinResetPortal.Core.Coverage;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Templates;

namespace PinResetPortal.Core.Checks;

/// <summary>
/// At the lock screen of Entra-joined devices the reset page opens only domains on the allow list; without it people of a federated
/// domain see "We can't open that page right now"
/// (https://learn.microsoft.com/windows/client-management/mdm/policy-csp-authentication#configurewebsigninallowedurls).
/// </summary>
internal sealed class WebSignInUrlsCheck() : RequiredCheck("policy.web-sign-in-urls", "Web sign-in allow list", "Sign-in page not allowed", CheckArea.Policy)
{
    public override string Fault => "Sign-in page not allowed at the lock screen";

    public override string Headline(Finding finding) => "At the lock screen users see “We can't open that page right now”: the sign-in page is not allowed";

    public override Finding Evaluate(TenantFacts facts)
    {
        var isGovernment = facts.Cloud == NationalCloud.UsGovernment;
        if (!facts.Domains.IsKnown(out var all, out var reason))
        {
            return SignInDomains.HasEntraJoinedDevices(facts) == false
                ? NotApplicable("No Windows device here is Entra-joined: only these need an allow list for the reset page at the lock screen.")
                : Unknown("We could not see whether a domain is federated.", reason);
        }

        var federated = all.Where(domain => domain.IsFederated).ToList();
        if (federated.Count == 0 && !isGovernment)
        {
            return NotApplicable("No domain is federated, so the reset page at the lock screen needs no allow list.");
        }

        var inUse = SignInDomains.InUse(facts);
        var domains = federated.Select(domain => OfDomain(domain, facts)).ToList();
        if (inUse.Count == 0 && !isGovernment)
        {
            return NotApplicable($"No user lives on {Names(federated)}, as far as we can see: the reset page at the lock screen needs no allow list for {(federated.Count == 1 ? "it" : "them")}.", domains) with { Cause = FindingCause.AllowListNotNeeded };
        }

        return SignInDomains.HasEntraJoinedDevices(facts) switch
        {
            false => NotApplicable(
                $"No Windows device here is Entra-joined: only these need an allow list for the reset page at the lock screen. {Why(inUse)}.", [.. domains, .. Devices(facts)]) with
            { Cause = FindingCause.AllowListNotNeeded },
            true => Judge(facts, inUse, domains),
            null => Judge(facts, inUse, domains) is { Status: FindingStatus.Healthy } fine ? fine : DevicesNotSeen(facts, inUse, domains),
        };
    }

    private Finding Judge(TenantFacts facts, IReadOnlyList<DomainFacts> inUse, IReadOnlyList<Evidence> domains)
    {
        var blade = Blades.ConfigurationPolicies(facts.TenantId);
        var lists = facts.AllPolicies.Select(policy => (Policy: policy, Urls: PolicyReading.WebSignInAllowedUrls(policy))).Where(item => item.Urls.Count > 0).ToList();
        var evidence = domains.Concat(lists.Select(item => new Evidence(
            PolicyEvidence.KindOf(item.Policy.Kind), item.Policy.Name, item.Policy.Id, string.Join(';', item.Urls),
            $"ConfigureWebSignInAllowedUrls, {facts.AudienceOf(item.Policy).Description}"))).ToList();
        var hidden = facts.AllPolicies.FirstOrDefault(policy => PolicyReading.HidesWebSignInAllowedUrls(policy) && SignInDomains.IsGiven(policy, facts));
        var missing = SignInDomains.Missing(facts);
        var isSet = lists.Any(item => SignInDomains.IsGiven(item.Policy, facts));
        var unread = inUse.FirstOrDefault(domain => domain.SignInHost is null);
        if (isSet && missing.Count == 0 && unread is null)
        {
            return Healthy($"The allow list for the reset page at the lock screen names {Lists.And(SignInDomains.Required(facts))}.", evidence, blade);
        }

        if (hidden is not null)
        {
            return Unknown(
                $"\"{hidden.Name}\" sets the allow list for the reset page at the lock screen, but Intune does not show what is in it.",
                new(UnreadableKind.NotUnderstood, "Intune keeps the texts of custom profiles as secrets.", $"Open \"{hidden.Name}\" in Intune and make sure that ConfigureWebSignInAllowedUrls names your identity provider's host; better, set it in the settings catalog."),
                [.. evidence, new Evidence(PolicyEvidence.KindOf(hidden.Kind), hidden.Name, hidden.Id, "(masked)", "ConfigureWebSignInAllowedUrls")],
                blade) with
            { Cause = FindingCause.AllowListHidden };
        }

        if (facts.UnreadablePolicies.FirstOrDefault() is { } unreadable)
        {
            return Unknown($"{Why(inUse)}, and we could not see all policies that may hold the allow list.", unreadable, evidence, blade);
        }

        if (!isSet)
        {
            return Broken($"{Why(inUse)}, but no policy allows {(inUse.Count > 1 ? "their sign-in pages" : "its sign-in page")} on Entra-joined devices: at the lock screen users see \"We can't open that page right now\".", evidence, blade) with { Cause = FindingCause.AllowListMissing };
        }

        return unread is null || missing.Count > 0
            ? Broken($"The allow list for the reset page lacks {Lists.And(missing)}: at the lock screen of Entra-joined devices users see \"We can't open that page right now\".", evidence, blade) with { Cause = FindingCause.AllowListLacksHost }
            : Unknown(
                $"An allow list for the reset page is set, but we could not read which host {unread.Name} signs in at, so we do not know whether it names it.",
                unread.HostUnreadable ?? new(UnreadableKind.NotUnderstood, $"Entra ID lists no sign-in address of {unread.Name}.", $"Look at the federation of {unread.Name} in Entra ID, and make sure that the allow list names its host."),
                evidence,
                blade) with
            { Cause = FindingCause.HostUnreadable };
    }

    private Finding DevicesNotSeen(TenantFacts facts, IReadOnlyList<DomainFacts> inUse, IReadOnlyList<Evidence> domains) => Unknown(
        $"{Why(inUse)}. Entra-joined devices would need an allow list for the reset page at the lock screen; whether there are any, we could not see.",
        facts.Devices.WhyUnreadable ?? new(
            UnreadableKind.NotUnderstood,
            "Not every Windows device was read, or Intune does not say how it is joined.",
            "Look in Intune whether a Windows device is joined to Entra ID only. If there is one, set the allow list."),
        [.. domains, .. Devices(facts)],
        Blades.ConfigurationPolicies(facts.TenantId));

    private static string Why(IReadOnlyList<DomainFacts> inUse) => inUse.Count > 0 ? $"{Names(inUse)} {(inUse.Count == 1 ? "is" : "are")} federated" : "The tenant is in Azure Government";

    private static string Names(IReadOnlyList<DomainFacts> domains) => domains.Count <= 3
        ? Lists.And(domains.Select(domain => domain.Name))
        : $"{string.Join(", ", domains.Take(2).Select(domain => domain.Name))} and {domains.Count - 2} more domains";

    private static Evidence OfDomain(DomainFacts domain, TenantFacts facts) => new(
        "domain", domain.Name, domain.Name, "authenticationType=Federated",
        $"{(domain.SignInHost is { } host ? $"signs in at {host}" : "the host of its sign-in page could not be read")}; {Users(domain, facts)}")
    {
        Basis = domain.HasUsers is null ? EvidenceBasis.Inferred : EvidenceBasis.Listed,
    };

    private static string Users(DomainFacts domain, TenantFacts facts) => (domain.HasUsers, SignInDomains.IsInUse(domain, facts)) switch
    {
        (true, _) => "users have it in their sign-in name",
        (null, true) when domain.IsDefault => "taken to have users, because it is the default domain",
        (_, true) => "the primary user of a Windows device has it",
        (false, _) => "no user has it in the sign-in name",
        _ => "taken to have no users: no primary user of a Windows device has it, and it is not the default domain",
    };

    /// <summary>Nothing while they could not be read.</summary>
    private static Evidence[] Devices(TenantFacts facts) => facts.Devices.ValueOrDefault is not { } inventory ? [] :
    [
        new("device", "Windows devices looked at", null, $"{inventory.Devices.Count} of {Math.Max(inventory.Total, inventory.Devices.Count)}", string.Join(", ", inventory.Devices
            .GroupBy(device => device.Join).OrderBy(group => group.Key).Select(group => $"{group.Count()} {Word(group.Key)}"))),
    ];

    private static string Word(DeviceJoin join) => join switch
    {
        DeviceJoin.EntraJoined => "Entra-joined",
        DeviceJoin.HybridJoined => "hybrid-joined",
        DeviceJoin.EntraRegistered => "only registered",
        _ => "without a join type",
    };
}
