using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Shared;

public partial class CopyButton
{
    private bool? _copied;

    [Inject]
    public required BrowserBridge Browser { get; init; }

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>What is copied, for somebody who cannot see the icon: "object id of Contoso".</summary>
    [Parameter, EditorRequired]
    public required string What { get; set; }

    [Parameter]
    public string? Label { get; set; }

    private string? Said => _copied switch
    {
        true => "Copied",
        false => "The browser did not allow copying",
        null => null,
    };

    private async Task CopyAsync() => _copied = await Browser.CopyAsync(Text);
}
