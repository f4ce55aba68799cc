using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.People;

/// <summary>From a name to a person of the tenant.</summary>
public partial class PeoplePage : ActorComponent
{
    private string? _shownId;
    private Tenant? _tenant;
    private bool _notFound;
    private bool _forbidden;
    private Trouble? _trouble;

    [Inject]
    public required ITenantCatalog Catalog { get; init; }

    [Parameter]
    public string Id { get; set; } = "";

    protected override async Task OnParametersSetAsync()
    {
        if (RendererInfo.IsInteractive && _shownId != Id)
        {
            _shownId = Id;
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        var wanted = Id;
        (_tenant, _notFound, _trouble) = (null, false, null);
        if (await ActorAsync() is not { } actor || !actor.May(PortalRole.Reader))
        {
            _forbidden = true;
            return;
        }

        await TryAsync("The tenant could not be found.", trouble => _trouble = trouble, async () =>
        {
            var tenant = TenantId.TryParse(wanted, null, out var id) ? await Catalog.FindAsync(id, actor, Leaving) : null;
            if (wanted == Id)
            {
                (_tenant, _notFound) = (tenant, tenant is null);
            }
        });
    }
}
