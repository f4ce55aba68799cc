using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>users and the signed-in user.</summary>
internal static class Users
{
    /// <summary>https://learn.microsoft.com/graph/api/resources/user: without $select only a few properties are answered.</summary>
    public static readonly EntityType Type = new()
    {
        Name = "user",
        Collection = "users",
        Properties = EntityType.Names("""
            id accountEnabled ageGroup assignedLicenses assignedPlans businessPhones city companyName consentProvidedForMinor country createdDateTime
            creationType deletedDateTime department displayName employeeHireDate employeeId employeeType externalUserState externalUserStateChangeDateTime
            faxNumber givenName identities imAddresses jobTitle lastPasswordChangeDateTime legalAgeGroupClassification licenseAssignmentStates mail
            mailNickname mobilePhone officeLocation onPremisesDistinguishedName onPremisesDomainName onPremisesExtensionAttributes onPremisesImmutableId
            onPremisesLastSyncDateTime onPremisesProvisioningErrors onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled
            onPremisesUserPrincipalName otherMails passwordPolicies passwordProfile postalCode preferredDataLocation preferredLanguage provisionedPlans
            proxyAddresses securityIdentifier showInAddressList signInSessionsValidFromDateTime state streetAddress surname usageLocation
            userPrincipalName userType
            """),
        Default = EntityType.Names("businessPhones displayName givenName id jobTitle mail mobilePhone officeLocation preferredLanguage surname userPrincipalName"),
        IsDirectoryObject = true,
        Options = OptionSets.Directory,
        Sortable = EntityType.Names("displayName userPrincipalName createdDateTime deletedDateTime"),
        SortableInAdvanced = EntityType.Names("createdDateTime deletedDateTime"),
        Searchable = EntityType.Names("displayName mail userPrincipalName givenName surname mailNickname otherMails proxyAddresses"),
        Navigations = new Dictionary<string, Navigation>(StringComparer.OrdinalIgnoreCase)
        {
            ["memberOf"] = new((call, user) => Members.MembershipsOf(call, user.Id(), transitive: false), DirectoryObjects.Type, MostItems: 20),
        },
    };

    public static IEnumerable<GraphRoute> Routes =>
    [
        new("GET", "me", Requires.Me, call => Collections.Single(call, Type, Me(call), "users")),
        new("GET", "me/memberOf", Requires.MyMemberships, call => Memberships(call, MyMemberships(call, transitive: false))),
        new("GET", "me/transitiveMemberOf", Requires.MyMemberships, call => Memberships(call, MyMemberships(call, transitive: true))),
        new("GET", "me/memberOf/microsoft.graph.directoryRole", Requires.MyMemberships, call => Roles(call, MyMemberships(call, transitive: false))),
        new("GET", "me/transitiveMemberOf/microsoft.graph.directoryRole", Requires.MyMemberships, call => Roles(call, MyMemberships(call, transitive: true))),
        new("GET", "me/memberOf/microsoft.graph.group", Requires.MyMemberships, call => GroupsOnly(call, MyMemberships(call, transitive: false))),
        new("GET", "me/transitiveMemberOf/microsoft.graph.group", Requires.MyMemberships, call => GroupsOnly(call, MyMemberships(call, transitive: true))),
        new("GET", "users", Requires.Users, call => Collections.List(call, Type, call.State.Visible("users"))),
        new("GET", "users/$count", Requires.Users, call => Collections.Count(call, Type, call.State.Visible("users"))),
        new("GET", "users/{id}", Requires.Users, call => Collections.Single(call, Type, Named(call))),
        new("GET", "users/{id}/memberOf", Requires.UserMemberships, call => Memberships(call, Members.MembershipsOf(call, Named(call).Id(), transitive: false))),
        new("GET", "users/{id}/transitiveMemberOf", Requires.UserMemberships, call => Memberships(call, Members.MembershipsOf(call, Named(call).Id(), transitive: true))),
        new("GET", "users/{id}/transitiveMemberOf/microsoft.graph.group", Requires.UserMemberships, call => GroupsOnly(call, Members.MembershipsOf(call, Named(call).Id(), transitive: true))),
        new("GET", "users/{id}/transitiveMemberOf/microsoft.graph.directoryRole", Requires.UserMemberships, call => Roles(call, Members.MembershipsOf(call, Named(call).Id(), transitive: true))),
    ];

    /// <summary>A delegated admin from a partner has no user object in the customer's tenant.</summary>
    private static JsonObject Me(GraphCall call) =>
        call.Caller.HomeTenantId == call.Tenant.Id && call.State.Find("users", call.Caller.ObjectId) is { } me ? me : throw GraphRefusal.DirectoryNotFound(call.Caller.ObjectId);

    public static JsonObject Named(GraphCall call) =>
        call.State.Visible("users").FirstOrDefault(u => u.HasText("id", call.Id) || u.HasText("userPrincipalName", call.Id)) ?? throw GraphRefusal.DirectoryNotFound(call.Id);

    /// <summary>Roles of the token that no role object of the tenant lists are shown as well: token and directory agree.</summary>
    private static List<JsonObject> MyMemberships(GraphCall call, bool transitive)
    {
        var found = Members.MembershipsOf(call, Me(call).Id(), transitive);
        foreach (var role in call.Caller.DirectoryRoles.Where(r => r != DirectoryRoles.User && r != DirectoryRoles.Guest && r != DirectoryRoles.RestrictedGuest))
        {
            var template = role.ToString("D");
            if (call.State.All("directoryRoles").Any(r => r.HasText("roleTemplateId", template)))
                continue;
            var name = DirectoryRoles.NameOf(role);
            found.Add(Members.Typed(new() { ["id"] = RoleId(call.Tenant.Id, role), ["deletedDateTime"] = null, ["displayName"] = name, ["description"] = name, ["roleTemplateId"] = template }, "directoryRole"));
        }

        return found;
    }

    private static string RoleId(Guid tenant, Guid role) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}/{role}")).AsSpan(0, 16)).ToString("D");

    private static GraphAnswer Memberships(GraphCall call, List<JsonObject> found) => Collections.List(call, DirectoryObjects.Type, found);

    private static GraphAnswer Roles(GraphCall call, List<JsonObject> found) => Collections.List(call, DirectoryRoleResources.Membership, found.Where(f => Members.IsOf(f, "directoryRole")));

    private static GraphAnswer GroupsOnly(GraphCall call, List<JsonObject> found) => Collections.List(call, Groups.Type, found.Where(f => Members.IsOf(f, "group")));
}
