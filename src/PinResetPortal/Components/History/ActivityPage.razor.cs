using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.History;

public partial class ActivityPage : ActorComponent
{
    private IReadOnlyList<Tenant>? _tenants;
    private bool _forbidden;
    private Trouble? _trouble;

    [Inject]
    public required ITenantCatalog Catalog { get; init; }

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        (_tenants, _trouble) = (null, null);
        if (await ActorAsync() is not { } actor || !actor.May(PortalRole.Reader))
        {
            _forbidden = true;
            return;
        }

        await TryAsync("The tenants could not be listed.", trouble => _trouble = trouble, async () => _tenants = (await Catalog.ListAsync(actor, refresh: false, Leaving)).Tenants);
    }
}
