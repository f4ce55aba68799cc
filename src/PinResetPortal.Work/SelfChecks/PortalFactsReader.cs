using PinResetPortal.Core.Facts;
using PinResetPortal.Core.SelfChecks;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Onboarding;

namespace PinResetPortal.Work.SelfChecks;

/// <summary>Reads everything that the portal's own checks judge, for the running portal and for <c>doctor</c> alike.</summary>
public sealed class PortalFactsReader(IOwnRegistrationReader registrations, IOnboardingReader readings, IDatabaseLook database, IOwnPlace place, TimeProvider time)
{
    private static readonly UnreadableReason _notRegistered = new(UnreadableKind.PortalNotConsented, "The configuration names no application.", "Run setup first.");

    /// <param name="actor">Who asks. What the portal may not read by itself is read as this person.</param>
    public async Task<PortalFacts> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var home = new Tenant(actor.HomeTenantId, "Your home tenant", null, new TenantRelationship(RelationshipKind.Home, Active: true));
        var portal = Actor.Portal("portal", "the portal itself", home.Id, PortalRole.Reader);
        var (clock, look, address) = (registrations.ReadClockAsync(cancellationToken), database.LookAsync(cancellationToken), place.ReadAddressAsync(cancellationToken));
        var facts = new PortalFacts(
            time.GetUtcNow(), home.Id, place.ClientId, place.Wanted, place.ReadCredentials(), _notRegistered, _notRegistered, await address, await clock, await look, _notRegistered);
        if (facts.ClientId is not { } clientId)
        {
            return facts;
        }

        facts = facts with { Token = await readings.ReadAccessAsync(home, portal, cancellationToken) };

        // Where no token is to be had, nothing else can be read: the one reason says more than three others.
        if (facts.Token.WhyUnreadable is { Kind: UnreadableKind.CredentialRefused } refused)
        {
            return facts with { Registration = refused, Licences = refused };
        }

        var looker = actor.Kind == ActorKind.User && facts.Token.ValueOrDefault?.Scopes is null ? actor : portal;
        var (live, licences) = (registrations.ReadAsync(home, clientId, looker, cancellationToken), readings.ReadLicencesAsync(home, looker, cancellationToken));
        return facts with { Registration = await live, Licences = await licences };
    }
}
