using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;

namespace PinResetPortal.Core.People;

/// <summary>
/// Whether a Conditional Access policy applies to a PIN reset of a person. All conditions must hold
/// (https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-policies); an exclusion beats an inclusion.
/// That the two applications are evaluated like any other is inferred: no page of Microsoft names them.
/// </summary>
internal sealed class AccessReach
{
    private static readonly string[] Modern = ["browser", "mobileAppsAndDesktopClients"];

    private readonly List<string> _holds = [];
    private readonly List<string> _open = [];
    private string? _outside;

    private AccessReach()
    {
    }

    /// <summary>Null: can't be told.</summary>
    public bool? Applies => _outside is not null ? false : _open.Count > 0 ? null : true;

    public string Words => _outside
        ?? (_open.Count == 0 ? Lists.And(_holds) : $"{(_holds.Count == 0 ? "" : $"{Lists.And(_holds)}, but ")}whether it applies depends on {string.Join(", ", _open)}");

    public static AccessReach Of(AccessConditions conditions, PersonFacts person)
    {
        var reach = new AccessReach();
        reach.Applications(conditions.Applications, conditions.FiltersApplications);
        reach.People(conditions, person);
        reach.Client(conditions);
        reach.Platform(conditions.Platforms);
        reach.Location(conditions.Locations);
        reach._open.AddRange(conditions.Open);
        return reach;
    }

    private void Applications(AccessScope applications, bool filtered)
    {
        if (filtered && !(applications.Excludes(KnownApps.PinResetServiceAppId) && applications.Excludes(KnownApps.PinResetClientAppId)))
        {
            _open.Add("a filter for applications");
            return;
        }

        bool Covers(string appId) => !applications.Excludes(appId) && (applications.Includes("All") || applications.Includes(appId));
        switch (Covers(KnownApps.PinResetServiceAppId), Covers(KnownApps.PinResetClientAppId))
        {
            case (true, _):
                _holds.Add(
                    applications.Includes(KnownApps.PinResetServiceAppId) ? $"it names {KnownApps.PinResetServiceName}"
                    : applications.Exclude.Count == 0 ? "it covers every application"
                    : "it covers every application that it does not exclude");
                break;
            case (false, true):
                // A policy is about the resource, and the Service is the resource of the reset.
                _open.Add($"whether Entra ID asks it for {KnownApps.PinResetClientName}, the only one of the two applications that it covers");
                break;
            default:
                _outside = applications.Includes("All") ? "it excludes the two PIN reset applications" : "it covers neither of the two PIN reset applications";
                break;
        }
    }

    private void People(AccessConditions conditions, PersonFacts person)
    {
        var (users, groups, roles) = (conditions.Users, conditions.Groups, conditions.Roles);
        var (inGroup, inRole) = (Among(groups.Include, person.Memberships), Among(roles.Include, person.Roles));
        var (outOfGroup, outOfRole) = (Among(groups.Exclude, person.Memberships), Among(roles.Exclude, person.Roles));
        if (users.Excludes(person.Person.Id) || outOfGroup is true || outOfRole is true)
        {
            _outside ??= users.Excludes(person.Person.Id) ? "it excludes the user" : outOfGroup is true ? "it excludes a group of the user" : "it excludes a directory role of the user";
            return;
        }

        if (users.Includes("All") || users.Includes(person.Person.Id) || inGroup is true || inRole is true)
        {
            _holds.Add(
                users.Includes(person.Person.Id) ? "it includes the user"
                : inGroup is true ? "it includes a group of the user"
                : inRole is true ? "it includes a directory role of the user"
                : "it includes everybody");
        }
        else if (inGroup is null || inRole is null)
        {
            _open.Add(inGroup is null ? "the groups of the user, which could not be read" : "the directory roles of the user, which could not be read");
        }
        else
        {
            _outside ??= "it does not include the user";
            return;
        }

        if (outOfGroup is null || outOfRole is null)
        {
            _open.Add(outOfGroup is null ? "whether a group of the user is excluded, and they could not be read" : "whether a directory role of the user is excluded, and they could not be read");
        }
    }

    private void Client(AccessConditions conditions)
    {
        if (conditions.ForWorkloads)
        {
            _outside ??= "it is for applications, not for people";
        }
        else if (conditions.ForTransfers)
        {
            _outside ??= "it is for sign-ins that another device passes on";
        }
        else if (conditions.ClientApps.Count > 0 && !conditions.ClientApps.Contains("all", StringComparer.OrdinalIgnoreCase))
        {
            var modern = Modern.Count(kind => conditions.ClientApps.Contains(kind, StringComparer.OrdinalIgnoreCase));
            if (modern == 0)
            {
                _outside ??= "it is for older ways to sign in";
            }
            else if (modern < Modern.Length)
            {
                _open.Add("the kind of client, and no page says which one the reset is");
            }
        }
    }

    private void Platform(AccessScope? platforms)
    {
        if (platforms is not null && (platforms.Excludes("windows") || platforms.Excludes("all") || !(platforms.Includes("all") || platforms.Includes("windows"))))
        {
            _outside ??= "it is not for Windows";
        }
    }

    private void Location(AccessScope? locations)
    {
        if (locations is not null && !(locations.Includes("All") && locations.Exclude.Count == 0))
        {
            _open.Add("where the user is");
        }
    }

    private static bool? Among(IReadOnlyList<string> ids, Fact<IReadOnlySet<string>> held) => ids.Count == 0 ? false : held.IsKnown(out var known, out _) ? ids.Any(known.Contains) : null;
}
