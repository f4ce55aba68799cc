using System.Globalization;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Registration;

namespace PinResetPortal.Core.SelfChecks;

/// <summary>Does Entra take what the portal proves itself with, and for how long?</summary>
internal static class CredentialCheck
{
    private const string Id = SelfCheckIds.Credential;
    private static readonly string _rotate = PortalJudgement.Setup("--rotate");

    public static SelfFinding Judge(PortalFacts facts)
    {
        if (Used(facts) is not { } own)
        {
            return new(Id, FindingStatus.Broken, "The configuration names no credential with which the portal proves who it is.", "Run setup; it makes one and writes it down.", PortalJudgement.Setup(wanted: facts.Wanted));
        }

        var name = NameOf(own.Kind);
        if (own.Problem is { } problem)
        {
            return new(Id, FindingStatus.Broken, problem, "Put the right one there, or have a new one made.", _rotate);
        }

        var end = EndOf(facts);
        if (end <= facts.At)
        {
            return new(Id, FindingStatus.Broken, $"The portal's {name} ended on {Day(end.Value)}: nobody can sign in, and no tenant can be read.", "Have a new one made, and start the portal again.", _rotate);
        }

        if (facts.Token.WhyUnreadable is { Kind: UnreadableKind.CredentialRefused } refused)
        {
            return new(Id, FindingStatus.Broken, $"Entra does not take the portal's {name}{(refused.Code is { } code ? $" ({code})" : "")}.", "Have a new one made, and start the portal again.", _rotate);
        }

        if (own.Kind != CredentialKind.ManagedIdentity && Lists(facts) && Entry(facts, own) is null && IsTold(own))
        {
            return new(Id, FindingStatus.Broken, $"The registration does not list the {name} that the portal uses: it was taken out.", "Have a new one made, and start the portal again.", _rotate);
        }

        return end is { } at ? Ending(facts, name, at) : Endless(facts, own, name);
    }

    public static DateTimeOffset? EndOf(PortalFacts facts) => Used(facts) is { } own && own.Kind != CredentialKind.ManagedIdentity ? Earlier(own.EndsAt, Entry(facts, own)?.End) : null;

    /// <summary>Of several, one that works is enough: it is the first without a problem, as at start.</summary>
    private static OwnCredential? Used(PortalFacts facts) => facts.Credentials.FirstOrDefault(one => one.Problem is null) ?? (facts.Credentials.Count > 0 ? facts.Credentials[0] : null);

    private static SelfFinding Ending(PortalFacts facts, string name, DateTimeOffset end)
    {
        var days = (int)(end - facts.At).TotalDays;
        var words = $"The portal's {name} ends on {Day(end)}, in {Numbers.Of(days, "day", "days")}.";
        return days >= PortalJudgement.NoticeDays ? new(Id, FindingStatus.Healthy, words)
            : new(Id, FindingStatus.NeedsAttention, words, "Have a new one made before then; the old one works until the portal was started again.", _rotate);
    }

    private static SelfFinding Endless(PortalFacts facts, OwnCredential own, string name)
    {
        if (facts.Token.WhyUnreadable is { } reason && reason.Kind != UnreadableKind.PortalNotConsented)
        {
            return PortalJudgement.Unknown(Id, $"Whether Entra takes the portal's {name}", reason);
        }

        return own.Kind == CredentialKind.ManagedIdentity ? new(Id, FindingStatus.Healthy, "Entra takes the portal's managed identity. There is nothing that ends.")
            : facts.Registration.WhyUnreadable is { } unread ? new(Id, FindingStatus.Unknown, $"Entra takes the portal's {name}. When it ends could not be read. {unread.Message}", unread.NextStep)
            : new(Id, FindingStatus.Unknown, Lists(facts)
                ? $"Entra takes the portal's {name}. Which of the registration's it is, nobody can tell, so neither when it ends."
                : $"Entra takes the portal's {name}. When it ends, the tenant that has the registration can see.",
                Lists(facts) ? "Have a new one made, of which setup keeps the id." : null, Lists(facts) ? _rotate : null);
    }

    private static bool Lists(PortalFacts facts) => facts.Registration.ValueOrDefault?.Application is not null;

    private static bool IsTold(OwnCredential own) => own.KeyId is not null || own.Thumbprints.Count > 0;

    private static LiveCredential? Entry(PortalFacts facts, OwnCredential own)
    {
        var all = facts.Registration.ValueOrDefault?.Credentials.Where(one => one.IsCertificate == (own.Kind == CredentialKind.Certificate)).ToList() ?? [];
        return all.Find(one => one.KeyId.Equals(own.KeyId, StringComparison.OrdinalIgnoreCase))
            ?? all.Find(one => one.Thumbprint is { } print && own.Thumbprints.Contains(print, StringComparer.OrdinalIgnoreCase))
            ?? (!IsTold(own) && all.Count == 1 ? all[0] : null);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null ? other : other is null || one < other ? one : other;

    private static string NameOf(CredentialKind kind) => kind switch
    {
        CredentialKind.Certificate => "certificate",
        CredentialKind.Secret => "client secret",
        _ => "managed identity",
    };

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
