using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Shared;

/// <summary>How long ago; the exact time in the viewer's zone on hover.</summary>
public partial class When
{
    [Inject]
    public required ViewerClock Clock { get; init; }

    [Parameter, EditorRequired]
    public required DateTimeOffset At { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Clock.EnsureZoneAsync();
            StateHasChanged();
        }
    }
}
