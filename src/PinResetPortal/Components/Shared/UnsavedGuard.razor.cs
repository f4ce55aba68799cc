using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;

namespace PinResetPortal.Components.Shared;

/// <summary>
/// Says beside a form's buttons that something is not saved, and asks before it is lost: for a page of the portal by a dialog, for closing the
/// tab or another site by the browser's own question
/// (https://learn.microsoft.com/aspnet/core/blazor/fundamentals/navigation#handleprevent-location-changes).
/// </summary>
public partial class UnsavedGuard
{
    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Parameter, EditorRequired]
    public required bool Unsaved { get; set; }

    private async Task AskAsync(LocationChangingContext change)
    {
        if (Unsaved && await Dialogs.ShowMessageBoxAsync("Leave without saving?", "What you changed on this page is not saved.", yesText: "Leave", cancelText: "Stay") != true)
        {
            change.PreventNavigation();
        }
    }
}
