using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.Shared;

/// <summary>A page about the tenant of its address, which everybody with a role may see: it is found once for each address.</summary>
public abstract class TenantComponent : ActorComponent
{
    private string? _shownId;

    [Inject]
    public required ITenantCatalog Catalog { get; init; }

    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>Null until it is found.</summary>
    protected Tenant? Tenant { get; private set; }

    /// <summary>The address names none of the person's tenants.</summary>
    protected bool NotFound { get; private set; }

    protected bool Forbidden { get; private set; }

    protected Trouble? Trouble { get; private set; }

    protected override async Task OnParametersSetAsync()
    {
        if (RendererInfo.IsInteractive && _shownId != Id)
        {
            _shownId = Id;
            await LoadAsync();
        }
    }

    protected async Task LoadAsync()
    {
        var wanted = Id;
        (Tenant, NotFound, Trouble) = (null, false, null);
        if (await ActorAsync() is not { } actor || !actor.May(PortalRole.Reader))
        {
            Forbidden = true;
            return;
        }

        await TryAsync("The tenant could not be found.", trouble => Trouble = trouble, async () =>
        {
            var tenant = TenantId.TryParse(wanted, null, out var id) ? await Catalog.FindAsync(id, actor, Leaving) : null;
            if (wanted == Id)
            {
                (Tenant, NotFound) = (tenant, tenant is null);
            }
        });
    }
}
