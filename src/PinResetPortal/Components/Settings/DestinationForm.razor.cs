using Microsoft.AspNetCore.Components;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Components.Settings;

/// <summary>Where something is told, what, and when not: the fields come from the channel.</summary>
public partial class DestinationForm
{
    [Parameter, EditorRequired]
    public required DestinationEdit Edit { get; set; }

    /// <summary>What is wrong, a sentence each.</summary>
    [Parameter]
    public IReadOnlyList<string> Problems { get; set; } = [];

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<DestinationEdit> OnSave { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    private Task SaveAsync() => OnSave.InvokeAsync(Edit);

    private void Tick(NotificationKind kind, bool on)
    {
        if (on)
        {
            Edit.Kinds.Add(kind);
        }
        else
        {
            Edit.Kinds.Remove(kind);
        }
    }
}
