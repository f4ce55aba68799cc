using System.Text.Json;
using System.Xml;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Graph.Reading;

/// <summary>Reads customers and relationships (https://learn.microsoft.com/graph/api/resources/delegatedadminrelationships-api-overview).</summary>
internal static class GdapParser
{
    public static GdapCustomer Customer(JsonElement customer) =>
        new(TenantId.TryParse(customer.NeededText("tenantId"), null, out var id) ? id : throw StrictJson.Wrong("tenantId"), customer.Text("displayName"));

    public static GdapRelationship Relationship(JsonElement relationship) => new(
        relationship.Text("displayName"),
        relationship.NeededText("status"),
        // A relationship that no customer has approved yet names none.
        relationship.Part("customer") is { } customer && customer.Text("tenantId") is not null ? Customer(customer) : null,
        relationship.Date("endDateTime"),
        AutoExtend(relationship),
        [.. (relationship.Part("accessDetails")?.Items("unifiedRoles") ?? []).Select(role => Guid.TryParse(role.NeededText("roleDefinitionId"), out var id) ? id : throw StrictJson.Wrong("roleDefinitionId"))]);

    /// <summary>An ISO 8601 duration; PT0S says that the relationship ends (https://learn.microsoft.com/graph/api/resources/delegatedadminrelationship).</summary>
    private static TimeSpan? AutoExtend(JsonElement relationship)
    {
        try
        {
            return relationship.Text("autoExtendDuration") is { Length: > 0 } text && XmlConvert.ToTimeSpan(text) is var extends && extends > TimeSpan.Zero ? extends : null;
        }
        catch (FormatException)
        {
            throw StrictJson.Wrong("autoExtendDuration");
        }
    }
}

internal sealed record GdapCustomer(TenantId TenantId, string? DisplayName);

internal sealed record GdapRelationship(string? Name, string Status, GdapCustomer? Customer, DateTimeOffset? EndsAt, TimeSpan? AutoExtends, IReadOnlyList<Guid> Roles)
{
    /// <summary>A relationship that is about to end still gives its rights.</summary>
    public bool IsActive => Status.ToLowerInvariant() is "active" or "expiring" or "terminationrequested";

    /// <summary>MLT_ relationships are made by Microsoft 365 Lighthouse for itself and carry no roles for people.</summary>
    public bool IsOfLighthouse => Name?.StartsWith("MLT_", StringComparison.Ordinal) == true;
}
