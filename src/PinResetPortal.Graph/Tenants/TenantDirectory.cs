using System.Text.Json;
using System.Xml;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.Reading;

namespace PinResetPortal.Graph.Tenants;

/// <summary>Reads the customers of a partner tenant and merges them with the state of their GDAP relationships.</summary>
internal sealed class TenantDirectory(TenantTokens tokens, GraphConnector connector, BatchReader batches, RetryPauses pauses, IOptions<GraphOptions> options) : ITenantDirectory
{
    private static readonly BatchItem Customers = new("customers", "/tenantRelationships/delegatedAdminCustomers?$top=300");
    private static readonly BatchItem Relationships = new("relationships", "/tenantRelationships/delegatedAdminRelationships?$top=300");

    public async Task<Fact<IReadOnlyList<Tenant>>> ReadCustomersAsync(TenantId partnerTenantId, Actor actor, CancellationToken cancellationToken)
    {
        var partner = new Tenant(partnerTenantId, "the partner tenant", null, new TenantRelationship(RelationshipKind.Home, Active: true));
        var token = await tokens.AcquireAsync(partner, actor, [GraphPermissions.DelegatedAdminRead], forceRefresh: false, cancellationToken);
        if (token is not TokenResult.Granted { Token: var granted })
        {
            return ((TokenResult.Refused)token).Reason;
        }

        using var connection = connector.Open(granted, new RequestMeter());
        var answers = new Answers(connection, batches, pauses.Start(), options.Value, new Refusals(partner, actor, granted.Access));
        await answers.AskAsync([Customers, Relationships], [], [], cancellationToken);
        var customers = answers.Fact(Customers.Key, GraphFeature.Customers, answer => answer.Values.ToList());
        var relationships = answers.Fact(Relationships.Key, GraphFeature.Customers, answer => answer.Values.ToList());
        return (customers.WhyUnreadable ?? relationships.WhyUnreadable) is { } reason
            ? reason
            : Merge(partnerTenantId, customers.ValueOrDefault ?? [], relationships.ValueOrDefault ?? []);
    }

    private static List<Tenant> Merge(TenantId partner, List<JsonElement> customers, List<JsonElement> relationships)
    {
        // MLT_ relationships are made by Microsoft 365 Lighthouse for itself and carry no roles for people.
        var byTenant = relationships
            .Where(relationship => relationship.Text("displayName")?.StartsWith("MLT_", StringComparison.Ordinal) != true)
            .Select(relationship => (Relationship: relationship, Customer: relationship.At("customer")))
            .Where(pair => TenantId.TryParse(pair.Customer?.Text("tenantId"), null, out _))
            .ToLookup(pair => TenantId.Parse(pair.Customer!.Value.Text("tenantId")!, null), pair => pair.Relationship);
        var names = customers.Concat(relationships.Select(relationship => relationship.At("customer")).OfType<JsonElement>())
            .Where(customer => TenantId.TryParse(customer.Text("tenantId"), null, out _))
            .GroupBy(customer => TenantId.Parse(customer.Text("tenantId")!, null))
            .ToDictionary(group => group.Key, group => group.Select(customer => customer.Text("displayName")).FirstOrDefault(name => !string.IsNullOrEmpty(name)) ?? group.Key.ToString());
        var listed = customers.Select(customer => customer.Text("tenantId")).Where(id => TenantId.TryParse(id, null, out _)).Select(id => TenantId.Parse(id!, null));
        return
        [
            .. listed.Concat(byTenant.Select(group => group.Key)).Distinct()
                .Select(id => new Tenant(id, names[id], null, Relationship(partner, [.. byTenant[id]])))
                .OrderBy(tenant => tenant.DisplayName, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>Active relationships decide; without one, the last that ended tells since when.</summary>
    private static TenantRelationship Relationship(TenantId partner, IReadOnlyList<JsonElement> relationships)
    {
        // A relationship that is about to end still gives its rights.
        var active = relationships.Where(relationship => relationship.Text("status")?.ToLowerInvariant() is "active" or "expiring" or "terminationrequested").ToList();
        var relevant = active.Count > 0 ? active : relationships;
        var last = relevant.OrderByDescending(relationship => relationship.Date("endDateTime") ?? DateTimeOffset.MaxValue).ToList();
        return new TenantRelationship(
            RelationshipKind.Gdap,
            active.Count > 0,
            relevant.Select(relationship => relationship.Date("endDateTime")).Max(),
            partner,
            [.. relevant.SelectMany(Roles).Distinct()])
        {
            AutoExtends = active.Select(AutoExtend).Max(),
            RelationshipName = last.Select(relationship => relationship.Text("displayName")).FirstOrDefault(),
        };
    }

    /// <summary>An ISO 8601 duration; PT0S says that the relationship ends (https://learn.microsoft.com/graph/api/resources/delegatedadminrelationship).</summary>
    private static TimeSpan? AutoExtend(JsonElement relationship)
    {
        try
        {
            return relationship.Text("autoExtendDuration") is { Length: > 0 } text && XmlConvert.ToTimeSpan(text) is var extends && extends > TimeSpan.Zero ? extends : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static IEnumerable<Guid> Roles(JsonElement relationship) => (relationship.At("accessDetails")?.Items("unifiedRoles") ?? [])
        .Select(role => Guid.TryParse(role.Text("roleDefinitionId"), out var id) ? id : Guid.Empty)
        .Where(id => id != Guid.Empty);
}
