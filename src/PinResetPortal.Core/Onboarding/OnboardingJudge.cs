using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Onboarding;

/// <summary>Turns what was read into probes. Reads nothing itself.</summary>
public sealed class OnboardingJudge(Tenant tenant, Actor actor, IReadOnlyList<PortalPermission> permissions)
{
    private const string AfterConsent = "Looked at as soon as the portal gets a token for the tenant.";

    /// <summary>Whether the engineer can be offered the way through Partner Center; whether their own account may go it, Partner Center says.</summary>
    public bool MayUsePartnerCenter =>
        actor.Kind == ActorKind.User
        && actor.May(PortalRole.Operator)
        && tenant.Relationship is { Kind: RelationshipKind.Gdap, Active: true }
        && RoleNeed.PartnerCenterConsent.IsMetBy(tenant.Relationship.Roles);

    public OnboardingProbe Reachable(Fact<ResolvedTenant> address, DateTimeOffset now)
    {
        const string Id = "tenant.reachable";
        const string Title = "Tenant can be reached";
        if (address.WhyUnreadable is { } reason)
        {
            var notFound = reason.Kind == UnreadableKind.TenantNotFound;
            return new(
                Id, Title, notFound ? ProbeState.Failed : ProbeState.Unknown, (notFound ? RefusalWords.Explain(reason.Code, tenant) : null) ?? reason.Message,
                Required: true, new OnboardingStep.Elsewhere(reason.NextStep ?? "Check the tenant id."), reason.Code);
        }

        return tenant.Relationship.StateAt(now) switch
        {
            RelationshipState.Ended => new(
                Id, Title, ProbeState.Failed, $"The GDAP relationship with {tenant.DisplayName} has ended.", Required: true,
                new OnboardingStep.Elsewhere("Ask the customer to approve a new GDAP relationship in Partner Center.")),
            RelationshipState.Unlisted => new(
                Id, Title, ProbeState.Failed, $"Your partner tenant no longer lists {tenant.DisplayName} as a customer.", Required: true,
                new OnboardingStep.Elsewhere("Check the customer and its admin relationships in Partner Center.")),
            RelationshipState.Expiring => new(
                Id, Title, ProbeState.Passed, $"{tenant.DisplayName} is there. Its GDAP relationship ends soon and does not extend itself.", Required: true,
                new OnboardingStep.Elsewhere("Turn on auto extend, or ask the customer to approve a new GDAP relationship.")),
            _ => new(Id, Title, ProbeState.Passed, $"{tenant.DisplayName} is there{(tenant.Relationship.Kind == RelationshipKind.Gdap ? ", and the GDAP relationship is active" : string.Empty)}.", Required: true),
        };
    }

    public OnboardingProbe Consented(Fact<AccessFacts> access)
    {
        const string Id = "portal.consented";
        const string Title = "Portal is consented";
        if (access.WhyUnreadable is not { } reason)
        {
            return new(Id, Title, ProbeState.Passed, $"Entra gives the portal tokens for {tenant.DisplayName}.", Required: true);
        }

        var cannotTell = reason.Kind is UnreadableKind.Unavailable or UnreadableKind.Throttled or UnreadableKind.NotUnderstood or UnreadableKind.CredentialRefused;
        return new(
            Id, Title, cannotTell ? ProbeState.Unknown : ProbeState.Failed, RefusalWords.Explain(reason.Code, tenant) ?? reason.Message,
            Required: true, RefusalWords.NextStep(reason, tenant) ?? ConsentStep(), reason.Code);
    }

    public IEnumerable<OnboardingProbe> Permissions(Fact<AccessFacts> access)
    {
        foreach (var need in permissions)
        {
            var id = $"permission.{need.Name}";
            var required = need.Required;
            if (access is not Fact<AccessFacts>.Known { Value: var held })
            {
                yield return new(id, need.Name, ProbeState.Skipped, AfterConsent, required);
            }
            else if (held.Scopes is null)
            {
                yield return new(id, need.Name, ProbeState.Unknown, "The token does not tell its permissions.", required, new OnboardingStep.Elsewhere("Check the tenant: the checks say which permission is missing."));
            }
            else if (PortalPermissions.Cover(held.Scopes, need.Name))
            {
                yield return new(id, need.Name, ProbeState.Passed, need.Why, required);
            }
            else
            {
                yield return new(id, need.Name, ProbeState.Failed, $"{tenant.DisplayName} has not granted it. {need.Why} {need.Without}", required, MoreConsentStep());
            }
        }
    }

    public IEnumerable<OnboardingProbe> Roles(Fact<AccessFacts> access)
    {
        foreach (var need in RoleNeed.All.Where(need => need != RoleNeed.PartnerCenterConsent))
        {
            yield return Role(need, access);
        }
    }

    public OnboardingProbe Intune(Fact<LicenceFacts>? licences) => Licence(
        "licence.intune", "Intune licence", licences, facts => facts.HasIntune,
        "An Intune plan is there.",
        $"{tenant.DisplayName} has no Intune plan, so there are no policies to read or create. Consent is checked all the same.",
        "Buy or assign a plan with Intune, or manage the devices' policies elsewhere.");

    public OnboardingProbe EntraP1(Fact<LicenceFacts>? licences) => Licence(
        "licence.entra-p1", "Entra ID P1 licence", licences, facts => facts.HasEntraP1,
        "Entra ID P1 or P2 is there, so sign-in logs can be read.",
        $"{tenant.DisplayName} has no Entra ID P1 or P2, so its sign-in logs cannot be read. Everything else works.",
        "Nothing, unless you want the failed PIN resets of the last week.");

