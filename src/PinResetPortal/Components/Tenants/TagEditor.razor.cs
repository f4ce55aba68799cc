using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.Tenants;

/// <summary>The tags of one tenant; to change them they become a line of text.</summary>
public partial class TagEditor
{
    private string? _text;

    [Inject]
    public required BrowserBridge Browser { get; init; }

    [Parameter, EditorRequired]
    public required Tenant Tenant { get; set; }

    [Parameter]
    public bool MayChange { get; set; }

    [Parameter]
    public EventCallback<IReadOnlyList<string>> OnChange { get; set; }

    private Task OpenAsync() => TurnAsync(string.Join(", ", Tenant.Tags));

    private Task CloseAsync() => TurnAsync(null);

    private async Task SaveAsync()
    {
        var tags = TenantRegister.Clean((_text ?? "").Split(','));
        await CloseAsync();
        await OnChange.InvokeAsync(tags);
    }

    /// <summary>Button and field take each other's place, and the focus goes with them.</summary>
    private async Task TurnAsync(string? text)
    {
        _text = text;
        StateHasChanged();
        await Browser.FocusAsync($"[id='tags-{Tenant.Id}']");
    }
}
