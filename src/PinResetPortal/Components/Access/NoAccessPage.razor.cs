using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Access;

public partial class NoAccessPage : ActorComponent
{
    private Actor? _actor;

    protected override async Task OnInitializedAsync() => _actor = await ActorAsync();
}
