using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Access;

public partial class NoAccessPage : ActorComponent
{
    private Actor? _actor;

    /// <summary><c>tenant</c>: the home tenant is not on the allow list.</summary>
    [SupplyParameterFromQuery]
    public string? Reason { get; set; }

    protected override async Task OnInitializedAsync() => _actor = await ActorAsync();
}
