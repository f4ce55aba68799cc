using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>organization, domains, subscribedSkus, contracts.</summary>
internal static class TenantResources
{
    /// <summary>https://learn.microsoft.com/graph/api/resources/organization</summary>
    private static readonly EntityType Organization = new()
    {
        Name = "organization",
        Collection = "organization",
        Properties = EntityType.Names("""
            id deletedDateTime assignedPlans businessPhones city country countryLetterCode createdDateTime defaultUsageLocation displayName
            isMultipleDataLocationsForServicesEnabled marketingNotificationEmails onPremisesLastSyncDateTime onPremisesSyncEnabled partnerTenantType
            postalCode preferredLanguage privacyProfile provisionedPlans securityComplianceNotificationMails securityComplianceNotificationPhones
            state street technicalNotificationMails tenantType verifiedDomains
            """),
        Options = OptionSets.SelectOnly,
    };

    /// <summary>https://learn.microsoft.com/graph/api/resources/domain</summary>
    private static readonly EntityType Domain = new()
    {
        Name = "domain",
        Collection = "domains",
        Properties = EntityType.Names("""
            id authenticationType availabilityStatus isAdminManaged isDefault isInitial isRoot isVerified model
            passwordNotificationWindowInDays passwordValidityPeriodInDays state supportedServices
            """),
        Options = EntityType.Names("select filter top skiptoken"),
        Navigations = new Dictionary<string, Navigation>(StringComparer.OrdinalIgnoreCase) { ["federationConfiguration"] = new((_, domain) => domain.Objects("federationConfiguration")) },
    };

    /// <summary>https://learn.microsoft.com/graph/api/resources/internaldomainfederation; the list documents no query options.</summary>
    private static readonly EntityType Federation = new()
    {
        Name = "internalDomainFederation",
        Collection = "federationConfiguration",
        Properties = EntityType.Names("""
            id activeSignInUri displayName federatedIdpMfaBehavior isSignedAuthenticationRequestRequired issuerUri metadataExchangeUri nextSigningCertificate
            passiveSignInUri passwordResetUri preferredAuthenticationProtocol promptLoginBehavior signingCertificate signingCertificateUpdateStatus signOutUri
            """),
        Options = EntityType.Names(""),
    };

    /// <summary>https://learn.microsoft.com/graph/api/resources/subscribedsku</summary>
    private static readonly EntityType SubscribedSku = new()
    {
        Name = "subscribedSku",
        Collection = "subscribedSkus",
        Properties = EntityType.Names("id accountId accountName appliesTo capabilityStatus consumedUnits prepaidUnits servicePlans skuId skuPartNumber subscriptionIds"),
        Options = OptionSets.SelectOnly,
    };

    /// <summary>https://learn.microsoft.com/graph/api/resources/contract</summary>
    private static readonly EntityType Contract = new()
    {
        Name = "contract",
        Collection = "contracts",
        Properties = EntityType.Names("id contractType customerId defaultDomainName deletedDateTime displayName"),
        Options = OptionSets.DirectoryPlain,
        IsDirectoryObject = true,
    };

    public static IEnumerable<GraphRoute> Routes =>
    [
        .. Readable(Organization, Requires.Organization),
        .. Readable(Domain, Requires.Domains),
        new("GET", "domains/{id}/federationConfiguration", Requires.DomainFederation, Federated),
        .. Readable(SubscribedSku, Requires.SubscribedSkus),
        .. Readable(Contract, Requires.Contracts),
    ];

    /// <summary>https://learn.microsoft.com/graph/api/domain-list-federationconfiguration: 404 where there is no such object.</summary>
    private static GraphAnswer Federated(GraphCall call)
    {
        var domain = Required(call, Domain);
        return domain.Text("authenticationType") == "Federated"
            ? Collections.List(call, Federation, domain.Objects("federationConfiguration"), $"domains('{call.Id}')/federationConfiguration")
            : throw new GraphRefusal(404, "Request_ResourceNotFound", $"Resource '{call.Id}' has no federation configuration.") { Otherwise = 400 };
    }

    /// <summary>List and get of a type without further behaviour.</summary>
    public static IEnumerable<GraphRoute> Readable(EntityType type, Requirement requirement, bool betaOnly = false) =>
    [
        new("GET", type.Collection, requirement, call => Collections.List(call, type, call.State.Visible(type.Collection)), betaOnly),
        new("GET", type.Collection + "/{id}", requirement, call => Collections.Single(call, type, Required(call, type)), betaOnly),
    ];

    public static System.Text.Json.Nodes.JsonObject Required(GraphCall call, EntityType type) =>
        call.State.Find(type.Collection, call.Id) is { } found && type.ExistsIn?.Invoke(found, call.Request.Version) != false ? found
        : throw (type.Collection.StartsWith("deviceManagement/", StringComparison.Ordinal) ? GraphRefusal.IntuneNotFound(call.Id) : GraphRefusal.DirectoryNotFound(call.Id));
}
