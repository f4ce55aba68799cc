using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Layout;

public partial class TopBar : ActorComponent
{
    private bool _isAdmin;

    protected override async Task OnInitializedAsync() => _isAdmin = (await ActorAsync())?.May(PortalRole.Admin) == true;
}
