using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.People;

/// <summary>
/// The tenant's policy about Temporary Access Passes
/// (https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration).
/// </summary>
/// <param name="Included">Who may have one: ids of groups and users, or <see cref="Everybody"/>.</param>
/// <param name="Excluded">Who may not, whatever includes them.</param>
public sealed record AccessPassPolicy(bool Enabled, IReadOnlyList<string> Included, IReadOnlyList<string> Excluded)
{
    /// <summary>The id that stands for all users of the tenant (https://learn.microsoft.com/graph/api/resources/authenticationmethodtarget).</summary>
    public const string Everybody = "all_users";
}

/// <summary>Whether the tenant's policy lets this person have a Temporary Access Pass.</summary>
public enum AccessPassState
{
    Allowed,

    /// <summary>The method is switched off in the tenant.</summary>
    Off,

    /// <summary>It is on, for others.</summary>
    NotIncluded,

    /// <summary>It is on, and the person or a group of the person is excluded.</summary>
    Excluded,

    /// <summary>The policy, or the groups that decide, could not be read.</summary>
    Unknown,
}

/// <param name="Why">For <see cref="AccessPassState.Unknown"/>: what is missing.</param>
public sealed record AccessPassAnswer(AccessPassState State, UnreadableReason? Why)
{
    /// <summary>Whether it is certain that nobody can issue one for this person as the policy stands.</summary>
    public bool IsRefused => State is AccessPassState.Off or AccessPassState.NotIncluded or AccessPassState.Excluded;

    /// <summary>The policy alone says whether one could be issued; a group that was not read is never guessed at.</summary>
    public static AccessPassAnswer Of(PersonFacts person)
    {
        if (!person.AccessPass.IsKnown(out var policy, out var reason))
        {
            return new(AccessPassState.Unknown, reason);
        }

        if (!policy.Enabled)
        {
            return new(AccessPassState.Off, null);
        }

        return (Names(policy.Excluded), Names(policy.Included)) switch
        {
            (true, _) => new(AccessPassState.Excluded, null),
            (_, false) => new(AccessPassState.NotIncluded, null),
            (false, true) => new(AccessPassState.Allowed, null),
            _ => new(AccessPassState.Unknown, person.Memberships.WhyUnreadable),
        };

        bool? Names(IReadOnlyList<string> ids) =>
            ids.Contains(AccessPassPolicy.Everybody, StringComparer.OrdinalIgnoreCase) || ids.Contains(person.Person.Id, StringComparer.OrdinalIgnoreCase) ? true
            : ids.Count == 0 ? false
            : person.Memberships.IsKnown(out var groups, out _) ? ids.Any(groups.Contains)
            : null;
    }
}
