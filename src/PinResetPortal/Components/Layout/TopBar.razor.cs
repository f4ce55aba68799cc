using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.Layout;

/// <summary>The main navigation. Who may see one tenant only has nothing to choose: no overview, no list, no switcher.</summary>
public partial class TopBar : ActorComponent
{
    private bool _isAdmin;
    private TenantId? _only;

    [Inject]
    public required ITenantCatalog Catalog { get; init; }

    protected override async Task OnInitializedAsync()
    {
        if (await ActorAsync() is not { } actor)
        {
            return;
        }

        _isAdmin = actor.May(PortalRole.Admin);
        if (RendererInfo.IsInteractive && actor.May(PortalRole.Reader))
        {
            // A list that could not be read leaves everything in sight: the pages say what is wrong with it.
            await TryAsync("The tenants could not be listed.", _ => { }, async () =>
                _only = await Catalog.ListAsync(actor, refresh: false, Leaving) is { Stale: null, Tenants: [{ Id: var one }] } ? one : null);
        }
    }
}