    /// <summary>Application tokens, for scheduled scans. A person's consent through Partner Center does not carry them.</summary>
    public OnboardingProbe Unattended(Fact<AccessFacts>? access)
    {
        const string Id = "portal.unattended";
        const string Title = "Scheduled scans";
        return access switch
        {
            null => new(Id, Title, ProbeState.Skipped, AfterConsent, Required: false),
            Fact<AccessFacts>.Known { Value.Scopes: { } scopes } when permissions.Where(need => need.Required).All(need => PortalPermissions.Cover(scopes, need.Name)) =>
                new(Id, Title, ProbeState.Passed, "The portal may read this tenant by itself, so scheduled scans include it.", Required: false),
            _ when !tenant.AppOnlyConfirmed => new(
                Id, Title, ProbeState.Failed, "This tenant was known to the portal before it came onto your list. The portal reads it by itself only after it consented anew, for you; until then scheduled scans leave it out.", Required: false,
                new OnboardingStep.AdminConsent($"Have a Global Administrator or Privileged Role Administrator of {tenant.DisplayName} open the admin consent link from here: that confirms it for your home tenant.")),
            _ => new(
                Id, Title, ProbeState.Failed, "The portal may read this tenant only while somebody is signed in; scheduled scans leave it out.", Required: false,
                new OnboardingStep.AdminConsent($"Have a Global Administrator or Privileged Role Administrator of {tenant.DisplayName} open the admin consent link: it also grants the application permissions."), access.WhyUnreadable?.Code),
        };
    }

    private OnboardingProbe Role(RoleNeed need, Fact<AccessFacts> access)
    {
        var id = $"role.{need.Id}";
        var title = $"Role to {need.Feature}";
        var name = KnownRoles.NameOf(need.Ask);
        if (actor.Kind == ActorKind.Application)
        {
            return new(id, title, ProbeState.Skipped, "An application needs no directory role.", Required: false);
        }

        if (access is not Fact<AccessFacts>.Known { Value: var held })
        {
            // The relationship itself tells what nobody could do, token or not.
            return tenant.Relationship is { Kind: RelationshipKind.Gdap, Active: true } && !need.IsMetBy(tenant.Relationship.Roles)
                ? new(id, title, ProbeState.Failed, $"The GDAP relationship does not include a role to {need.Feature}.", need.ForVerdict, NotInRelationship(name))
                : new(id, title, ProbeState.Skipped, AfterConsent, need.ForVerdict);
        }

        if (held.Roles is null)
        {
            return new(id, title, ProbeState.Unknown, "The token does not tell your roles.", Required: false, new OnboardingStep.Elsewhere("Check the tenant: the checks say which role is missing."));
        }

        if (need.IsMetBy(held.Roles))
        {
            return new(id, title, ProbeState.Passed, $"You hold {KnownRoles.NameOf(held.Roles.First(need.AnyOf.Contains))}.", need.ForVerdict);
        }

        var isGdap = tenant.Relationship.Kind == RelationshipKind.Gdap;
        return isGdap && !need.IsMetBy(tenant.Relationship.Roles)
            ? new(id, title, ProbeState.Failed, $"The GDAP relationship does not include a role to {need.Feature}.", need.ForVerdict, NotInRelationship(name))
            : new(
                id, title, ProbeState.Failed, $"Your account holds no role to {need.Feature} in {tenant.DisplayName}.", need.ForVerdict,
                isGdap
                    ? new OnboardingStep.Role($"Have {name} assigned to a security group you are in: Partner Center > Customers > {tenant.DisplayName} > Admin relationships > Security groups.", name)
                    : new OnboardingStep.Role($"Have {name} assigned to your account in {tenant.DisplayName}.", name));
    }

    private static OnboardingProbe Licence(
        string id, string title, Fact<LicenceFacts>? licences, Func<LicenceFacts, bool> has, string passed, string failed, string next) => licences switch
        {
            null => new(id, title, ProbeState.Skipped, AfterConsent, Required: false),
            Fact<LicenceFacts>.Unreadable { Reason: var reason } => new(id, title, ProbeState.Unknown, reason.Message, Required: false, reason.NextStep is null ? null : new OnboardingStep.Elsewhere(reason.NextStep), reason.Code),
            Fact<LicenceFacts>.Known { Value: var facts } when has(facts) => new(id, title, ProbeState.Passed, passed, Required: false),
            _ => new(id, title, ProbeState.Failed, failed, Required: false, new OnboardingStep.Elsewhere(next)),
        };

    private static OnboardingStep.Role NotInRelationship(string name) =>
        new($"Ask the customer to approve a GDAP relationship that includes {name}.", name);

    private OnboardingStep ConsentStep() => MayUsePartnerCenter
        ? new OnboardingStep.PartnerCenterConsent($"Give the portal's consent in {tenant.DisplayName} through Partner Center.", [.. permissions.Select(need => need.Name)])
        : MoreConsentStep();

    // An entry in Partner Center is not extended by a second one: what is missing beside it takes an administrator of the tenant.
    private OnboardingStep.AdminConsent MoreConsentStep() => new($"Have an administrator of {tenant.DisplayName} open the admin consent link.");
}
