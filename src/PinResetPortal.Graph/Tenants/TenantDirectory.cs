using Microsoft.Extensions.Options;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.Reading;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Graph.Tenants;

/// <summary>Reads the customers of a partner tenant and merges them with the state of their GDAP relationships.</summary>
internal sealed class TenantDirectory(TenantTokens tokens, GraphConnector connector, BatchReader batches, RetryPauses pauses, IOptions<GraphOptions> options, PortalRegistration registration) : ITenantDirectory
{
    public bool LooksForCustomers { get; } = registration.Permissions.Any(permission => permission.Use == PermissionUse.Customers);

    public async Task<Fact<IReadOnlyList<Tenant>>> ReadCustomersAsync(TenantId partnerTenantId, Actor actor, CancellationToken cancellationToken)
    {
        var partner = new Tenant(partnerTenantId, "the partner tenant", null, new TenantRelationship(RelationshipKind.Home, Active: true));
        var token = await tokens.AcquireAsync(partner, actor, [PortalPermissions.DelegatedAdminRead], forceRefresh: false, cancellationToken);
        if (token is not TokenResult.Granted { Token: var granted })
        {
            return ((TokenResult.Refused)token).Reason;
        }

        using var connection = connector.Open(granted, new RequestMeter());
        var answers = new Answers(connection, batches, pauses.Start(), options.Value, new Refusals(partner, actor, granted.Access));
        await answers.AskAsync([GraphReads.GdapCustomers.Ask(), GraphReads.GdapRelationships.Ask()], cancellationToken);
        var customers = answers.Fact(GraphReads.GdapCustomers.Ask());
        var relationships = answers.Fact(GraphReads.GdapRelationships.Ask());
        return (customers.WhyUnreadable ?? relationships.WhyUnreadable) is { } reason
            ? reason
            : Merge(partnerTenantId, customers.ValueOrDefault ?? [], relationships.ValueOrDefault ?? []);
    }

    private static List<Tenant> Merge(TenantId partner, IReadOnlyList<GdapCustomer> customers, IReadOnlyList<GdapRelationship> relationships)
    {
        var byTenant = relationships.Where(relationship => relationship is { IsOfLighthouse: false, Customer: not null }).ToLookup(relationship => relationship.Customer!.TenantId);
        var names = customers.Concat(relationships.Select(relationship => relationship.Customer).OfType<GdapCustomer>())
            .GroupBy(customer => customer.TenantId)
            .ToDictionary(group => group.Key, group => group.Select(customer => customer.DisplayName).FirstOrDefault(name => !string.IsNullOrEmpty(name)) ?? group.Key.ToString());
        var listed = customers.Select(customer => customer.TenantId);
        return
        [
            .. listed.Concat(byTenant.Select(group => group.Key)).Distinct()
                .Select(id => new Tenant(id, names[id], null, Relationship(partner, [.. byTenant[id]])))
                .OrderBy(tenant => tenant.DisplayName, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>Active relationships decide; without one, the last that ended tells since when.</summary>
    private static TenantRelationship Relationship(TenantId partner, IReadOnlyList<GdapRelationship> relationships)
    {
        var active = relationships.Where(relationship => relationship.IsActive).ToList();
        var relevant = active.Count > 0 ? active : relationships;
        var last = relevant.OrderByDescending(relationship => relationship.EndsAt ?? DateTimeOffset.MaxValue).ToList();
        return new TenantRelationship(
            RelationshipKind.Gdap,
            active.Count > 0,
            relevant.Select(relationship => relationship.EndsAt).Max(),
            partner,
            [.. relevant.SelectMany(relationship => relationship.Roles).Distinct()])
        {
            AutoExtends = active.Select(relationship => relationship.AutoExtends).Max(),
            RelationshipName = last.Select(relationship => relationship.Name).FirstOrDefault(),
        };
    }
}
