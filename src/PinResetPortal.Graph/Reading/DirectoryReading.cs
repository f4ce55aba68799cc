using System.Text.Json;
using PinResetPortal.Core;
using PinResetPortal.Core.Facts;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;

namespace PinResetPortal.Graph.Reading;

/// <summary>Organisation, domains, licences, the two service principals with their assignments and grants.</summary>
internal sealed class DirectoryReading(Answers answers)
{
    private const string Organization = "organization";
    private const string Domains = "domains";
    private const string Licences = "licences";
    private const string Present = "servicePrincipals";
    private const string Deleted = "deletedServicePrincipals";

    public static IEnumerable<BatchItem> First(TenantMemory memory) =>
    [
        new(Organization, "/organization?$select=id,displayName,verifiedDomains"),
        new(Domains, "/domains?$select=id,authenticationType,isDefault,isVerified"),
        new(Licences, "/subscribedSkus?$select=id,skuPartNumber,capabilityStatus,servicePlans"),
        // Without $select: createdDateTime is in no schema of v1.0, so it can't be asked for by name, but it is sent.
        new(Present, $"/servicePrincipals?$filter=appId in ('{KnownApps.PinResetServiceAppId}','{KnownApps.PinResetClientAppId}')"),
        // Deleted items document no filter for service principals: the two are picked out here.
        new(Deleted, "/directory/deletedItems/microsoft.graph.servicePrincipal?$select=id,appId,displayName,deletedDateTime"),
        .. memory.FederatedDomains.SelectMany(OfFederated),
        .. memory.ServicePrincipalIds.Select(Grants),
        .. memory.RestrictedServicePrincipalIds.Select(Assigned),
    ];

    public IEnumerable<BatchItem> Second() =>
    [
        .. FederatedDomains().SelectMany(OfFederated),
        .. PresentIds().Select(Grants),
        .. RestrictedIds().Select(Assigned),
    ];

    public IReadOnlyList<string> PresentIds() => [.. PresentOnes().Select(one => one.Text("id")).OfType<string>()];

    public IReadOnlyList<string> RestrictedIds() =>
        [.. PresentOnes().Where(one => one.Flag("appRoleAssignmentRequired") == true).Select(one => one.Text("id")).OfType<string>()];

    public Fact<OrganizationFacts> OrganizationFact() => answers.Fact(
        Organization, GraphFeature.Organization, answer => DirectoryParser.Organization(answer.Values.FirstOrDefault()));

    public Fact<IReadOnlyList<DomainFacts>> DomainsFact() => answers.Fact<IReadOnlyList<DomainFacts>>(Domains, GraphFeature.Domains, answer =>
        [.. DirectoryParser.Domains(answer.Values).Select(domain => domain.IsFederated ? Federated(domain) : domain)]);

    /// <summary>Names of the federated domains, for the next read.</summary>
    public IReadOnlyList<string> FederatedDomains() => answers[Domains] is { Succeeded: true } answer
        ? [.. DirectoryParser.Domains(answer.Values).Where(domain => domain.IsFederated).Select(domain => domain.Name)]
        : [];

    /// <summary>Reading the host needs a permission and a role that a portal can do without; then the host stays unknown, and the reason is kept.</summary>
    private DomainFacts Federated(DomainFacts domain)
    {
        var host = answers.Fact(Federation(domain.Name).Key, GraphFeature.Federation, answer =>
            Uri.TryCreate(answer.Values.FirstOrDefault().Text("passiveSignInUri"), UriKind.Absolute, out var address) ? address.Host : null);
        var users = answers.Fact(UsersOf(domain.Name).Key, GraphFeature.Users, answer => (bool?)answer.Values.Any());
        return domain with { SignInHost = host.ValueOrDefault, HostUnreadable = host.WhyUnreadable, HasUsers = users.ValueOrDefault };
    }

    public Fact<LicenceFacts> LicencesFact() => answers.Fact(Licences, GraphFeature.Licences, answer => DirectoryParser.Licences(answer.Values));

    public Fact<ServicePrincipalFacts> ServicePrincipalFact(string appId)
    {
        var present = answers.Fact(Present, GraphFeature.ServicePrincipals, answer => Find(answer, appId));
        if (present is Fact<JsonElement?>.Unreadable { Reason: var reason })
        {
            return reason;
        }

        if (present.ValueOrDefault is not { } found)
        {
            return answers.Fact(Deleted, GraphFeature.ServicePrincipals, answer => answer.Values
                .Where(one => appId.Equals(one.Text("appId"), StringComparison.OrdinalIgnoreCase))
                .Select(DirectoryParser.Deleted)
                .OrderByDescending(one => one.DeletedAt)
                .FirstOrDefault() ?? new ServicePrincipalFacts(ServicePrincipalPresence.Absent));
        }

        return found.Flag("appRoleAssignmentRequired") == true && found.Text("id") is { } id
            ? answers.Fact(Assigned(id).Key, GraphFeature.ServicePrincipals, answer => DirectoryParser.Present(found, answer.Values))
            : DirectoryParser.Present(found, []);
    }

    public Fact<IReadOnlyList<PermissionGrantFacts>> GrantsFact()
    {
        var present = answers.Fact(Present, GraphFeature.ServicePrincipals, _ => true);
        if (present.WhyUnreadable is { } reason)
        {
            return reason;
        }

        var all = new List<PermissionGrantFacts>();
        foreach (var id in PresentIds())
        {
            var grants = answers.Fact(Grants(id).Key, GraphFeature.Grants, answer => answer.Values.Select(DirectoryParser.Grant).ToList());
            if (grants.WhyUnreadable is { } why)
            {
                return why;
            }

            all.AddRange(grants.ValueOrDefault ?? []);
        }

        return all;
    }

    private static BatchItem Grants(string id) => new($"grants:{id}", $"/oauth2PermissionGrants?$filter=clientId eq '{id}'");

    // https://learn.microsoft.com/graph/api/domain-list-federationconfiguration
    private static BatchItem Federation(string domain) => new($"federation:{domain}", $"/domains/{Uri.EscapeDataString(domain)}/federationConfiguration");

    // https://learn.microsoft.com/graph/aad-advanced-queries: endsWith needs $count and ConsistencyLevel.
    private static BatchItem UsersOf(string domain) => new(
        $"usersOf:{domain}",
        $"/users?$filter=endsWith(userPrincipalName,'@{Uri.EscapeDataString(domain.Replace("'", "''", StringComparison.Ordinal))}')&$count=true&$top=1&$select=id",
        Eventual: true,
        FollowsPages: false);

    private static IEnumerable<BatchItem> OfFederated(string domain) => [Federation(domain), UsersOf(domain)];

    private static BatchItem Assigned(string id) => new($"assigned:{id}", $"/servicePrincipals/{id}/appRoleAssignedTo");

    private static JsonElement? Find(BatchAnswer answer, string appId) =>
        answer.Values.Where(one => appId.Equals(one.Text("appId"), StringComparison.OrdinalIgnoreCase)).Select(one => (JsonElement?)one).FirstOrDefault();

    private IEnumerable<JsonElement> PresentOnes() => answers[Present] is { Succeeded: true } answer ? answer.Values : [];
}
