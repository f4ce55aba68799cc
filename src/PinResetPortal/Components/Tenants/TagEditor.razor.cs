using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.Tenants;

/// <summary>The tags of one tenant; to change them they become a line of text.</summary>
public partial class TagEditor
{
    private string? _text;

    [Parameter, EditorRequired]
    public required Tenant Tenant { get; set; }

    [Parameter]
    public bool MayChange { get; set; }

    [Parameter]
    public EventCallback<IReadOnlyList<string>> OnChange { get; set; }

    private void Open() => _text = string.Join(", ", Tenant.Tags);

    private async Task SaveAsync()
    {
        var tags = TenantRegister.Clean((_text ?? "").Split(','));
        _text = null;
        await OnChange.InvokeAsync(tags);
    }
}
