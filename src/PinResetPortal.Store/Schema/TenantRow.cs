using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Schema;

/// <summary>A tenant on the list of a home tenant.</summary>
internal sealed class TenantRow : ITenantRow
{
    public required TenantId HomeTenantId { get; init; }

    public required TenantId TenantId { get; init; }

    public required string DisplayName { get; set; }

    public string? DefaultDomain { get; set; }

    public RelationshipKind Relationship { get; set; }

    public bool Active { get; set; }

    public DateTimeOffset? EndsAt { get; set; }

    /// <summary>JSON array of role template ids.</summary>
    public required string Roles { get; set; }

    /// <summary><c>autoExtendDuration</c> of the relationship in days; null: it ends.</summary>
    public int? AutoExtendDays { get; set; }

    public string? RelationshipName { get; set; }

    /// <summary>Whether the partner tenant lists the customer.</summary>
    public bool Listed { get; set; } = true;

    /// <summary>False: it consented for another home tenant, and not for this one since.</summary>
    public bool AppOnlyConfirmed { get; set; } = true;

    /// <summary>JSON array of words; only people change them.</summary>
    public string Tags { get; set; } = "[]";

    /// <summary>Name, domain and id in lower case, for searching; the databases fold letters differently, so it is done here.</summary>
    public string SearchText { get; set; } = "";

    /// <summary>The name in lower case and without accents, for sorting: both databases give one order.</summary>
    public string SortName { get; set; } = "";

    /// <summary>Takes over everything but the tags and <see cref="AppOnlyConfirmed"/>.</summary>
    public void Take(Tenant tenant)
    {
        DisplayName = tenant.DisplayName;

        // A list of customers does not know domains; what was once read in the tenant itself stays.
        DefaultDomain = tenant.DefaultDomain ?? DefaultDomain;
        Relationship = tenant.Relationship.Kind;
        Active = tenant.Relationship.Active;
        EndsAt = tenant.Relationship.EndsAt;
        Roles = StoredJson.Write(tenant.Relationship.Roles);
        AutoExtendDays = tenant.Relationship.AutoExtends is { } extends ? (int)Math.Ceiling(extends.TotalDays) : null;
        RelationshipName = tenant.Relationship.RelationshipName;
        Listed = tenant.Relationship.Listed;
        SearchText = SearchableText.Of($"{DisplayName}\n{DefaultDomain}\n{TenantId}");
        SortName = SearchableText.Of(DisplayName);
    }

    public Tenant ToTenant() => new(
        TenantId,
        DisplayName,
        DefaultDomain,
        new TenantRelationship(Relationship, Active, EndsAt, Relationship == RelationshipKind.Home ? null : HomeTenantId, StoredJson.Read<IReadOnlyList<Guid>>(Roles))
        {
            AutoExtends = AutoExtendDays is { } days ? TimeSpan.FromDays(days) : null,
            RelationshipName = RelationshipName,
            Listed = Listed,
        })
    {
        AppOnlyConfirmed = AppOnlyConfirmed,
        Tags = StoredJson.Read<IReadOnlyList<string>>(Tags) is { Count: > 0 } tags ? tags : [],
    };
}
