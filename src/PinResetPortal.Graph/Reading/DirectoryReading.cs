using PinResetPortal.Core.Facts;

namespace PinResetPortal.Graph.Reading;

/// <summary>Organisation, domains, licences, the two service principals with their assignments and grants.</summary>
internal sealed class DirectoryReading(Answers answers)
{
    public static IEnumerable<GraphRequest> First(TenantMemory memory) =>
    [
        GraphReads.Organization.Ask(),
        GraphReads.Domains.Ask(),
        GraphReads.Licences.Ask(),
        GraphReads.ServicePrincipals.Ask(),
        GraphReads.DeletedServicePrincipals.Ask(),
        .. memory.FederatedDomains.SelectMany(OfFederated),
        .. memory.ServicePrincipalIds.Select(GraphReads.Grants.Ask),
        .. memory.RestrictedServicePrincipalIds.Select(GraphReads.Assigned.Ask),
    ];

    public IEnumerable<GraphRequest> Second() =>
    [
        .. FederatedDomains().SelectMany(OfFederated),
        .. PresentIds().Select(GraphReads.Grants.Ask),
        .. RestrictedIds().Select(GraphReads.Assigned.Ask),
    ];

    public IReadOnlyList<string> PresentIds() => [.. Present().Select(one => one.ObjectId)];

    public IReadOnlyList<string> RestrictedIds() => [.. Present().Where(one => one.AppRoleAssignmentRequired).Select(one => one.ObjectId)];

    public Fact<OrganizationFacts> OrganizationFact() => answers.Fact(GraphReads.Organization.Ask());

    public Fact<IReadOnlyList<DomainFacts>> DomainsFact() => answers.Fact(GraphReads.Domains.Ask())
        .Map<IReadOnlyList<DomainFacts>>(domains => [.. domains.Select(domain => domain.IsFederated ? Federated(domain) : domain)]);

    /// <summary>Names of the federated domains, for the next read.</summary>
    public IReadOnlyList<string> FederatedDomains() => answers.TryKnow(GraphReads.Domains.Ask(), out var domains)
        ? [.. domains.Where(domain => domain.IsFederated).Select(domain => domain.Name)]
        : [];

    /// <summary>Reading the host needs a permission and a role that a portal can do without; then the host stays unknown, and the reason is kept.</summary>
    private DomainFacts Federated(DomainFacts domain)
    {
        var host = answers.Fact(GraphReads.Federation.Ask(domain.Name));
        return domain with
        {
            SignInHost = host.ValueOrDefault,
            HostUnreadable = host.WhyUnreadable,
            HasUsers = answers.TryKnow(GraphReads.UsersOfDomain.Ask(domain.Name), out var hasUsers) ? hasUsers : null,
        };
    }

    private static IEnumerable<GraphRequest> OfFederated(string domain) => [GraphReads.Federation.Ask(domain), GraphReads.UsersOfDomain.Ask(domain)];

    public Fact<LicenceFacts> LicencesFact() => answers.Fact(GraphReads.Licences.Ask());

    public Fact<ServicePrincipalFacts> ServicePrincipalFact(string appId)
    {
        var present = answers.Fact(GraphReads.ServicePrincipals.Ask());
        if (present.WhyUnreadable is { } reason)
        {
            return reason;
        }

        if (Present().FirstOrDefault(one => one.IsOf(appId)) is not { } found)
        {
            return answers.Fact(GraphReads.DeletedServicePrincipals.Ask()).Map(deleted => deleted
                .Where(one => appId.Equals(one.AppId, StringComparison.OrdinalIgnoreCase))
                .OrderByDescending(one => one.DeletedAt)
                .Select(one => new ServicePrincipalFacts(ServicePrincipalPresence.SoftDeleted, one.ObjectId, one.DisplayName, DeletedAt: one.DeletedAt))
                .FirstOrDefault() ?? new ServicePrincipalFacts(ServicePrincipalPresence.Absent));
        }

        return found.AppRoleAssignmentRequired ? answers.Fact(GraphReads.Assigned.Ask(found.ObjectId)).Map(found.Present) : found.Present([]);
    }

    public Fact<IReadOnlyList<PermissionGrantFacts>> GrantsFact()
    {
        var present = answers.Fact(GraphReads.ServicePrincipals.Ask());
        if (present.WhyUnreadable is { } reason)
        {
            return reason;
        }

        var all = new List<PermissionGrantFacts>();
        foreach (var id in PresentIds())
        {
            var grants = answers.Fact(GraphReads.Grants.Ask(id));
            if (grants.WhyUnreadable is { } why)
            {
                return why;
            }

            all.AddRange(grants.ValueOrDefault ?? []);
        }

        return all;
    }

    private IReadOnlyList<ListedServicePrincipal> Present() => answers.TryKnow(GraphReads.ServicePrincipals.Ask(), out var present) ? present : [];
}
