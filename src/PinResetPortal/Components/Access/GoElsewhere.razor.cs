using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;

namespace PinResetPortal.Components.Access;

/// <summary>Shown where somebody may not be: to sign-in when nobody is signed in, else to the page that says which role to ask for.</summary>
public partial class GoElsewhere : ActorComponent
{
    [Inject]
    public required NavigationManager Navigation { get; init; }

    protected override async Task OnInitializedAsync()
    {
        var back = Uri.EscapeDataString("/" + Navigation.ToBaseRelativePath(Navigation.Uri));
        var target = await IsSignedInAsync() ? "/no-access" : $"/sign-in?returnUrl={back}";
        Navigation.NavigateTo(target, forceLoad: true, replace: true);
    }
}
