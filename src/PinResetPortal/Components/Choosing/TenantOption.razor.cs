using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Choosing;

public partial class TenantOption
{
    [Parameter, EditorRequired]
    public required Tenant Tenant { get; set; }

    [Parameter]
    public bool Favourite { get; set; }

    [Parameter]
    public EventCallback<Tenant> OnOpen { get; set; }

    [Parameter]
    public EventCallback<Tenant> OnFavourite { get; set; }
}
