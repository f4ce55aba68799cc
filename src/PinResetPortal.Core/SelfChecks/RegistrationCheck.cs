using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Registration;

namespace PinResetPortal.Core.SelfChecks;

/// <summary>Is the live application object the wanted one?</summary>
internal static class RegistrationCheck
{
    private const string Id = SelfCheckIds.Registration;

    /// <summary>Cannot be told while nobody knows the public address.</summary>
    private static readonly string[] _ofTheAddress = ["registration.redirect-uris", "registration.redirect-uris-extra", "registration.logout-url"];

    public static SelfFinding Judge(PortalFacts facts)
    {
        var setup = PortalJudgement.Setup(wanted: facts.Wanted);
        if (facts.ClientId is null)
        {
            return new(Id, FindingStatus.Broken, "The configuration names no application: the portal is not registered.", "Run setup; it registers the portal and writes the configuration.", setup);
        }

        if (!facts.Registration.IsKnown(out var live, out var reason))
        {
            return PortalJudgement.Unknown(Id, "The registration", reason, ReadWithAPerson(facts));
        }

        if (live.Application is not { } application)
        {
            return live.Principal is null
                ? new(Id, FindingStatus.Broken, $"The tenant {facts.HomeTenantId} does not know the application {facts.ClientId} that the configuration names.", "Name the right one in AzureAd:ClientId, or run setup with another file (--out).", setup)
                : new(Id, FindingStatus.NotApplicable, "The portal is registered in another tenant, which looks after the registration.");
        }

        var differences = new RegistrationComparison(facts.Wanted, application, live.Ids).Differences
            .Where(one => facts.Address.PublicUrl is not null || !_ofTheAddress.Contains(one.Id)).ToList();
        return differences.Count == 0
            ? new(Id, FindingStatus.Healthy, facts.Address.PublicUrl is null
                ? "The registration is as it should be. Its addresses could not be compared, because Portal:PublicUrl is not set."
                : "The registration is as it should be: addresses, roles, claims and permissions.")
            : new(
                Id,
                differences.TrueForAll(one => one.Id.EndsWith("-extra", StringComparison.Ordinal)) ? FindingStatus.NeedsAttention : FindingStatus.Broken,
                $"The registration is not as it should be. {string.Join(' ', differences.Select(one => one.Words))}",
                "Run setup again; it shows what it will send, and sends only what is missing.",
                setup);
    }

    /// <summary>Without application permissions the portal cannot look on its own; a person can.</summary>
    internal static string? ReadWithAPerson(PortalFacts facts) => facts.Wanted.Wish.Unattended ? null : $"{PortalJudgement.Program} doctor --sign-in";
}
