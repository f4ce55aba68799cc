using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.People;

/// <summary>The domain of the user principal name, and who checks the password of its users (https://learn.microsoft.com/graph/api/resources/domain).</summary>
/// <param name="IsFederated">A sign-in service of its own does, not Entra ID.</param>
public sealed record PersonDomain(string Name, bool IsFederated)
{
    internal static Fact<PersonDomain> Of(PersonFacts person, TenantFacts facts)
    {
        if (person.Person.UserPrincipalName?.Split('@') is not [.., { Length: > 0 } suffix] parts || parts.Length < 2)
        {
            return new UnreadableReason(UnreadableKind.NotUnderstood, "Graph did not tell the user principal name.", "Look at the user in Entra ID.");
        }

        return facts.Domains switch
        {
            Fact<IReadOnlyList<DomainFacts>>.Unreadable { Reason: var reason } => reason,
            { ValueOrDefault: { } domains } when domains.FirstOrDefault(one => one.Name.Equals(suffix, StringComparison.OrdinalIgnoreCase)) is { } domain => new PersonDomain(domain.Name, domain.IsFederated),
            _ => new UnreadableReason(UnreadableKind.NotUnderstood, $"{suffix} is not among the domains that Entra ID lists.", "Look at the user and the custom domain names in Entra ID."),
        };
    }
}
