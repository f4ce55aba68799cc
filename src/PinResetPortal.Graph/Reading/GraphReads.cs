using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Connecting;

namespace PinResetPortal.Graph.Reading;

/// <summary>
/// The table of everything that the portal reads from Graph: each row has the request and the parser of its answer. A reader has no other
/// way to ask. Nothing but a well-formed answer becomes a value; the rest is "not understood", never "there is nothing".
/// </summary>
internal static partial class GraphReads
{
    // ---- The directory

    public static readonly GraphRead<OrganizationFacts> Organization = GraphRows.List(
        GraphVersion.V1, GraphFeature.Organization, _ => "/organization?$select=id,displayName,verifiedDomains", DirectoryParser.Organization);

    public static readonly GraphRead<IReadOnlyList<DomainFacts>> Domains = GraphRows.List(
        GraphVersion.V1, GraphFeature.Domains, _ => "/domains?$select=id,authenticationType,isDefault,isVerified", DirectoryParser.Domains);

    /// <summary>By the domain's name (https://learn.microsoft.com/graph/api/domain-list-federationconfiguration).</summary>
    public static readonly GraphRead<string?> Federation = GraphRows.List(
        GraphVersion.V1, GraphFeature.Federation, domain => $"/domains/{Uri.EscapeDataString(domain)}/federationConfiguration", DirectoryParser.SignInHost);

    /// <summary>Whether a user lives on a domain, by its name; endsWith needs $count and ConsistencyLevel (https://learn.microsoft.com/graph/aad-advanced-queries).</summary>
    public static readonly GraphRead<bool> UsersOfDomain = GraphRows.Page(
        GraphVersion.V1,
        GraphFeature.Users,
        domain => $"/users?$filter=endsWith(userPrincipalName,'@{Uri.EscapeDataString(domain.Replace("'", "''", StringComparison.Ordinal))}')&$count=true&$top=1&$select=id",
        (users, _) => users.Select(user => user.NeededText("id")).ToList().Count > 0,
        eventual: true);

    public static readonly GraphRead<LicenceFacts> Licences = GraphRows.List(
        GraphVersion.V1, GraphFeature.Licences, _ => "/subscribedSkus?$select=id,skuPartNumber,capabilityStatus,servicePlans", DirectoryParser.Licences);

    /// <summary>Without $select: createdDateTime is in no schema of v1.0, so it can't be asked for by name, but it is sent.</summary>
    public static readonly GraphRead<IReadOnlyList<ListedServicePrincipal>> ServicePrincipals = GraphRows.Each(
        GraphVersion.V1,
        GraphFeature.ServicePrincipals,
        _ => $"/servicePrincipals?$filter=appId in ('{KnownApps.PinResetServiceAppId}','{KnownApps.PinResetClientAppId}')",
        DirectoryParser.ServicePrincipal);

    /// <summary>Deleted items document no filter for service principals: the reader picks its two out.</summary>
    public static readonly GraphRead<IReadOnlyList<DeletedServicePrincipal>> DeletedServicePrincipals = GraphRows.Each(
        GraphVersion.V1,
        GraphFeature.ServicePrincipals,
        _ => "/directory/deletedItems/microsoft.graph.servicePrincipal?$select=id,appId,displayName,deletedDateTime",
        DirectoryParser.Deleted);

    /// <summary>By the service principal's object id.</summary>
    public static readonly GraphRead<IReadOnlyList<AssignedPrincipal>> Assigned = GraphRows.Each(
        GraphVersion.V1, GraphFeature.ServicePrincipals, id => $"/servicePrincipals/{Uri.EscapeDataString(id)}/appRoleAssignedTo", DirectoryParser.Assigned);

    /// <summary>By the client's object id.</summary>
    public static readonly GraphRead<IReadOnlyList<PermissionGrantFacts>> Grants = GraphRows.Each(
        GraphVersion.V1, GraphFeature.Grants, id => $"/oauth2PermissionGrants?$filter=clientId eq '{id}'", DirectoryParser.Grant);

    public static readonly GraphRead<GroupHead> Group = GraphRows.Object(
        null, GraphFeature.Groups, id => $"/groups/{Uri.EscapeDataString(id)}?$select=id,displayName,groupTypes", DirectoryParser.Group);

    /// <summary>One page of a group's transitive members.</summary>
    public static readonly GraphRead<MemberPage> GroupMembers = GraphRows.Page(
        null, GraphFeature.Groups, id => $"/groups/{Uri.EscapeDataString(id)}/transitiveMembers?$select=id,deviceId&$top=999", (members, page) => DirectoryParser.Members(members, !NextLink.Exists(page)));
}
