using System.Globalization;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Registration;

namespace PinResetPortal.Core.SelfChecks;

/// <summary>Does the portal know the address under which people reach it, and does the way to it keep https?</summary>
internal static class AddressCheck
{
    private const string Id = SelfCheckIds.Address;
    private const string Mend = "Set Portal:PublicUrl to the https address that people type, or have the proxy's X-Forwarded-Proto believed: Portal:TrustedProxies with its address or network.";

    public static SelfFinding Judge(AddressFacts facts)
    {
        if (facts.PublicUrl is { } configured && RegistrationWish.ProblemOf(configured) is { } problem)
        {
            return new(Id, FindingStatus.Broken, $"Portal:PublicUrl: {problem}", Mend, Setting("https://NAME"));
        }

        return facts.Answer is { } answer && Asked(answer) is { } trouble ? trouble
            : facts.RefusedAt is { } refused ? new(
                Id, FindingStatus.NeedsAttention, $"A sign-in came over http at {refused.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC and was refused: the proxy before the portal did not say https, or somebody came past it.", Mend, Setting("https://NAME"))
            : facts.PublicUrl is { } address ? new(Id, FindingStatus.Healthy, $"People reach the portal at {Authority(address)}{(facts.Answer is null ? "" : ", which answers as it should")}.")
            : facts.MayBeAnywhere ? new(Id, FindingStatus.NotApplicable, "Portal:PublicUrl is not set; in this environment the portal takes the address that it is asked under.")
            : new(Id, FindingStatus.NeedsAttention, "Portal:PublicUrl is not set: the Host header of each request decides where consent links lead, and notifications carry no link.", Mend, Setting("https://NAME"));
    }

    private static SelfFinding? Asked(AddressAnswer answer)
    {
        var asked = Authority(answer.Asked);
        if (answer.Problem is { } problem)
        {
            return new(Id, FindingStatus.Unknown, $"{asked} cannot be reached from here: {problem}. Whether people reach the portal there, nobody can tell from this machine.", "Look at the name, the certificate and the proxy, and that the portal runs behind it.");
        }

        return answer switch
        {
            { Status: >= 500 } => new(Id, FindingStatus.Broken, $"{asked} answers with {answer.Status}: the proxy does not reach the portal, or the portal does not run.", "Start the portal, and look at the proxy's upstream address."),
            { SentTo: null } => new(Id, FindingStatus.Broken, $"What answers at {asked} is not this portal: it did not send a visitor to the sign-in page.", "Look where the name leads."),
            { SentTo: { } sent } when answer.Asked.Scheme == Uri.UriSchemeHttps && sent.Scheme == Uri.UriSchemeHttp => new(
                Id, FindingStatus.Broken, $"The proxy at {asked} does not tell the portal that it was asked over https, so Entra would be given an http address, and refuse the sign-in.", Mend, Setting(asked)),
            { SentTo: { } sent } when !sent.Authority.Equals(answer.Asked.Authority, StringComparison.OrdinalIgnoreCase) => new(
                Id, FindingStatus.Broken, $"{asked} sends visitors to {Authority(sent)}: the address that people type is not the one that the portal knows.", Mend, Setting(asked)),
            _ => null,
        };
    }

    private static string Setting(string address) => $"export Portal__PublicUrl={address}";

    private static string Authority(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
