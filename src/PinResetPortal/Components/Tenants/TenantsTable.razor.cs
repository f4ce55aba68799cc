using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Tenants;

public partial class TenantsTable
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<Tenant> Tenants { get; set; }

    [Parameter, EditorRequired]
    public required TenantMemory Memory { get; set; }

    [Parameter, EditorRequired]
    public required DateTimeOffset Now { get; set; }

    [Parameter]
    public bool MayTag { get; set; }

    [Parameter]
    public bool MayRemove { get; set; }

    [Parameter]
    public EventCallback<Tenant> OnFavourite { get; set; }

    [Parameter]
    public EventCallback<(Tenant Tenant, IReadOnlyList<string> Tags)> OnTags { get; set; }

    [Parameter]
    public EventCallback<Tenant> OnRemove { get; set; }

    private List<Tenant> Items => [.. Tenants];

    private bool IsFavourite(Tenant tenant) => Memory.Favourites.Contains(tenant.Id.ToString());

    private static bool IsRemovable(Tenant tenant) => tenant.Relationship is { Kind: RelationshipKind.Direct } or { Kind: RelationshipKind.Gdap, Listed: false };
}
